"""Every address of the API, version 1."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView
from rest_framework.routers import SimpleRouter

from accounts.api import TokenView
from employers.api import EmployerPostings, PublicPostings
from jobseekers.api import MyProfile
from matching.api import MyMatch, MyMatches, PostingCandidate, PostingCandidates
from skills.api import OccupationSearch, SkillSearch

router = SimpleRouter(use_regex_path=False)
router.register("employer/postings", EmployerPostings, basename="employer-posting")

app_name = "api"
urlpatterns = [
    path("auth/token/", TokenView.as_view(), name="token"),
    path("me/profile/", MyProfile.as_view(), name="my-profile"),
    path("me/matches/", MyMatches.as_view(), name="my-matches"),
    path("me/matches/<int:posting>/", MyMatch.as_view(), name="my-match"),
    path("skills/", SkillSearch.as_view(), name="skills"),
    path("occupations/", OccupationSearch.as_view(), name="occupations"),
    path("postings/", PublicPostings.as_view(), name="postings"),
    path(
        "employer/postings/<int:posting>/candidates/",
        PostingCandidates.as_view(),
        name="candidates",
    ),
    path(
        "employer/postings/<int:posting>/candidates/<str:ref>/",
        PostingCandidate.as_view(),
        name="candidate",
    ),
    path("", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularRedocView.as_view(url_name="api:schema"), name="docs"),
]
