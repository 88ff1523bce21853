"""Addresses of the jobseeker's matches, under /me/."""

from django.urls import path

from matching.views import careers, jobseeker

urlpatterns = [
    path("careers/", careers.careers, name="careers"),
    path("matches/", jobseeker.matches, name="matches"),
    path("matches/<int:posting>/", jobseeker.match, name="match"),
]
