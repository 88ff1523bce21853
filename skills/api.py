"""API of the taxonomy: search by everyday words and reading of texts, for anybody."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.common.fields import InputSerializer, WordField
from portal.common.throttling import AnonymousThrottle, PersonThrottle, ReadingThrottle
from portal.common.words import Shift, WagePeriod, WorkMode
from skills.extraction import told_of_posting, told_of_resume
from skills.models import EducationLevel, Importance, Source
from skills.search import LONGEST_QUERY, Found, search_occupations, search_skills
from skills.typical import skills_used_in_code

_RESULTS = 20
_LONGEST_TEXT = 20_000
_MOST_USED = 30

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
                "language": serializers.CharField(help_text="Of the label: en or es."),
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
            {
                "code": each.code,
                "label": each.label,
                "language": each.language,
                "kind": each.kind,
                "matched": each.matched,
            }
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


class UsedSkillSerializer(serializers.Serializer):
    """A skill that such jobs use."""

    skill = serializers.CharField(source="skill.slug", help_text="What the other routes take.")
    label = serializers.CharField(source="skill.label")
    importance = WordField(Importance)
    level = serializers.IntegerField(allow_null=True)
    origin = serializers.ChoiceField(Source.choices, help_text="Who says so.")


@method_decorator(login_not_required, name="dispatch")
class OccupationSkills(APIView):
    """Skills that jobs of an occupation use, what matters most first."""

    permission_classes = [AllowAny]

    @extend_schema(
        responses=inline_serializer(
            "UsedSkillPage",
            {
                "next": serializers.CharField(allow_null=True),
                "previous": serializers.CharField(allow_null=True),
                "results": UsedSkillSerializer(many=True),
            },
        )
    )
    def get(self, request: Request, code: str) -> Response:
        used = skills_used_in_code(code, limit=_MOST_USED)
        if used is None:
            raise NotFound
        results = UsedSkillSerializer(used, many=True).data
        return Response({"next": None, "previous": None, "results": results})


class _Span(serializers.ListField):
    """Where words stand in the text that was sent: start and end, counted in characters."""

    child = serializers.IntegerField()


class TextSerializer(InputSerializer):
    """A posting or a résumé as plain text."""

    text = serializers.CharField(max_length=_LONGEST_TEXT, trim_whitespace=False)
    kind = serializers.ChoiceField(["posting", "resume"], default="posting")


class ReadSkillSerializer(serializers.Serializer):
    """A skill that the text names; level and months are null unless the text says them."""

    skill = serializers.CharField(help_text="What the other routes take.")
    label = serializers.CharField()
    score = serializers.FloatField(
        help_text="How sure the reading is, 0 to 1: from 0.5 on as good as found, below a maybe."
    )
    importance = WordField(Importance)
    level = serializers.IntegerField(allow_null=True)
    months = serializers.IntegerField(allow_null=True, help_text="Of experience with it.")
    trainable = serializers.BooleanField()
    source = serializers.CharField(help_text="words: it was named; meaning: the words mean it.")
    spans = serializers.ListField(child=_Span(), help_text="The words that it comes from.")


class ReadCredentialSerializer(serializers.Serializer):
    """A credential that the text names."""

    credential = serializers.CharField()
    label = serializers.CharField()
    score = serializers.FloatField()
    importance = WordField(Importance)
    trainable = serializers.BooleanField()
    expires_on = serializers.DateField(allow_null=True)
    spans = serializers.ListField(child=_Span())


class ReadWageSerializer(serializers.Serializer):
    """The pay of a posting in dollars; `max` is null where one amount is said."""

    min = serializers.DecimalField(max_digits=10, decimal_places=2)
    max = serializers.DecimalField(max_digits=10, decimal_places=2, allow_null=True)
    period = serializers.ChoiceField(WagePeriod.choices)
    span = _Span()


class ReadScheduleSerializer(serializers.Serializer):
    """When the work of a posting is done."""

    shifts = serializers.ListField(child=serializers.ChoiceField(Shift.choices))
    hours_min = serializers.IntegerField(allow_null=True, help_text="A week.")
    hours_max = serializers.IntegerField(allow_null=True, help_text="A week.")
    full_time = serializers.BooleanField()
    part_time = serializers.BooleanField()
    spans = serializers.ListField(child=_Span())


class ReadOccupationSerializer(serializers.Serializer):
    """An occupation that a job title names."""

    code = serializers.CharField()
    label = serializers.CharField()


class ReadJobSerializer(serializers.Serializer):
    """A job of a résumé; dates are the first of a month."""

    title = serializers.CharField()
    employer = serializers.CharField()
    started = serializers.DateField(allow_null=True)
    ended = serializers.DateField(allow_null=True)
    is_current = serializers.BooleanField()
    occupations = ReadOccupationSerializer(many=True)
    span = _Span()


class ReadSchoolingSerializer(serializers.Serializer):
    """A school or degree of a résumé."""

    education = WordField(EducationLevel)
    finished = serializers.BooleanField()
    year = serializers.IntegerField(allow_null=True)
    span = _Span()


class ReadTextSerializer(serializers.Serializer):
    """What was read. A posting has no jobs, schooling, languages and ZIP; a résumé no terms."""

    language = serializers.CharField(help_text="en or es")
    skills = ReadSkillSerializer(many=True)
    credentials = ReadCredentialSerializer(many=True)
    education = WordField(
        EducationLevel,
        allow_null=True,
        help_text="What a posting asks; the highest that a résumé shows as finished.",
    )
    education_or_experience = serializers.BooleanField(allow_null=True)
    education_required = serializers.BooleanField(allow_null=True)
    months_experience = serializers.IntegerField(allow_null=True)
    minimum_age = serializers.IntegerField(allow_null=True, help_text="Years.")
    wage = ReadWageSerializer(allow_null=True)
    schedule = ReadScheduleSerializer(allow_null=True)
    work_modes = serializers.ListField(child=serializers.ChoiceField(WorkMode.choices))
    jobs = ReadJobSerializer(many=True)
    schooling = ReadSchoolingSerializer(many=True)
    languages = serializers.ListField(child=serializers.CharField(), help_text="ISO 639 codes.")
    zip = serializers.CharField(allow_null=True)


@method_decorator(login_not_required, name="dispatch")
class TextExtraction(APIView):
    """Skills, credentials and facts of a posting or a résumé. The text is not stored."""

    permission_classes = [AllowAny]
    throttle_classes = [AnonymousThrottle, PersonThrottle, ReadingThrottle]

    @extend_schema(request=TextSerializer, responses=ReadTextSerializer)
    def post(self, request: Request) -> Response:
        sent = TextSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        told = told_of_resume if sent.validated_data["kind"] == "resume" else told_of_posting
        return Response(ReadTextSerializer(told(sent.validated_data["text"])).data)
