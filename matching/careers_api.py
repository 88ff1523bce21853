"""Careers near a person over the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from accounts.permissions import IsJobseeker, PersonRequest
from jobseekers.services import create_profile
from matching.api import CURSOR, PAGE_SIZE, Points
from matching.careers import careers_page
from matching.engine import Band
from portal.common.keyset import BadCursorError
from portal.common.paging import bad_cursor, page_size_of


class OccupationNameSerializer(serializers.Serializer):
    code = serializers.CharField(help_text="O*NET-SOC 2019")
    title = serializers.CharField(source="label")


class MedianWageSerializer(serializers.Serializer):
    """What half of the people in the work earn more than, in dollars; null if not published."""

    area = serializers.CharField()
    period = serializers.CharField(help_text="The survey's month, such as 2025-05.")
    median_hourly = serializers.DecimalField(max_digits=8, decimal_places=2, allow_null=True)
    median_annual = serializers.IntegerField(allow_null=True)


class SkillNameSerializer(serializers.Serializer):
    skill = serializers.CharField(source="slug")
    label = serializers.CharField()


class CareerSerializer(serializers.Serializer):
    """An occupation, and how much of its typical skills the person holds (`fit`, 0 to 100)."""

    occupation = OccupationNameSerializer()
    fit = Points()
    band = serializers.ChoiceField([band.value for band in Band])
    skills_met = serializers.IntegerField()
    skills = serializers.IntegerField()
    missing = SkillNameSerializer(many=True)
    wage = MedianWageSerializer(allow_null=True)
    openings = serializers.IntegerField()


class CareerPageSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    total = serializers.IntegerField()
    results = CareerSerializer(many=True)


class MyCareers(APIView):
    """`me/careers/`: the occupations nearest to your skills, nearest first."""

    permission_classes = [IsAuthenticated, IsJobseeker]

    @extend_schema(
        operation_id="me_careers_list",
        parameters=[CURSOR, PAGE_SIZE],
        responses=CareerPageSerializer,
    )
    def get(self, request: PersonRequest) -> Response:
        profile = create_profile(user=request.user)
        cursor = request.query_params.get("cursor")
        try:
            page = careers_page(profile, cursor=cursor, size=page_size_of(request))
        except BadCursorError as error:
            raise bad_cursor() from error
        shown: dict[str, Any] = {
            "next": _address(request, page.next),
            "previous": _address(request, page.previous),
            "total": page.total,
            "results": page.items,
        }
        return Response(CareerPageSerializer(shown).data)


def _address(request: Request, cursor: str | None) -> str | None:
    return cursor and replace_query_param(request.build_absolute_uri(), "cursor", cursor)
