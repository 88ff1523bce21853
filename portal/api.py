"""Every address of the API, version 1."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from accounts.api import TokenView
from employers.api import EmployerPostings, PublicPostings
from jobseekers.api import MyProfile
from matching.api import MyMatch, MyMatches, PostingCandidate, PostingCandidates
from matching.careers_api import MyCareers
from matching.changes.api import MyChanges, PostingChanges
from matching.pools_api import PostingSimulation
from portal.common.problems import no_such_address
from skills.api import OccupationSearch, OccupationSkills, SkillSearch, TextExtraction


@csrf_exempt
@login_not_required
def unknown(request: HttpRequest, rest: str) -> JsonResponse:
    """Whatever else is asked of the API."""
    return no_such_address()


router = SimpleRouter(use_regex_path=False)
router.register("employer/postings", EmployerPostings, basename="employer-posting")

app_name = "api"
urlpatterns = [
    path("auth/token/", TokenView.as_view(), name="token"),
    path("me/profile/", MyProfile.as_view(), name="my-profile"),
    path("me/matches/", MyMatches.as_view(), name="my-matches"),
    path("me/matches/<int:posting>/", MyMatch.as_view(), name="my-match"),
    path("me/careers/", MyCareers.as_view(), name="my-careers"),
    path("me/changes/", MyChanges.as_view(), name="my-changes"),
    path("skills/", SkillSearch.as_view(), name="skills"),
    path("skills/extract/", TextExtraction.as_view(), name="extract"),
    path("occupations/", OccupationSearch.as_view(), name="occupations"),
    path("occupations/<str:code>/skills/", OccupationSkills.as_view(), name="occupation-skills"),
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
    path("employer/postings/<int:posting>/simulate/", PostingSimulation.as_view(), name="simulate"),
    path(
        "employer/postings/<int:posting>/changes/",
        PostingChanges.as_view(),
        name="candidate-changes",
    ),
    path("", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html"),
        name="docs",
    ),
    path("<path:rest>", unknown, name="unknown"),
]
