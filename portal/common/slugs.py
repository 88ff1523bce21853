"""Names in addresses."""

import secrets

from django.db import models
from django.utils.text import slugify

_LONGEST = 80


def unique_slug(model: type[models.Model], name: str) -> str:
    """A readable slug that no row of `model` has; a short random tail is added where one has."""
    base = slugify(name)[:_LONGEST].strip("-") or model.__name__.lower()
    slug = base
    while model._default_manager.filter(slug=slug).exists():
        slug = f"{base}-{secrets.token_hex(3)}"
    return slug
