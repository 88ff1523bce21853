"""Matches and candidates over the API: the same pair, the same ledger, from both sides."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from accounts.permissions import IsEmployer, IsJobseeker, PersonRequest
from employers.selectors import postings_of, public_postings
from employers.words import SECTORS
from jobseekers.models import Profile
from jobseekers.services import create_profile
from matching.engine import Band, ChangeKind, LineStatus
from matching.forms import CandidateFilterForm, MatchFilterForm
from matching.live.filtering import BANDS
from matching.selectors import (
    MatchPage,
    MatchView,
    candidate_for,
    candidates_page,
    freshness_of_posting,
    freshness_of_profile,
    match_for,
    matches_page,
)
from matching.selectors.narrowing import EVIDENCE
from portal.common.keyset import BadCursorError
from portal.common.paging import bad_cursor, page_size_of
from portal.common.words import Shift, WagePeriod, WorkMode

HUNDREDTHS = 100
CURSOR = OpenApiParameter("cursor", str, description="From `next` or `previous` of a page.")
PAGE_SIZE = OpenApiParameter("page_size", int, description="Rows a page, at most 100.")
BAND = OpenApiParameter("band", str, enum=[*BANDS], description="This fit or better.")
MATCH_FILTERS = [
    OpenApiParameter("miles", int, description="At most so far from home; 1 to 500."),
    OpenApiParameter("pay", float, description="Dollars an hour that the opening can reach."),
    OpenApiParameter("where", str, enum=WorkMode.values, description="Where the work is done."),
    OpenApiParameter("shift", str, enum=Shift.values, description="A shift that it has."),
    OpenApiParameter("sector", str, enum=[*SECTORS], description="Sector of its kind of work."),
    BAND,
    OpenApiParameter("gates", bool, description="True: only where every gate is open."),
]
CANDIDATE_FILTERS = [
    BAND,
    OpenApiParameter("gates", bool, description="True: only people whose gates are open."),
    OpenApiParameter(
        "evidence",
        str,
        enum=[*EVIDENCE],
        description="Only people with a skill asked that is backed, or verified.",
    ),
]


class Points(serializers.FloatField):
    """Hundredths of points, shown as points."""

    def to_representation(self, value: int) -> float:
        return value / HUNDREDTHS


class GateSerializer(serializers.Serializer):
    """A must; `through` names the held credential that counts as it, where another one does."""

    code = serializers.CharField()
    label = serializers.CharField()
    open = serializers.BooleanField()
    through = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()


class LineSerializer(serializers.Serializer):
    """One line of the ledger: points earned of points possible, and why."""

    kind = serializers.ChoiceField(["requirement", "experience", "education"])
    skill = serializers.CharField(allow_null=True)
    label = serializers.CharField()
    status = serializers.ChoiceField([status.value for status in LineStatus])
    earned = Points()
    possible = Points()
    credit = serializers.SerializerMethodField()
    evidence = serializers.CharField(allow_null=True)
    source = serializers.CharField(allow_null=True)
    trainable = serializers.BooleanField()
    reason = serializers.CharField()

    def get_credit(self, line: Any) -> float:
        """The share of the line's points that was earned, 0 to 1."""
        return line.credit / 10_000


class OneChangeSerializer(serializers.Serializer):
    """The one change that would lift the match the most: the fit, band and gates it would have.

    `code` is the slug of the skill or credential, empty for schooling and work; `renews` tells a
    credential that is held and ran out from one to get.
    """

    kind = serializers.ChoiceField([kind.value for kind in ChangeKind])
    code = serializers.CharField(allow_blank=True)
    renews = serializers.BooleanField()
    fit = Points()
    band = serializers.ChoiceField([band.value for band in Band], allow_null=True)
    gates_open = serializers.BooleanField()
    heading = serializers.CharField()
    advice = serializers.CharField()


class WageSerializer(serializers.Serializer):
    min = serializers.DecimalField(max_digits=10, decimal_places=2, source="wage_min")
    max = serializers.DecimalField(
        max_digits=10, decimal_places=2, source="wage_max", allow_null=True
    )
    period = serializers.ChoiceField(WagePeriod.choices, source="wage_period")


class PostingSummarySerializer(serializers.Serializer):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    organisation = serializers.CharField(source="organisation.name")
    town = serializers.CharField()
    wage = WageSerializer(source="*")


class ProfileSummarySerializer(serializers.Serializer):
    """What an employer reads of a person: an opaque reference, no name."""

    ref = serializers.CharField()


class PairSerializer(serializers.Serializer):
    """What both sides read of a pair; `fit` in points from 0 to 100, `confidence` from 0 to 1."""

    fit = Points()
    band = serializers.ChoiceField([band.value for band in Band], allow_null=True)
    confidence = serializers.SerializerMethodField()
    requirements_met = serializers.IntegerField()
    requirements = serializers.IntegerField()
    gates = GateSerializer(many=True)
    preferences = serializers.DictField(child=serializers.ChoiceField(["yes", "no", "unknown"]))
    fresh = serializers.SerializerMethodField()
    computed_at = serializers.SerializerMethodField()
    engine_version = serializers.CharField()

    def get_confidence(self, match: MatchView) -> float:
        return match.confidence / 100

    def get_fresh(self, match: MatchView) -> bool:
        return bool(self.context["state"].fresh)

    def get_computed_at(self, match: MatchView) -> str | None:
        computed_at = self.context["state"].computed_at
        return computed_at.isoformat() if computed_at else None


