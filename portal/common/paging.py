"""Lists come a page at a time, by cursor: `{"next", "previous", "results"}`."""

from rest_framework.pagination import CursorPagination


class CursorPage(CursorPagination):
    """The API's page of database rows, newest first unless a view orders otherwise."""

    ordering = "-id"
    page_size_query_param = "page_size"
    max_page_size = 100
