"""Address of the public page of one opening."""

from django.urls import path

from matching.views import jobs

urlpatterns = [path("jobs/<slug:slug>/", jobs.job, name="job")]
