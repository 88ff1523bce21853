"""What tests of the employer's pages say often."""

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from employers.models import Membership, Posting
from tests.factories import MembershipFactory


def sign_in(client: Client, user: Any) -> Any:
    client.force_login(user)
    return user


def member_of(client: Client, organisation: Any, role: str = Membership.Role.OWNER) -> Any:
    """Signs in somebody who works for the organisation."""
    return sign_in(client, MembershipFactory(organisation=organisation, role=role).user)


def text_of(response: Any) -> str:
    """The words of a page, without its tags."""
    body = re.sub(r"<script.*?</script>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def typed(posting: Posting, **changes: Any) -> dict[str, Any]:
    """What the editor of this posting sends when only `changes` were typed."""
    fields: dict[str, Any] = {
        "title": posting.title,
        "description": posting.description,
        "benefits": posting.benefits,
        "zip": posting.zip,
        "work_mode": posting.work_mode,
        "shifts": posting.shifts,
        "wage_min": posting.wage_min or "",
        "wage_max": posting.wage_max or "",
        "wage_period": posting.wage_period,
        "education_or_equivalent": "on",
        "opens_on": posting.opens_on or "",
        "closes_on": posting.closes_on or "",
    }
    for asked in posting.requirements.all():
        prefix = f"ask-{asked.skill.slug}"
        fields[f"{prefix}-importance"] = asked.importance
        fields[f"{prefix}-level"] = asked.level or ""
    return fields | changes


def at(posting: Posting, name: str = "posting_edit") -> str:
    """The address of a page about this posting."""
    return reverse(name, args=[posting.pk])


def asked(posting: Posting) -> set[str]:
    """The slugs of the skills that a posting asks."""
    return {row.skill.slug for row in posting.requirements.all()}
