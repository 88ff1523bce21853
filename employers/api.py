"""Postings over the API: the public list, and an employer's own."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import generics, mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import IsEmployer, PersonRequest
from employers import services
from employers.models import Organisation, Posting
from employers.selectors import (
    may_write,
    organisations_of,
    postings_of,
    public_postings,
)
from portal.common.fields import LEVEL_ERRORS, ZIP_ERRORS, InputSerializer, WholeMixin, WordField
from portal.common.paging import CursorPage
from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import EducationLevel, Importance
from skills.selectors import credentials_by_codes, occupation_by_code, skills_by_codes

_NOT_YOURS = gettext_lazy("This is not one of your organisations.")


class RequirementSerializer(InputSerializer):
    """A skill asked: importance (nice, important, essential), level 1..4 or null for any."""

    skill = serializers.CharField(max_length=120, source="skill.slug")
    label = serializers.CharField(source="skill.label", read_only=True)
    importance = WordField(Importance, default=Importance.IMPORTANT)
    level = serializers.IntegerField(
        min_value=1, max_value=4, allow_null=True, default=None, error_messages=LEVEL_ERRORS
    )
    trainable = serializers.BooleanField(default=False)


class OrganisationField(serializers.SlugRelatedField):
    """An organisation by its slug, among those that the caller belongs to."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            slug_field="slug",
            queryset=Organisation.objects.none(),
            error_messages={"does_not_exist": _NOT_YOURS, "invalid": _NOT_YOURS},
            **kwargs,
        )

    def get_queryset(self) -> QuerySet[Organisation]:
        return organisations_of(self.context["request"].user)

    def to_internal_value(self, data: Any) -> Organisation:
        if not isinstance(data, str):
            self.fail("invalid")
        organisation: Organisation = super().to_internal_value(data)
        return organisation


class CredentialCodes(serializers.ListField):
    """The credentials without which the work is barred, by slug."""

    child = serializers.CharField(max_length=120)

    def to_representation(self, gates: Any) -> list[str]:
        return [gate.credential.slug for gate in gates.all()]