class MatchSerializer(PairSerializer):
    posting = PostingSummarySerializer()


class MatchWithLedgerSerializer(MatchSerializer):
    ledger = LineSerializer(many=True, source="lines")
    one_change = OneChangeSerializer(allow_null=True)


class CandidateSerializer(PairSerializer):
    """The same pair for the employer. A person's wishes for pay and hours stay theirs."""

    profile = ProfileSummarySerializer()
    preferences = serializers.SerializerMethodField()

    def get_preferences(self, match: MatchView) -> dict[str, str]:
        return {"distance": match.preferences["distance"]}


class CandidateWithLedgerSerializer(CandidateSerializer):
    ledger = LineSerializer(many=True, source="lines")


class _ListView(APIView):
    """A page of a ranked list, by cursor."""

    row_serializer: type[PairSerializer]
    filter_form: type[MatchFilterForm | CandidateFilterForm]

    def page(self, request: Request, read: Any, owner: Any) -> Response:
        size = page_size_of(request)
        form = self.filter_form(request.query_params)
        if not form.is_valid():
            raise serializers.ValidationError(
                {name: [str(each) for each in errors] for name, errors in form.errors.items()}
            )
        try:
            page: MatchPage = read(
                owner, form.filters, cursor=request.query_params.get("cursor"), size=size
            )
        except BadCursorError as error:
            raise bad_cursor() from error
        rows = self.row_serializer(page.items, many=True, context={"state": page})
        return Response(
            {
                "next": self._address(request, page.next),
                "previous": self._address(request, page.previous),
                "fresh": page.fresh,
                "total": page.total,
                "complete": page.complete,
                "counts": page.narrowed.counts if page.narrowed else None,
                "without": page.narrowed.without if page.narrowed else None,
                "unfiltered": page.narrowed.unfiltered if page.narrowed else None,
                "results": rows.data,
            }
        )

    def _address(self, request: Request, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        return replace_query_param(request.build_absolute_uri(), "cursor", cursor)


def _page_of(row: type[serializers.Serializer], name: str) -> Any:
    return type(
        name,
        (serializers.Serializer,),
        {
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "fresh": serializers.BooleanField(),
            "total": serializers.IntegerField(),
            "complete": serializers.BooleanField(
                help_text="False where the list was cut before: then only its best are here."
            ),
            "counts": serializers.DictField(
                child=serializers.DictField(child=serializers.IntegerField()),
                allow_null=True,
                help_text="By filter and option: how many it would leave. Null without filters.",
            ),
            "without": serializers.DictField(
                child=serializers.IntegerField(),
                allow_null=True,
                help_text="How many there would be with one of the filters left out.",
            ),
            "unfiltered": serializers.IntegerField(
                allow_null=True, help_text="How many there are without any filter."
            ),
            "results": row(many=True),
        },
    )


def _profile_of(request: PersonRequest) -> Profile:
    """The caller's profile, made now if they have none."""
    return create_profile(user=request.user)


class MyMatches(_ListView):
    """`me/matches/`: your best openings, best first; with filters, of all open ones."""

    permission_classes = [IsAuthenticated, IsJobseeker]
    row_serializer = MatchSerializer
    filter_form = MatchFilterForm

    @extend_schema(
        operation_id="me_matches_list",
        parameters=[CURSOR, PAGE_SIZE, *MATCH_FILTERS],
        responses=_page_of(MatchSerializer, "MatchPage"),
    )
    def get(self, request: PersonRequest) -> Response:
        profile = _profile_of(request)
        return self.page(request, matches_page, profile)


class MyMatch(APIView):
    """`me/matches/{posting}/`: one opening with the whole ledger, listed or not."""

    permission_classes = [IsAuthenticated, IsJobseeker]

    @extend_schema(responses=MatchWithLedgerSerializer)
    def get(self, request: PersonRequest, posting: int) -> Response:
        profile = _profile_of(request)
        match = match_for(profile, get_object_or_404(public_postings(), pk=posting))
        state = freshness_of_profile(profile)
        return Response(MatchWithLedgerSerializer(match, context={"state": state}).data)


class PostingCandidates(_ListView):
    """`employer/postings/{id}/candidates/`: people who show themselves, best first, no names."""

    permission_classes = [IsAuthenticated, IsEmployer]
    row_serializer = CandidateSerializer
    filter_form = CandidateFilterForm

    @extend_schema(
        operation_id="employer_postings_candidates_list",
        parameters=[CURSOR, PAGE_SIZE, *CANDIDATE_FILTERS],
        responses=_page_of(CandidateSerializer, "CandidatePage"),
    )
    def get(self, request: PersonRequest, posting: int) -> Response:
        own = get_object_or_404(postings_of(request.user), pk=posting)
        return self.page(request, candidates_page, own)


class PostingCandidate(APIView):
    """`employer/postings/{id}/candidates/{ref}/`: one candidate with the whole ledger."""

    permission_classes = [IsAuthenticated, IsEmployer]

    @extend_schema(responses=CandidateWithLedgerSerializer)
    def get(self, request: PersonRequest, posting: int, ref: str) -> Response:
        own = get_object_or_404(postings_of(request.user), pk=posting)
        match = candidate_for(own, ref)
        if match is None:
            raise Http404
        state = freshness_of_posting(own)
        return Response(CandidateWithLedgerSerializer(match, context={"state": state}).data)
