"""What every page of the staff's shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from matching.pause import current_pause


def staff(request: HttpRequest) -> dict[str, Any]:
    """``matching_pause``: who holds the workers back, if anybody. Asked only where it is shown."""
    return {"matching_pause": SimpleLazyObject(current_pause)}
