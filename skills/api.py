"""Read-only API of the taxonomy: search by everyday words, for anybody."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from skills.selectors import LONGEST_QUERY, Found, search_occupations, search_skills

_RESULTS = 20


_PAGE = inline_serializer(
    "FoundPage",
    {
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": inline_serializer(
            "Found",
            {
                "code": serializers.CharField(help_text="What the other routes take."),
                "label": serializers.CharField(),
                "kind": serializers.CharField(),
                "matched": serializers.CharField(
                    help_text="The name that was found, blank if it is the label."
                ),
            },
            many=True,
        ),
    },
)
_SCHEMA = extend_schema(
    parameters=[
        OpenApiParameter(
            "q", str, description=f"Words in English or Spanish, at most {LONGEST_QUERY} letters."
        )
    ],
    responses=_PAGE,
)


class _Search(APIView):
    """Answers GET ?q= with the results of a search."""

    permission_classes = [AllowAny]

    def page_of(self, found: list[Found]) -> Response:
        """The results in the shape of every list of the API."""
        results = [
            {"code": each.code, "label": each.label, "kind": each.kind, "matched": each.matched}
            for each in found
        ]
        return Response({"next": None, "previous": None, "results": results})


@method_decorator(login_not_required, name="dispatch")
class SkillSearch(_Search):
    """Skills by everyday words, typing mistakes allowed."""

    @_SCHEMA
    def get(self, request: Request) -> Response:
        words = request.query_params.get("q", "")
        return self.page_of(search_skills(words, get_language() or "en", _RESULTS))


@method_decorator(login_not_required, name="dispatch")
class OccupationSearch(_Search):
    """Occupations by everyday job titles, typing mistakes allowed."""

    @_SCHEMA
    def get(self, request: Request) -> Response:
        words = request.query_params.get("q", "")
        return self.page_of(search_occupations(words, get_language() or "en", _RESULTS))
