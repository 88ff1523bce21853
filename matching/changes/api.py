"""Changes over the API: of one's own matches, and of the candidates of one's own posting."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from accounts.permissions import IsEmployer, IsJobseeker, PersonRequest
from employers.selectors import postings_of
from jobseekers.services import create_profile
from matching.changes.reading import changes_of_posting, changes_of_profile
from matching.engine import Band
from portal.common.keyset import BadCursorError
from portal.common.paging import bad_cursor, page_size_of

CURSOR = OpenApiParameter("cursor", str, description="From `next` or `previous` of a page.")
PAGE_SIZE = OpenApiParameter("page_size", int, description="Moments a page, at most 100.")


class StandingSerializer(serializers.Serializer):
    """How a pair stands: its band, and whether every must-have is there."""

    band = serializers.ChoiceField([band.value for band in Band])
    gates_open = serializers.BooleanField()


class ChangedPostingSerializer(serializers.Serializer):
    """`open` tells whether the opening can still be read."""

    id = serializers.IntegerField(source="posting.pk")
    slug = serializers.CharField(source="posting.slug")
    title = serializers.CharField(source="posting.title")
    organisation = serializers.CharField(source="posting.organisation.name")
    open = serializers.BooleanField(source="is_public")


class ChangedProfileSerializer(serializers.Serializer):
    """What an employer reads of a person: an opaque reference, no name."""

    ref = serializers.CharField()


class ChangeSerializer(serializers.Serializer):
    """One match: `before` is null where it came, `after` where it left; `causes` of its side."""

    change = serializers.ChoiceField(["entered", "left", "moved"], source="kind")
    before = StandingSerializer(allow_null=True)
    after = StandingSerializer(allow_null=True)
    summary = serializers.CharField()
    causes = serializers.ListField(child=serializers.CharField())


class MatchChangeSerializer(ChangeSerializer):
    posting = ChangedPostingSerializer(source="subject")


class CandidateChangeSerializer(ChangeSerializer):
    profile = ChangedProfileSerializer(source="subject")


class MomentSerializer(serializers.Serializer):
    """What moved at once. `causes` are of the list's owner; `more` counts changes left out."""

    at = serializers.DateTimeField()
    first = serializers.BooleanField(source="is_first")
    causes = serializers.ListField(child=serializers.CharField())
    more = serializers.IntegerField()


class MatchMomentSerializer(MomentSerializer):
    changes = MatchChangeSerializer(many=True)


class CandidateMomentSerializer(MomentSerializer):
    changes = CandidateChangeSerializer(many=True)


class _MatchChangePage(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = MatchMomentSerializer(many=True)


class _CandidateChangePage(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CandidateMomentSerializer(many=True)


class MyChanges(APIView):
    """`me/changes/`: what came, left or moved in your matches and why, newest first."""

    permission_classes = [IsAuthenticated, IsJobseeker]

    @extend_schema(
        operation_id="me_changes_list",
        parameters=[CURSOR, PAGE_SIZE],
        responses=_MatchChangePage,
    )
    def get(self, request: PersonRequest) -> Response:
        profile = create_profile(user=request.user)
        return _page(request, changes_of_profile, profile, MatchMomentSerializer)


class PostingChanges(APIView):
    """`employer/postings/{id}/changes/`: which candidates came, left or moved, without names."""

    permission_classes = [IsAuthenticated, IsEmployer]

    @extend_schema(
        operation_id="employer_postings_changes_list",
        parameters=[CURSOR, PAGE_SIZE],
        responses=_CandidateChangePage,
    )
    def get(self, request: PersonRequest, posting: int) -> Response:
        own = get_object_or_404(postings_of(request.user), pk=posting)
        return _page(request, changes_of_posting, own, CandidateMomentSerializer)


def _page(request: Request, read: Any, owner: Any, row: type[serializers.Serializer]) -> Response:
    size = page_size_of(request)
    try:
        page = read(owner, cursor=request.query_params.get("cursor", ""), size=size)
    except BadCursorError as error:
        raise bad_cursor() from error
    return Response(
        {
            "next": _address(request, page.next),
            "previous": _address(request, page.previous),
            "results": row(page.items, many=True).data,
        }
    )


def _address(request: Request, cursor: str) -> str | None:
    if not cursor:
        return None
    return replace_query_param(request.build_absolute_uri(), "cursor", cursor)
