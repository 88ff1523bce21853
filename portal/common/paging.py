"""Lists come a page at a time, by cursor: `{"next", "previous", "results"}`."""

from typing import Any

from django.core.exceptions import ValidationError as InvalidValue
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.views import APIView

DEFAULT_SIZE = 20
LARGEST_PAGE = 100


def page_size_of(request: Request) -> int:
    """The rows a page that the caller asks for, at most LARGEST_PAGE. Raises ValidationError."""
    text = request.query_params.get("page_size", str(DEFAULT_SIZE))
    if not text.isascii() or not text.isdecimal() or int(text[:9]) == 0:
        raise ValidationError({"page_size": [_("Use a whole number from 1 up.")]})
    return min(int(text[:9]), LARGEST_PAGE)


def bad_cursor() -> ValidationError:
    """What a caller gets for a cursor that is none of ours."""
    return ValidationError({"cursor": [_("This is not a cursor of this list.")]})


class CursorPage(CursorPagination):
    """The API's page of database rows, newest first unless a view orders otherwise."""

    ordering: Any = "-id"
    page_size_query_param = "page_size"
    max_page_size = LARGEST_PAGE

    def get_page_size(self, request: Request) -> int:
        return page_size_of(request)

    def paginate_queryset(
        self, queryset: Any, request: Request, view: APIView | None = None
    ) -> Any:
        """The rows of the page. A cursor may hold anything, so its values are tried by reading."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, InvalidValue, ValueError, OverflowError) as error:
            raise bad_cursor() from error
