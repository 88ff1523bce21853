"""Addresses of the jobseeker's matches and their changes, under /me/."""

from django.urls import path

from matching.views import careers, changes, jobseeker

urlpatterns = [
    path("careers/", careers.careers, name="careers"),
    path("matches/", jobseeker.matches, name="matches"),
    path("matches/<int:posting>/", jobseeker.match, name="match"),
    path("changes/", changes.changes, name="changes"),
]
