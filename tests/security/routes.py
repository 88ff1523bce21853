"""Every address of the portal, found in the resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import AllowAny


@dataclass(frozen=True)
class Route:
    """A named address and its view."""

    name: str
    view: Any

    @property
    def is_public(self) -> bool:
        """Whether the view lets nobody in particular pass."""
        api_view = getattr(self.view, "cls", None) or getattr(self.view, "view_class", None)
        permissions = getattr(api_view, "permission_classes", None)
        if permissions is not None:
            return AllowAny in permissions
        return not getattr(self.view, "login_required", True)


def routes() -> list[Route]:
    """All of them, the admin's included."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, namespace: str) -> Iterator[Route]:
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield Route(f"{namespace}{each.name or ''}", each.callback)
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each, inner)
