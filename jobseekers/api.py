"""The jobseeker's own profile over the API."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import IsJobseeker, PersonRequest
from jobseekers import services
from jobseekers.models import Profile, ProfileSkill
from jobseekers.selectors import profile_of
from portal.common.fields import LEVEL_ERRORS, ZIP_ERRORS, InputSerializer, WordField
from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import EducationLevel
from skills.selectors import credentials_by_codes, occupations_by_codes, skills_by_codes

_TOO_MANY_SKILLS = gettext_lazy("A profile holds up to {max_length} skills.")


class HeldSkillSerializer(InputSerializer):
    """A skill by its slug; level 1 (with help) to 4 (I teach others), null for "not sure".

    Without `evidence`, a skill that the profile holds already keeps what it had.
    """

    skill = serializers.CharField(max_length=120, source="skill.slug")
    label = serializers.CharField(source="skill.label", read_only=True)
    level = serializers.IntegerField(
        min_value=1, max_value=4, allow_null=True, default=None, error_messages=LEVEL_ERRORS
    )
    evidence = serializers.ChoiceField(ProfileSkill.Evidence.choices, required=False)
    last_used = serializers.IntegerField(
        min_value=services.EARLIEST_YEAR,
        max_value=services.LATEST_YEAR,
        allow_null=True,
        default=None,
        help_text="A year.",
    )


class JobSerializer(InputSerializer):
    """A past job, or a present one, which has no `ended`. `occupation` is an O*NET-SOC code."""

    id = serializers.IntegerField(read_only=True)
    title = serializers.CharField(max_length=120)
    employer = serializers.CharField(max_length=120, allow_blank=True, default="")
    occupation = serializers.CharField(
        source="occupation.code", max_length=10, allow_null=True, default=None
    )
    started = serializers.DateField()
    ended = serializers.DateField(allow_null=True, default=None)


class HeldCredentialSerializer(InputSerializer):
    """A credential by its slug, and until when it is valid."""

    credential = serializers.CharField(max_length=120, source="credential.slug")
    label = serializers.CharField(source="credential.label", read_only=True)
    expires_on = serializers.DateField(allow_null=True, default=None)


class OwnSkillsField(serializers.ListField):
    """The texts of skills in own words, newest first."""

    child = serializers.CharField(max_length=services.LONGEST_OWN_SKILL)

    def to_representation(self, data: Any) -> list[str]:
        return [own.text for own in data.all()]


class ProfileSerializer(InputSerializer):
    """A profile as its owner reads and writes it. Lists replace the lists that were there."""

    ref = serializers.CharField(read_only=True)
    revision = serializers.IntegerField(read_only=True)
    visibility = serializers.ChoiceField(Profile.Visibility.choices)
    full_name = serializers.CharField(max_length=120, allow_blank=True)
    phone = serializers.CharField(max_length=40, allow_blank=True)
    birth_date = serializers.DateField(allow_null=True)
    zip = serializers.RegexField(r"^[0-9]{5}\Z", allow_blank=True, error_messages=ZIP_ERRORS)
    education = WordField(EducationLevel, allow_null=True)
    max_miles = serializers.IntegerField(min_value=1, max_value=200, allow_null=True)
    transport = serializers.ChoiceField(Profile.Transport.choices, allow_blank=True)
    wage_floor = serializers.DecimalField(
        max_digits=10, decimal_places=2, min_value=0, allow_null=True
    )
    wage_floor_period = serializers.ChoiceField(WagePeriod.choices)
    min_hours = serializers.IntegerField(min_value=0, max_value=80, allow_null=True)
    max_hours = serializers.IntegerField(min_value=0, max_value=80, allow_null=True)
    shifts = serializers.ListField(child=serializers.ChoiceField(Shift.choices), max_length=5)
    work_modes = serializers.ListField(
        child=serializers.ChoiceField(WorkMode.choices), max_length=3
    )
    school_hours_only = serializers.BooleanField()
    available_from = serializers.DateField(allow_null=True)
    skills: serializers.Field = serializers.ListSerializer(
        child=HeldSkillSerializer(),
        max_length=services.MAX_SKILLS,
        error_messages={"max_length": _TOO_MANY_SKILLS},
    )
    own_skills = OwnSkillsField(
        required=False,
        max_length=services.MAX_OWN_SKILLS,
        help_text="What no skill fits, in your own words: kept, not scored, shown to no employer.",
    )
    experience: serializers.Field = serializers.ListSerializer(
        child=JobSerializer(), max_length=services.MAX_JOBS
    )
    credentials: serializers.Field = serializers.ListSerializer(
        child=HeldCredentialSerializer(), max_length=services.MAX_CREDENTIALS
    )

    def validate_skills(self, rows: list[dict[str, Any]]) -> list[services.SkillClaim]:
        """The rows with their skills and the evidence that they keep."""
        codes = [row["skill"]["slug"] for row in rows]
        known = skills_by_codes(codes)
        _refuse_unknown("skill", codes, known, _("We don't know a skill by this name."))
        if len(set(codes)) < len(codes):
            _refuse_twice("skill", codes, _("This skill is named twice."))
        profile: Any = self.instance
        held = {row.skill_id: row.evidence for row in profile.skills.all()}
        return [
            services.SkillClaim(
                skill=skill,
                level=row["level"],
                evidence=row.get("evidence", held.get(skill.pk, ProfileSkill.Evidence.CLAIMED)),
                last_used=row["last_used"],
            )
            for row, skill in ((row, known[row["skill"]["slug"]]) for row in rows)
        ]

    def validate_experience(self, rows: list[dict[str, Any]]) -> list[services.JobClaim]:
        """The rows with their occupations."""
        codes = [row.pop("occupation")["code"] if "occupation" in row else None for row in rows]
        known = occupations_by_codes(code for code in codes if code)
        _refuse_unknown(
            "occupation",
            codes,
            {None: None, **known},
            _("We don't know an occupation by this code."),
        )
        return [
            services.JobClaim(**row, occupation=known[code] if code else None)
            for row, code in zip(rows, codes, strict=True)
        ]

    def validate_credentials(self, rows: list[dict[str, Any]]) -> list[services.CredentialClaim]:
        """The rows with their credentials."""
        codes = [row["credential"]["slug"] for row in rows]
        known = credentials_by_codes(codes)
        _refuse_unknown("credential", codes, known, _("We don't know a credential by this name."))
        _refuse_twice("credential", codes, _("This credential is named twice."))
        return [
            services.CredentialClaim(credential=known[code], expires_on=row["expires_on"])
            for row, code in zip(rows, codes, strict=True)
        ]


def _refuse_unknown(name: str, codes: list[Any], known: Any, message: str) -> None:
    errors = [{} if code in known else {name: [message]} for code in codes]
    if any(errors):
        raise serializers.ValidationError(errors)


def _refuse_twice(name: str, codes: list[Any], message: str) -> None:
    errors = [
        {name: [message]} if code in codes[:place] else {} for place, code in enumerate(codes)
    ]
    if any(errors):
        raise serializers.ValidationError(errors)


_EXAMPLE = OpenApiExample(
    "Replace the skills",
    value={
        "skills": [
            {"skill": "forklift-operation", "level": 3, "last_used": 2025},
            {"skill": "inventory-counting", "level": None},
        ]
    },
    request_only=True,
)


class MyProfile(APIView):
    """`me/profile/`: your whole profile. PUT needs every field, PATCH those that change."""

    permission_classes = [IsAuthenticated, IsJobseeker]

    @extend_schema(operation_id="me_profile_read", responses=ProfileSerializer)
    def get(self, request: PersonRequest) -> Response:
        return Response(ProfileSerializer(self._profile(request)).data)

    @extend_schema(
        operation_id="me_profile_replace", request=ProfileSerializer, responses=ProfileSerializer
    )
    def put(self, request: PersonRequest) -> Response:
        return self._save(request, partial=False)

    @extend_schema(
        operation_id="me_profile_change",
        request=ProfileSerializer(partial=True),
        responses=ProfileSerializer,
        examples=[_EXAMPLE],
    )
    def patch(self, request: PersonRequest) -> Response:
        return self._save(request, partial=True)

    def _profile(self, request: PersonRequest) -> Profile:
        try:
            return profile_of(request.user)
        except Profile.DoesNotExist:
            services.create_profile(user=request.user)
            return profile_of(request.user)

    def _save(self, request: PersonRequest, *, partial: bool) -> Response:
        profile = self._profile(request)
        serializer = ProfileSerializer(profile, data=request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        details = dict(serializer.validated_data)
        own_skills = details.pop("own_skills", None)
        if own_skills is not None and not details:
            services.replace_own_skills(profile=profile, texts=own_skills)
            return Response(ProfileSerializer(profile_of(request.user)).data)
        services.save_profile(
            profile=profile,
            own_skills=own_skills,
            skills=details.pop("skills", None),
            jobs=details.pop("experience", None),
            credentials=details.pop("credentials", None),
            details=details,
        )
        return Response(ProfileSerializer(profile_of(request.user)).data)
