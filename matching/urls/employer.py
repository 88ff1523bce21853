"""Addresses of the employer's home and of the candidates' pages, under /employer/."""

from django.urls import path

from matching.views import changes, employer, pools

urlpatterns = [
    path("", employer.employer_home, name="employer_home"),
    path("postings/<int:posting>/pool/", pools.posting_pool, name="posting_pool"),
    path("postings/<int:posting>/candidates/", employer.candidates, name="candidates"),
    path("postings/<int:posting>/changes/", changes.candidate_changes, name="candidate_changes"),
    path("postings/<int:posting>/candidates/<str:ref>/", employer.candidate, name="candidate"),
]
