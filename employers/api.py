"""Postings over the API: the public list, and an employer's own."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import IsEmployer
from employers import services
from employers.models import Organisation, Posting
from employers.selectors import (
    may_write,
    organisations_written_by,
    postings_of,
    public_postings,
)
from portal.common.fields import WordField
from portal.common.paging import CursorPage
from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import EducationLevel, Importance
from skills.selectors import credentials_by_codes, occupation_by_code, skills_by_codes


class RequirementSerializer(serializers.Serializer):
    """A skill asked: importance (nice, important, essential), level 1..4 or null for any."""

    skill = serializers.CharField(max_length=120, source="skill.slug")
    label = serializers.CharField(source="skill.label", read_only=True)
    importance = WordField(Importance, default=Importance.IMPORTANT)
    level = serializers.IntegerField(min_value=1, max_value=4, allow_null=True, default=None)
    trainable = serializers.BooleanField(default=False)


class OrganisationField(serializers.SlugRelatedField):
    """An organisation by its slug, among those that the caller may write for."""

    def get_queryset(self) -> QuerySet[Organisation]:
        return organisations_written_by(self.context["request"].user)


class CredentialCodes(serializers.ListField):
    """The credentials without which the work is barred, by slug."""

    def to_representation(self, gates: Any) -> list[str]:
        return [gate.credential.slug for gate in gates.all()]


class PostingSerializer(serializers.Serializer):
    """A posting as its organisation reads and writes it."""

    id = serializers.IntegerField(read_only=True)
    slug = serializers.CharField(read_only=True)
    status = serializers.CharField(read_only=True)
    revision = serializers.IntegerField(read_only=True)
    organisation = OrganisationField(slug_field="slug", queryset=Organisation.objects.none())
    title = serializers.CharField(max_length=160)
    occupation = serializers.CharField(
        max_length=10, source="occupation.code", allow_null=True, default=None
    )
    description = serializers.CharField(max_length=20000, allow_blank=True, default="")
    benefits = serializers.CharField(max_length=4000, allow_blank=True, default="")
    zip = serializers.RegexField(
        r"^\d{5}$",
        allow_blank=True,
        default="",
        error_messages={"invalid": _("A ZIP code has five digits.")},
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
    requirements = RequirementSerializer(
        many=True, default=list, max_length=services.MAX_REQUIREMENTS
    )
    gates = CredentialCodes(
        child=serializers.CharField(max_length=120), max_length=20, default=list
    )

    def validate_requirements(self, rows: list[dict[str, Any]]) -> list[Any]:
        codes = [row["skill"]["slug"] for row in rows]
        known = skills_by_codes(codes)
        errors = [
            {} if code in known else {"skill": [_("We don't know a skill by this name.")]}
            for code in codes
        ]
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
        known = credentials_by_codes(codes)
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise serializers.ValidationError(
                [_("We don't know a credential by the name %(name)s.") % {"name": unknown[0]}]
            )
        return list(known.values())

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "occupation" in attrs:
            code = attrs["occupation"]["code"]
            attrs["occupation"] = occupation_by_code(code) if code else None
            if code and attrs["occupation"] is None:
                raise serializers.ValidationError(
                    {"occupation": [_("We don't know an occupation by this code.")]}
                )
        return attrs


class PublicPostingSerializer(serializers.Serializer):
    """A posting as anybody reads it."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    organisation = serializers.CharField(source="organisation.name")
    occupation = serializers.CharField(source="occupation.code", default=None)
    description = serializers.CharField()
    benefits = serializers.CharField()
    zip = serializers.CharField()
    town = serializers.CharField()
    work_mode = serializers.CharField()
    shifts = serializers.ListField(child=serializers.CharField())
    hours_a_week = serializers.IntegerField()
    wage_min = serializers.DecimalField(max_digits=10, decimal_places=2)
    wage_max = serializers.DecimalField(max_digits=10, decimal_places=2)
    wage_period = serializers.CharField()
    education = WordField(EducationLevel)
    education_or_equivalent = serializers.BooleanField()
    months_experience = serializers.IntegerField()
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    requirements = RequirementSerializer(many=True)
    gates = CredentialCodes(child=serializers.CharField())


class NewestFirst(CursorPage):
    ordering = ("-published_at", "-id")


class PublicPostings(generics.ListAPIView):
    """`postings/`: every open posting of every verified organisation, newest first."""

    permission_classes = [AllowAny]
    serializer_class = PublicPostingSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Posting]:
        return public_postings()


@extend_schema_view(
    list=extend_schema(description="The postings of your organisations, newest first."),
    destroy=extend_schema(description="Deletes a draft; a posting that was public is closed."),
)
class EmployerPostings(viewsets.ModelViewSet):
    """`employer/postings/`: write, publish and close the postings of your organisations.

    Another organisation's posting does not exist here (404); a viewer may read, not write (403).
    """

    permission_classes = [IsAuthenticated, IsEmployer]
    serializer_class = PostingSerializer
    lookup_value_converter = "int"
    queryset = Posting.objects.none()

    def get_queryset(self) -> QuerySet[Posting]:
        if not self.request.user.is_authenticated:
            return Posting.objects.none()
        return postings_of(self.request.user)

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        serializer.instance = services.create_posting(**serializer.validated_data)

    def perform_update(self, serializer: serializers.BaseSerializer) -> None:
        details = dict(serializer.validated_data)
        details.pop("organisation", None)
        services.update_posting(posting=self._writable(serializer.instance), **details)
        serializer.instance = self.get_queryset().get(pk=serializer.instance.pk)

    def perform_destroy(self, instance: Posting) -> None:
        services.delete_draft(posting=self._writable(instance))

    @extend_schema(request=None, responses=PostingSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int | None = None) -> Response:
        """Makes the posting public, or says at which field what is missing."""
        services.publish_posting(posting=self._writable(self.get_object()))
        return self._current(pk)

    @extend_schema(request=None, responses=PostingSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int | None = None) -> Response:
        """Takes the posting out of every list."""
        services.close_posting(posting=self._writable(self.get_object()))
        return self._current(pk)

    def _current(self, pk: int | None) -> Response:
        serializer = self.get_serializer(self.get_queryset().get(pk=pk))
        return Response(serializer.data, status=status.HTTP_200_OK)

    def _writable(self, posting: Posting) -> Posting:
        if not may_write(self.request.user, posting.organisation):
            raise PermissionDenied
        return posting
