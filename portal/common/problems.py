"""Errors of the API as RFC 9457 problem details: a stable type and a message per field."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist as NoSuchRow
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler as drf_exception_handler

CONTENT_TYPE = "application/problem+json"
API = "/api/"


def is_api(request: HttpRequest) -> bool:
    """Whether the caller is a program, so that errors are problems and not pages."""
    return request.path_info.startswith(API)


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
    elif isinstance(exc, NoSuchRow | Http404):
        exc = exceptions.NotFound(_("There is nothing here."))
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    response = drf_exception_handler(exc, context)
    if response is None or not isinstance(exc, exceptions.APIException):
        return None
    if isinstance(exc, exceptions.ValidationError):
        response.data = problem(
            "invalid_input",
            _("Some of what you sent can't be used."),
            response.status_code,
            errors=_per_field(response.data),
        )
    else:
        response.data = problem(exc.default_code, str(exc.detail), response.status_code)
    response.content_type = CONTENT_TYPE
    return response


def problem_response(code: str, title: str, status: int) -> JsonResponse:
    """A problem that arises outside the views of the API."""
    return JsonResponse(problem(code, title, status), status=status, content_type=CONTENT_TYPE)


def no_such_address() -> JsonResponse:
    """What an API caller gets for an address that is none of ours."""
    return problem_response(
        "not_found", _("There is nothing here. Addresses end with a slash."), HTTPStatus.NOT_FOUND
    )


def server_error() -> JsonResponse:
    """What an API caller gets when the fault is ours."""
    return problem_response(
        "server_error",
        _("Something went wrong on our side. Try again."),
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def _per_field(data: Any) -> dict[str, Any]:
    if isinstance(data, dict):
        return {name: _flat(value) for name, value in data.items()}
    return {api_settings.NON_FIELD_ERRORS_KEY: data}


def _flat(value: Any) -> Any:
    """A field's messages; what is said of a list as a whole is said of its field."""
    general = api_settings.NON_FIELD_ERRORS_KEY
    if isinstance(value, dict) and set(value) == {general}:
        return value[general]
    return value
