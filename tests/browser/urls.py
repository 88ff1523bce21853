"""The portal's addresses with the shelf of components, which they have only while debugging."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from portal import views
from portal.urls import (
    handler400,
    handler403,
    handler404,
    handler500,
)
from portal.urls import urlpatterns as addresses

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    *addresses,
    *i18n_patterns(path("shelf/", views.shelf, name="shelf"), prefix_default_language=False),
]
