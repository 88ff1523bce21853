"""What every page needs to know of the portal and of itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info


def _same_page_in(request: HttpRequest, language: str) -> str:
    """The address of this page in another language, query string and all."""
    return translate_url(request.get_full_path(), language)


def portal(request: HttpRequest) -> dict[str, Any]:
    """The portal's identity and, in ``languages``, this page's address in each language.

    Each language is {"code", "name" (its own name), "url", "current"}.
    """
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "portal_name": settings.PORTAL_NAME,
        "portal_state": settings.PORTAL_STATE,
        "portal_email": settings.PORTAL_EMAIL,
        "portal_help_phone": settings.PORTAL_HELP_PHONE,
        "languages": [
            {
                "code": code,
                "name": get_language_info(code)["name_local"].capitalize(),
                "url": _same_page_in(request, code),
                "current": code == current,
            }
            for code, _name in settings.LANGUAGES
        ],
    }
