"""What was just removed, kept with the person's session so that one click puts it back."""

import secrets
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

_KEY = "removed"
_MOST = 10


def remember(request: HttpRequest, kind: str, held: dict[str, Any]) -> str:
    """Keeps what was removed (plain JSON values); returns the address that undoes it."""
    token = secrets.token_urlsafe(8)
    kept = request.session.get(_KEY, [])
    request.session[_KEY] = [*kept, [token, kind, held]][-_MOST:]
    return reverse("profile_restore", args=[token])


def take(request: HttpRequest, token: str) -> tuple[str, dict[str, Any]] | None:
    """What this token stands for, (kind, values), once; None when it is used up or too old."""
    kept = request.session.get(_KEY, [])
    request.session[_KEY] = [entry for entry in kept if entry[0] != token]
    return next(((kind, held) for known, kind, held in kept if known == token), None)
