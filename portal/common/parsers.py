"""Reading request bodies of the API within limits."""

import json
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class BodyTooLarge(APIException):
    """The body is larger than DATA_UPLOAD_MAX_MEMORY_SIZE bytes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("This is more than one request may send.")
    default_code = "body_too_large"


class LimitedJSONParser(BaseParser):
    """Strict JSON in UTF-8, no larger and no deeper than the portal will read."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None
    ) -> Any:
        """The decoded body. Raises BodyTooLarge or ParseError."""
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise BodyTooLarge
        try:
            text = body.decode("utf-8")
            data = json.loads(text, parse_constant=_refuse)
            if "\\u" in text:
                # Half of a surrogate pair is no character: no database and no answer can carry it.
                json.dumps(data, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError(_("This JSON is nested too deeply.")) from error
        except ValueError as error:
            raise ParseError(_("This is not JSON in UTF-8.")) from error
        return data


def _refuse(constant: str) -> None:
    raise ValueError(constant)
