"""Addresses of the public page of one opening, and of the jobs that fit a visitor."""

from django.urls import path

from matching.views import jobs, visitors

urlpatterns = [
    path("jobs/for-you/", visitors.for_you, name="for_you"),
    path("jobs/<slug:slug>/", jobs.job, name="job"),
]
