"""Addresses of the public job list and of the employer's pages."""

from django.urls import path

from employers.views import jobs, organisations, postings

urlpatterns = [
    path("jobs/", jobs.job_list, name="job_list"),
    path("employer/register/", organisations.organisation_new, name="organisation_new"),
    path("employer/organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path(
        "employer/organisations/<slug:slug>/review/",
        organisations.organisation_resubmit,
        name="organisation_resubmit",
    ),
    path(
        "employer/organisations/<slug:slug>/members/",
        organisations.member_add,
        name="member_add",
    ),
    path(
        "employer/organisations/<slug:slug>/members/<int:member>/",
        organisations.member_change,
        name="member_change",
    ),
    path(
        "employer/organisations/<slug:slug>/members/<int:member>/remove/",
        organisations.member_remove,
        name="member_remove",
    ),
    path("employer/postings/new/", postings.posting_new, name="posting_new"),
    path("employer/postings/<int:posting>/", postings.posting_edit, name="posting_edit"),
    path("employer/postings/<int:posting>/asks/", postings.posting_asks, name="posting_asks"),
    path(
        "employer/postings/<int:posting>/preview/", postings.posting_preview, name="posting_preview"
    ),
    path("employer/postings/<int:posting>/close/", postings.posting_close, name="posting_close"),
    path("employer/postings/<int:posting>/reopen/", postings.posting_reopen, name="posting_reopen"),
    path("employer/postings/<int:posting>/delete/", postings.posting_delete, name="posting_delete"),
]
