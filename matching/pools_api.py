"""The requirement simulator over the API: pool sizes of a posting as it might be."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, Throttled
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.permissions import IsEmployer, PersonRequest
from employers.api import PostingSerializer
from employers.models import Posting
from employers.selectors import postings_of
from matching.simulate import (
    Asked,
    ChangeKind,
    Effect,
    PoolLoadingError,
    TooManyQuestionsError,
    asked_in,
    pool_sizes,
)
from skills.models import Credential, Skill

_ASKED = (
    "requirements",
    "gates",
    "occupation",
    "months_experience",
    "education",
    "education_or_equivalent",
)


class CountingError(APIException):
    """The people are being read into memory."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "counting"
    default_detail = _("We are counting. Ask again in a few seconds.")
    wait = 5


class ChangedAsksSerializer(PostingSerializer):
    """What would be asked in place of what is saved; a field that is left out stays as it is."""

    def get_fields(self) -> dict[str, serializers.Field]:
        """The posting's fields that decide who fits."""
        fields = super().get_fields()
        return {name: fields[name] for name in _ASKED}


class SizeSerializer(serializers.Serializer):
    """A size as it is told.

    `settled`: false where fewer than ten people differ from a group whose size your organisation
    has been told before; then that size stands.
    """

    people = serializers.IntegerField(
        source="number", allow_null=True, help_text="To the nearest ten; null for under ten."
    )
    settled = serializers.BooleanField(source="own")


class BlockedSerializer(serializers.Serializer):
    """Good fits whom one must-have credential keeps out."""

    credential = serializers.CharField(source="gate.slug")
    label = serializers.CharField(source="gate.label")
    size = SizeSerializer()


class EffectSerializer(serializers.Serializer):
    """The sizes after one change; `skill` or `credential` is what it is about, if either."""

    change = serializers.ChoiceField([kind.value for kind in ChangeKind], source="kind")
    skill = serializers.SerializerMethodField()
    credential = serializers.SerializerMethodField()
    label = serializers.SerializerMethodField()
    qualified = SizeSerializer()
    near = SizeSerializer()

    def get_skill(self, effect: Effect) -> str | None:
        return effect.subject.slug if isinstance(effect.subject, Skill) else None

    def get_credential(self, effect: Effect) -> str | None:
        return effect.subject.slug if isinstance(effect.subject, Credential) else None

    def get_label(self, effect: Effect) -> str:
        return effect.subject.label if effect.subject else ""


class PoolSizesSerializer(serializers.Serializer):
    """People in this portal who fit (60 of 100 or more, no gate closed) or nearly (40 to 60)."""

    qualified = SizeSerializer()
    near = SizeSerializer()
    blocked = BlockedSerializer(many=True)
    changes = EffectSerializer(many=True, source="effects")


_EXAMPLE = OpenApiExample(
    "Without the second skill, and a year less",
    value={
        "requirements": [{"skill": "bread-baking", "importance": "essential", "level": 2}],
        "months_experience": 12,
    },
    request_only=True,
)


class PostingSimulation(APIView):
    """`employer/postings/{id}/simulate/`: what each thing asked costs in people."""

    permission_classes = [IsAuthenticated, IsEmployer]

    @extend_schema(
        operation_id="employer_postings_simulate",
        request=ChangedAsksSerializer,
        responses=PoolSizesSerializer,
        examples=[_EXAMPLE],
    )
    def post(self, request: PersonRequest, posting: int) -> Response:
        """Pool sizes for a draft or a posting with the given changes; nothing is saved.

        Sizes are to the nearest ten, null for under ten. An organisation may ask a limited number
        of different questions an hour and a day; above it, 429 with `Retry-After`.
        """
        own = get_object_or_404(postings_of(request.user), pk=posting)
        serializer = ChangedAsksSerializer(
            own, data=request.data, partial=True, context={"request": request}
        )
        serializer.is_valid(raise_exception=True)
        try:
            sizes = pool_sizes(own.organisation, _changed(own, serializer.validated_data))
        except TooManyQuestionsError as error:
            raise Throttled(wait=error.retry_after) from error
        except PoolLoadingError as error:
            raise CountingError from error
        return Response(PoolSizesSerializer(sizes).data)


def _changed(posting: Posting, changes: Mapping[str, Any]) -> Asked:
    saved = asked_in(posting)
    return Asked(**{name: changes.get(name, getattr(saved, name)) for name in _ASKED})
