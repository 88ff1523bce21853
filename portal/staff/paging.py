"""Lists of the staff's pages in pages, and the way back to the first one."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

_ROWS = 25


def home_crumb() -> dict[str, str]:
    """The first step of every trail."""
    return {"label": _("Staff"), "url": reverse("staff_home")}


def page_of(request: HttpRequest, rows: QuerySet[Any], *, size: int = _ROWS) -> dict[str, Any]:
    """A page of `size` rows, with the addresses of the pages beside it ("" where there is none)."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))

    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
