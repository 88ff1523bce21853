"""Errors of the API as RFC 9457 problem details: a stable type and a message per field."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler as drf_exception_handler

CONTENT_TYPE = "application/problem+json"


def problem(
    code: str, title: str, status_code: int, *, errors: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A problem's body. `type` is a URN that stays the same in every language and version."""
    body: dict[str, Any] = {
        "type": f"urn:problem:{code.replace('_', '-')}",
        "title": title,
        "status": status_code,
    }
    if errors:
        body["errors"] = errors
    return body


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """The response for an error of an API view, or None for what is not the caller's fault."""
    if isinstance(exc, ValidationError):
        exc = exceptions.ValidationError(as_serializer_error(exc))
    elif isinstance(exc, ObjectDoesNotExist):
        exc = Http404()
    response = drf_exception_handler(exc, context)
    if response is None:
        return None
    response.data = _body(exc, response)
    response.content_type = CONTENT_TYPE
    return response


def server_error() -> JsonResponse:
    """What an API caller gets when the fault is ours."""
    return JsonResponse(
        problem("server_error", _("Something went wrong on our side. Try again."), 500),
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        content_type=CONTENT_TYPE,
    )


def _body(exc: Exception, response: Response) -> dict[str, Any]:
    if isinstance(exc, exceptions.ValidationError):
        return problem(
            "invalid_input",
            _("Some of what you sent can't be used."),
            response.status_code,
            errors=_per_field(response.data),
        )
    if response.status_code == status.HTTP_404_NOT_FOUND:
        return problem("not_found", _("There is nothing here."), response.status_code)
    if isinstance(exc, exceptions.APIException):
        return problem(exc.default_code, str(exc.detail), response.status_code)
    return problem("not_allowed", _("You may not do this."), response.status_code)


def _per_field(data: Any) -> dict[str, Any]:
    if isinstance(data, dict):
        return {("general" if name == NON_FIELD_ERRORS else name): value for name, value in data.items()}
    return {"general": data}