class PostingSerializer(InputSerializer):
    """A posting as its organisation reads and writes it. A list replaces the one before."""

    id = serializers.IntegerField(read_only=True)
    slug = serializers.CharField(read_only=True)
    status = serializers.ChoiceField(Posting.Status.choices, read_only=True)
    revision = serializers.IntegerField(read_only=True)
    organisation = OrganisationField()
    title = serializers.CharField(max_length=160)
    occupation = serializers.CharField(
        max_length=10, source="occupation.code", allow_null=True, default=None
    )
    description = serializers.CharField(max_length=20000, allow_blank=True, default="")
    benefits = serializers.CharField(max_length=4000, allow_blank=True, default="")
    zip = serializers.RegexField(
        r"^[0-9]{5}\Z", allow_blank=True, default="", error_messages=ZIP_ERRORS
    )
    town = serializers.CharField(read_only=True)
    work_mode = serializers.ChoiceField(WorkMode.choices, default=WorkMode.ON_SITE)
    shifts = serializers.ListField(
        child=serializers.ChoiceField(Shift.choices), max_length=5, default=list
    )
    hours_a_week = serializers.IntegerField(
        min_value=1, max_value=80, allow_null=True, default=None
    )
    school_hours = serializers.BooleanField(default=False)
    wage_min = serializers.DecimalField(
        max_digits=10, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    wage_max = serializers.DecimalField(
        max_digits=10, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    wage_period = serializers.ChoiceField(WagePeriod.choices, default=WagePeriod.HOUR)
    education = WordField(EducationLevel, allow_null=True, default=None)
    education_or_equivalent = serializers.BooleanField(default=True)
    months_experience = serializers.IntegerField(
        min_value=0, max_value=600, allow_null=True, default=None
    )
    opens_on = serializers.DateField(allow_null=True, default=None)
    closes_on = serializers.DateField(allow_null=True, default=None)
    starts_on = serializers.DateField(allow_null=True, default=None)
    requirements: serializers.Field = serializers.ListSerializer(
        child=RequirementSerializer(), default=list, max_length=services.MAX_REQUIREMENTS
    )
    gates = CredentialCodes(max_length=20, default=list)

    def validate_organisation(self, organisation: Organisation) -> Organisation:
        """A posting stays where it was made."""
        if self.instance is not None and self.instance.organisation != organisation:
            raise serializers.ValidationError(_("A posting can't move to another organisation."))
        return organisation

    def validate_requirements(self, rows: list[dict[str, Any]]) -> list[Any]:
        """The rows with their skills."""
        codes = [row["skill"]["slug"] for row in rows]
        known = skills_by_codes(codes)
        errors = [_skill_error(code, known, codes[:place]) for place, code in enumerate(codes)]
        if any(errors):
            raise serializers.ValidationError(errors)
        return [
            services.RequirementClaim(
                skill=known[row["skill"]["slug"]],
                importance=row["importance"],
                level=row["level"],
                trainable=row["trainable"],
            )
            for row in rows
        ]

    def validate_gates(self, codes: list[str]) -> list[Any]:
        """The credentials of these slugs."""
        known = credentials_by_codes(codes)
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise serializers.ValidationError(
                [_("We don't know a credential by the name %(name)s.") % {"name": unknown[0]}]
            )
        return list(known.values())

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The occupation of this code."""
        if "occupation" in attrs:
            code = attrs["occupation"]["code"]
            attrs["occupation"] = occupation_by_code(code) if code else None
            if code and attrs["occupation"] is None:
                raise serializers.ValidationError(
                    {"occupation": [_("We don't know an occupation by this code.")]}
                )
        return attrs


def _skill_error(code: str, known: Any, before: list[str]) -> dict[str, list[str]]:
    if code not in known:
        return {"skill": [_("We don't know a skill by this name.")]}
    if code in before:
        return {"skill": [_("This skill is named twice.")]}
    return {}


class WholePostingSerializer(WholeMixin, PostingSerializer):
    """A posting to put in the place of what was there: every field is needed."""


class PublicPostingSerializer(serializers.Serializer):
    """A posting as anybody reads it."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    organisation = serializers.CharField(source="organisation.name")
    occupation = serializers.CharField(source="occupation.code", allow_null=True, default=None)
    description = serializers.CharField()
    benefits = serializers.CharField()
    zip = serializers.CharField()
    town = serializers.CharField()
    work_mode = serializers.ChoiceField(WorkMode.choices)
    shifts = serializers.ListField(child=serializers.ChoiceField(Shift.choices))
    hours_a_week = serializers.IntegerField(allow_null=True)
    school_hours = serializers.BooleanField()
    wage_min = serializers.DecimalField(max_digits=10, decimal_places=2)
    wage_max = serializers.DecimalField(max_digits=10, decimal_places=2, allow_null=True)
    wage_period = serializers.ChoiceField(WagePeriod.choices)
    education = WordField(EducationLevel, allow_null=True)
    education_or_equivalent = serializers.BooleanField()
    months_experience = serializers.IntegerField(allow_null=True)
    opens_on = serializers.DateField()
    closes_on = serializers.DateField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    requirements = RequirementSerializer(many=True)
    gates = CredentialCodes()


class NewestFirst(CursorPage):
    ordering = ("-published_at", "-id")


class PublicPostings(generics.ListAPIView):
    """`postings/`: every open posting of every verified organisation, newest first."""

    permission_classes = [AllowAny]
    serializer_class = PublicPostingSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Posting]:
        return public_postings()


class MayWritePosting(BasePermission):
    """Viewers of an organisation read its postings; owners and recruiters change them too."""

    def has_object_permission(self, request: PersonRequest, view: APIView, obj: Posting) -> bool:
        return request.method in SAFE_METHODS or may_write(request.user, obj.organisation)


_EXAMPLE = OpenApiExample(
    "A draft",
    value={
        "organisation": "elm-city-bakery",
        "title": "Baker",
        "description": "Bake bread from midnight to eight.",
        "benefits": "Health plan, ten paid days off.",
        "zip": "06511",
        "wage_min": "19.00",
        "wage_max": "23.50",
        "wage_period": "HOUR",
        "requirements": [
            {"skill": "bread-baking", "importance": "essential", "level": 2},
            {"skill": "food-safety", "importance": "important", "trainable": True},
        ],
    },
    request_only=True,
)


@extend_schema_view(
    list=extend_schema(description="The postings of your organisations, newest first."),
    create=extend_schema(
        description="A draft; it needs a title, and may be published later.", examples=[_EXAMPLE]
    ),
    retrieve=extend_schema(description="One of your postings."),
    update=extend_schema(
        description="Replaces the whole posting.",
        request=WholePostingSerializer,
        responses=PostingSerializer,
    ),
    partial_update=extend_schema(description="Changes the given fields; a list replaces its list."),
    destroy=extend_schema(description="Deletes a draft. A posting that was public is closed."),
)
class EmployerPostings(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.DestroyModelMixin,
    viewsets.GenericViewSet,
):
    """`employer/postings/`: write, publish and close the postings of your organisations.

    Another organisation's posting does not exist here (404); a viewer may read, not write (403).
    """

    permission_classes = [IsAuthenticated, IsEmployer, MayWritePosting]
    serializer_class = PostingSerializer
    lookup_value_converter = "int"
    queryset = Posting.objects.none()

    def get_queryset(self) -> QuerySet[Posting]:
        if not self.request.user.is_authenticated:
            return Posting.objects.none()
        return postings_of(self.request.user)

    def create(self, request: PersonRequest) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        if not may_write(request.user, serializer.validated_data["organisation"]):
            raise PermissionDenied
        posting = services.create_posting(**serializer.validated_data)
        return self._answer(posting.pk, status.HTTP_201_CREATED)

    def update(self, request: Request, pk: int) -> Response:
        posting = self.get_object()
        serializer = WholePostingSerializer(
            posting, data=request.data, context=self.get_serializer_context()
        )
        return self._save(posting, serializer)

    def partial_update(self, request: Request, pk: int) -> Response:
        posting = self.get_object()
        return self._save(posting, self.get_serializer(posting, data=request.data, partial=True))

    def perform_destroy(self, instance: Posting) -> None:
        services.delete_draft(posting=instance)

    @extend_schema(request=None, responses=PostingSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Makes the posting public, or says at which field what is missing."""
        services.publish_posting(posting=self.get_object())
        return self._answer(pk)

    @extend_schema(request=None, responses=PostingSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Takes the posting out of every list."""
        services.close_posting(posting=self.get_object())
        return self._answer(pk)

    @extend_schema(request=None, responses=PostingSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        """Makes a closed posting public again, from today."""
        services.reopen_posting(posting=self.get_object())
        return self._answer(pk)

    def _save(self, posting: Posting, serializer: serializers.BaseSerializer) -> Response:
        serializer.is_valid(raise_exception=True)
        details = dict(serializer.validated_data)
        details.pop("organisation", None)
        services.update_posting(posting=posting, **details)
        return self._answer(posting.pk)

    def _answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        posting = self.get_queryset().get(pk=pk)
        return Response(self.get_serializer(posting).data, status=code)
