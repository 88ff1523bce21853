"""Every address of the portal."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from portal import health, views

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = settings.PORTAL_NAME

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("portal.api")),
    # One way to change a password: the one that ends the person's tokens and tells them by mail.
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="admin_password_change",
    ),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", views.front, name="home"),
        path("accounts/", include("allauth.urls")),
        path("suggest/", include("skills.urls")),
        path("me/", include("jobseekers.urls")),
        path("me/", include("matching.urls.jobseeker")),
        path("", include("employers.urls")),
        path("", include("matching.urls.public")),
        path("employer/", include("matching.urls.employer")),
        path("staff/", include("portal.staff.urls")),
        prefix_default_language=False,
    ),
]
if settings.DEBUG:
    urlpatterns += i18n_patterns(
        path("shelf/", views.shelf, name="shelf"), prefix_default_language=False
    )

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.not_found
handler500 = views.server_error
