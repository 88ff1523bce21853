"""What every operation of the API has in common in its OpenAPI description."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers, status

from portal.common.problems import CONTENT_TYPE

_PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(help_text="Stays the same in every language and version."),
        "title": serializers.CharField(help_text="In the language of Accept-Language."),
        "status": serializers.IntegerField(),
        "errors": serializers.DictField(required=False, help_text="Messages by field."),
    },
)

_REFUSED = {
    status.HTTP_400_BAD_REQUEST: "Something that you sent can't be used; `errors` says what.",
    status.HTTP_401_UNAUTHORIZED: "The token is missing or not valid.",
    status.HTTP_403_FORBIDDEN: "Your account may not do this.",
    status.HTTP_404_NOT_FOUND: "There is nothing here, or nothing that you may see.",
    status.HTTP_429_TOO_MANY_REQUESTS: "Too many requests; `Retry-After` says for how long.",
}


class ProblemAwareSchema(AutoSchema):
    """Describes the problems that an operation may answer with, beside its own responses."""

    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for code, description in _REFUSED.items():
            if str(code) not in bodies and self._may_answer(code):
                bodies[str(code)] = self._get_response_for_code(
                    OpenApiResponse(_PROBLEM, description),
                    str(code),
                    media_types=[CONTENT_TYPE],
                    direction=direction,
                )
        return bodies

    def _may_answer(self, code: int) -> bool:
        if code in {status.HTTP_401_UNAUTHORIZED, status.HTTP_403_FORBIDDEN}:
            return {} not in self.get_auth()
        if code == status.HTTP_404_NOT_FOUND:
            return "{" in self.path
        return True
