"""Names in addresses."""

import secrets
from collections.abc import Collection

from django.db import models
from django.utils.text import slugify

_LONGEST = 80


def unique_slug(model: type[models.Model], name: str, reserved: Collection[str] = ()) -> str:
    """A readable slug that no row of `model` has and that is not `reserved`.

    A short random tail is added where it would be.
    """
    base = slugify(name)[:_LONGEST].strip("-") or model.__name__.lower()
    slug = base
    while slug in reserved or model._default_manager.filter(slug=slug).exists():
        slug = f"{base}-{secrets.token_hex(3)}"
    return slug
