"""The jobseeker's own profile over the API."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import IsJobseeker
from jobseekers import services
from jobseekers.models import Profile, ProfileSkill
from jobseekers.selectors import profile_of
from portal.common.fields import WordField
from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import EducationLevel, Skill
from skills.selectors import skills_by_codes


class HeldSkillSerializer(serializers.Serializer):
    """A skill by its slug or code; level 1 (with help) to 4 (teaches others), null for not sure."""

    skill = serializers.CharField(max_length=120, source="skill.slug")
    label = serializers.CharField(source="skill.label", read_only=True)
    level = serializers.IntegerField(min_value=1, max_value=4, allow_null=True, default=None)
    evidence = serializers.ChoiceField(
        ProfileSkill.Evidence.choices, default=ProfileSkill.Evidence.CLAIMED
    )
    last_used = serializers.IntegerField(
        min_value=1940, max_value=2100, allow_null=True, default=None
    )


class JobSerializer(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    title = serializers.CharField(read_only=True)
    employer = serializers.CharField(read_only=True)
    occupation = serializers.CharField(source="occupation.code", default=None, read_only=True)
    started = serializers.DateField(read_only=True)
    ended = serializers.DateField(read_only=True)


class CredentialSerializer(serializers.Serializer):
    credential = serializers.CharField(source="credential.slug", read_only=True)
    label = serializers.CharField(source="credential.label", read_only=True)
    expires_on = serializers.DateField(read_only=True)


class ProfileSerializer(serializers.Serializer):
    """A profile as its owner reads and writes it."""

    ref = serializers.CharField(read_only=True)
    revision = serializers.IntegerField(read_only=True)
    visibility = serializers.ChoiceField(
        Profile.Visibility.choices, default=Profile.Visibility.HIDDEN
    )
    full_name = serializers.CharField(max_length=120, allow_blank=True, default="")
    phone = serializers.CharField(max_length=40, allow_blank=True, default="")
    birth_date = serializers.DateField(allow_null=True, default=None)
    zip = serializers.RegexField(
        r"^\d{5}$",
        allow_blank=True,
        default="",
        error_messages={"invalid": _("A ZIP code has five digits.")},
    )
    education = WordField(EducationLevel, allow_null=True, default=None)
    max_miles = serializers.IntegerField(
        min_value=1, max_value=200, allow_null=True, default=None
    )
    transport = serializers.ChoiceField(
        Profile.Transport.choices, allow_blank=True, default=""
    )
    wage_floor = serializers.DecimalField(
        max_digits=10, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    wage_floor_period = serializers.ChoiceField(WagePeriod.choices, default=WagePeriod.HOUR)
    min_hours = serializers.IntegerField(min_value=0, max_value=80, allow_null=True, default=None)
    max_hours = serializers.IntegerField(min_value=0, max_value=80, allow_null=True, default=None)
    shifts = serializers.ListField(
        child=serializers.ChoiceField(Shift.choices), max_length=5, default=list
    )
    work_modes = serializers.ListField(
        child=serializers.ChoiceField(WorkMode.choices), max_length=3, default=list
    )
    school_hours_only = serializers.BooleanField(default=False)
    available_from = serializers.DateField(allow_null=True, default=None)
    skills = HeldSkillSerializer(many=True, default=list, max_length=services.MAX_SKILLS)
    experience = JobSerializer(many=True, read_only=True)
    credentials = CredentialSerializer(many=True, read_only=True)

    def validate_skills(self, rows: list[dict[str, Any]]) -> list[services.SkillClaim]:
        codes = [row["skill"]["slug"] for row in rows]
        known = skills_by_codes(codes)
        errors = [_skill_error(code, known, codes) for code in codes]
        if any(errors):
            raise serializers.ValidationError(errors)
        return [
            services.SkillClaim(
                skill=known[row["skill"]["slug"]],
                level=row["level"],
                evidence=row["evidence"],
                last_used=row["last_used"],
            )
            for row in rows
        ]


def _skill_error(code: str, known: dict[str, Skill], codes: list[str]) -> dict[str, list[str]]:
    if code not in known:
        return {"skill": [_("We don't know a skill by this name.")]}
    if codes.count(code) > 1:
        return {"skill": [_("A skill is named twice.")]}
    return {}


class MyProfile(APIView):
    """`me/profile/`: the whole profile; a new skill list replaces the old one."""

    permission_classes = [IsAuthenticated, IsJobseeker]

    @extend_schema(responses=ProfileSerializer)
    def get(self, request: Request) -> Response:
        return self._answer(self._profile(request))

    @extend_schema(request=ProfileSerializer, responses=ProfileSerializer)
    def put(self, request: Request) -> Response:
        return self._save(request, partial=False)

    @extend_schema(request=ProfileSerializer(partial=True), responses=ProfileSerializer)
    def patch(self, request: Request) -> Response:
        return self._save(request, partial=True)

    def _profile(self, request: Request) -> Profile:
        try:
            return profile_of(request.user)
        except Profile.DoesNotExist:
            services.create_profile(user=request.user)
            return profile_of(request.user)

    def _save(self, request: Request, *, partial: bool) -> Response:
        profile = self._profile(request)
        serializer = ProfileSerializer(data=request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        details = dict(serializer.validated_data)
        skills = details.pop("skills", None)
        services.save_profile(profile=profile, details=details, skills=skills)
        return self._answer(profile_of(request.user))

    def _answer(self, profile: Profile) -> Response:
        return Response(ProfileSerializer(profile).data)
