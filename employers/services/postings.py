"""Postings: drafted, published, changed, closed. Each act on a live posting marks it for matching.

Errors are `ValidationError`s with a message per field; nothing is half-saved.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from employers.dates import next_change
from employers.models import Organisation, Posting, RequiredCredential, Requirement
from employers.rules import publishing_errors
from matching.outbox import mark_posting_dirty, mark_postings_dirty
from portal.common.places import place_of_zip
from portal.common.slugs import unique_slug
from skills.models import Credential, Importance, Skill

MAX_REQUIREMENTS = 60
OPEN_DAYS = 60
# Addresses beside those of postings, under the same roof.
_OTHER_PAGES = ("for-you",)

DETAILS = frozenset(
    {
        "title",
        "occupation",
        "description",
        "benefits",
        "zip",
        "work_mode",
        "shifts",
        "hours_a_week",
        "school_hours",
        "wage_min",
        "wage_max",
        "wage_period",
        "education",
        "education_or_equivalent",
        "months_experience",
        "opens_on",
        "closes_on",
        "starts_on",
    }
)


@dataclass(frozen=True, kw_only=True)
class RequirementClaim:
    """One requirement as an employer states it: level 1..4 or None where any level will do."""

    skill: Skill
    importance: int = Importance.IMPORTANT
    level: int | None = None
    trainable: bool = False


@contextmanager
def _changing(posting: Posting, reason: str, *, subject_id: int | None = None) -> Iterator[Posting]:
    """The posting's row, locked; at the end its revision rises and matching is told why.

    `subject_id` is the skill that the reason is about.
    """
    with transaction.atomic():
        locked = Posting.objects.select_for_update().get(pk=posting.pk)
        was_draft = locked.status == Posting.Status.DRAFT
        yield locked
        if locked.status == Posting.Status.PUBLISHED:
            _refuse_unless_publishable(locked)
        locked.revision += 1
        locked.next_change = next_change(locked, timezone.localdate())
        locked.save()
        if not (was_draft and locked.status == Posting.Status.DRAFT):
            mark_posting_dirty(
                posting_id=locked.pk,
                revision=locked.revision,
                reason=reason,
                subject_id=subject_id,
            )
    posting.refresh_from_db()


@contextmanager
def _deciding_with_organisation(posting: Posting) -> Iterator[None]:
    """Holds the organisation's row, so that a review of it sees this posting or waits for it."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=posting.organisation_id)
        yield


def create_posting(
    *,
    organisation: Organisation,
    requirements: Sequence[RequirementClaim] = (),
    gates: Sequence[Credential] = (),
    **details: Any,
) -> Posting:
    """A draft. It needs a title and nothing else. Raises ValidationError with field messages."""
    with transaction.atomic():
        posting = Posting(organisation=organisation)
        _set_details(posting, details)
        name = f"{posting.title} {posting.town}".strip()
        posting.slug = unique_slug(Posting, name, reserved=_OTHER_PAGES)
        posting.save()
        _replace_requirements(posting, requirements)
        _replace_gates(posting, gates)
    return posting


def update_posting(
    *,
    posting: Posting,
    requirements: Sequence[RequirementClaim] | None = None,
    gates: Sequence[Credential] | None = None,
    **details: Any,
) -> Posting:
    """Sets details and, where given, all requirements and gates, in one transaction.

    A closed posting can't be changed; a published one must stay publishable.
    """
    with _changing(posting, "posting changed") as locked:
        _refuse_if_closed(locked)
        _set_details(locked, details)
        if requirements is not None:
            _replace_requirements(locked, requirements)
        if gates is not None:
            _replace_gates(locked, gates)
    return posting


def save_requirement(*, posting: Posting, claim: RequirementClaim) -> Requirement:
    """Adds a requirement, or states the one for this skill anew."""
    with _changing(posting, "requirement saved", subject_id=claim.skill.pk) as locked:
        _refuse_if_closed(locked)
        requirement = locked.requirements.filter(skill=claim.skill).first()
        if requirement is None:
            if locked.requirements.count() >= MAX_REQUIREMENTS:
                raise ValidationError({"skill": _("That is more than a posting can ask.")})
            requirement = _requirement(locked, claim)
        _state(requirement, claim)
        requirement.save()
    return requirement


def remove_requirement(*, posting: Posting, skill: Skill) -> Requirement:
    """Drops a requirement; returns what it was, so that it can be put back."""
    with _changing(posting, "requirement removed", subject_id=skill.pk) as locked:
        _refuse_if_closed(locked)
        requirement = locked.requirements.get(skill=skill)
        locked.requirements.filter(pk=requirement.pk).delete()
    return requirement


def publish_posting(*, posting: Posting) -> Posting:
    """Makes a draft public, once its organisation is verified.

    Raises ValidationError: at which fields the law or the portal asks for more, and why.
    """
    with _deciding_with_organisation(posting), _changing(posting, "posting published") as locked:
        _refuse_if_closed(locked)
        if locked.status == Posting.Status.DRAFT:
            _open(locked)
    return posting


def close_posting(*, posting: Posting) -> Posting:
    """Takes a published posting out of every list. Closing twice changes nothing."""
    if posting.status == Posting.Status.DRAFT:
        raise ValidationError({"status": _("A draft can be deleted, not closed.")})
    with _changing(posting, "posting closed") as locked:
        if locked.status == Posting.Status.PUBLISHED:
            locked.status = Posting.Status.CLOSED
            locked.closed_at = timezone.now()
    return posting


def reopen_posting(*, posting: Posting) -> Posting:
    """Makes a closed posting public again, with new dates."""
    with _deciding_with_organisation(posting), _changing(posting, "posting reopened") as locked:
        if locked.status == Posting.Status.CLOSED:
            locked.opens_on = locked.closes_on = None
            locked.closed_at = None
            _open(locked)
    return posting


def delete_draft(*, posting: Posting) -> None:
    """Deletes a draft; a posting that was ever public is closed instead."""
    with transaction.atomic():
        locked = Posting.objects.select_for_update().get(pk=posting.pk)
        if locked.status != Posting.Status.DRAFT:
            raise ValidationError({"status": _("Only a draft can be deleted. Close it instead.")})
        locked.delete()


def mark_due_postings(*, today: date, limit: int = 1000) -> int:
    """Marks postings that a date has opened or closed; returns how many."""
    with transaction.atomic():
        due = list(
            Posting.objects.due(today)
            .order_by("next_change", "id")
            .select_for_update(skip_locked=True)[:limit]
        )
        for posting in due:
            posting.revision += 1
            posting.next_change = next_change(posting, today)
        Posting.objects.bulk_update(due, ["revision", "next_change"], batch_size=500)
        mark_postings_dirty(
            revisions={posting.pk: posting.revision for posting in due}, reason="a date passed"
        )
    return len(due)


def _open(posting: Posting) -> None:
    today = timezone.localdate()
    posting.status = Posting.Status.PUBLISHED
    posting.published_at = timezone.now()
    if posting.opens_on is None or posting.opens_on < today:
        posting.opens_on = today
    if posting.closes_on is None:
        posting.closes_on = posting.opens_on + timedelta(days=OPEN_DAYS)


def _refuse_if_closed(posting: Posting) -> None:
    if posting.status == Posting.Status.CLOSED:
        raise ValidationError({"status": _("This posting is closed. Reopen it to change it.")})


def _refuse_unless_publishable(posting: Posting) -> None:
    errors = publishing_errors(posting, asks=posting.requirements.count())
    if errors:
        raise ValidationError(errors)


def _set_details(posting: Posting, details: dict[str, Any]) -> None:
    unknown = set(details) - DETAILS
    if unknown:
        raise ValidationError({name: _("There is no such field.") for name in sorted(unknown)})
    for name, value in details.items():
        setattr(posting, name, value)
    errors: dict[str, Any] = {}
    try:
        posting.clean_fields(exclude=["organisation", "slug"])
    except ValidationError as error:
        errors.update(error.message_dict)
    if "zip" in details and "zip" not in errors:
        place = place_of_zip(posting.zip) if posting.zip else None
        if posting.zip and place is None:
            errors["zip"] = [_("We can't find this ZIP code.")]
        posting.town = place.town if place else ""
        posting.latitude = place.latitude if place else None
        posting.longitude = place.longitude if place else None
    if posting.wage_max is not None and not errors.keys() & {"wage_min", "wage_max"}:
        if posting.wage_min is None:
            errors["wage_min"] = [_("Say where the pay starts, too.")]
        elif posting.wage_min > posting.wage_max:
            errors["wage_max"] = [_("The pay must not end below where it starts.")]
    if (
        not errors.keys() & {"opens_on", "closes_on"}
        and posting.opens_on
        and posting.closes_on
        and posting.opens_on > posting.closes_on
    ):
        errors["closes_on"] = [_("A posting can't close before it opens.")]
    if posting.occupation is not None and posting.occupation.retired and "occupation" in details:
        errors["occupation"] = [_("This kind of work is no longer in use.")]
    if errors:
        raise ValidationError(errors)


def _replace_requirements(posting: Posting, claims: Sequence[RequirementClaim]) -> None:
    if len(claims) > MAX_REQUIREMENTS:
        raise ValidationError({"requirements": _("That is more than a posting can ask.")})
    wanted = {claim.skill.pk: claim for claim in claims}
    if len(wanted) != len(claims):
        raise ValidationError({"requirements": _("A skill is named twice.")})
    asked = {row.skill_id: row for row in posting.requirements.all()}
    posting.requirements.filter(skill_id__in=set(asked) - set(wanted)).delete()
    added, changed = [], []
    for skill_id, claim in wanted.items():
        if skill_id not in asked:
            row = _requirement(posting, claim)
            _state(row, claim)
            added.append(row)
            continue
        row = asked[skill_id]
        before = (row.importance, row.level, row.trainable)
        _state(row, claim)
        if (row.importance, row.level, row.trainable) != before:
            changed.append(row)
    Requirement.objects.bulk_create(added)
    Requirement.objects.bulk_update(changed, ["importance", "level", "trainable"])


def _requirement(posting: Posting, claim: RequirementClaim) -> Requirement:
    if claim.skill.retired:
        raise ValidationError({"skill": _("This skill is no longer in use.")})
    return Requirement(posting=posting, skill=claim.skill)


def _state(requirement: Requirement, claim: RequirementClaim) -> None:
    requirement.importance = claim.importance
    requirement.level = claim.level
    requirement.trainable = claim.trainable
    requirement.clean_fields(exclude=["posting", "skill"])


def _replace_gates(posting: Posting, credentials: Sequence[Credential]) -> None:
    wanted = {credential.pk: credential for credential in credentials}
    posting.gates.exclude(credential_id__in=wanted).delete()
    standing = set(posting.gates.values_list("credential_id", flat=True))
    for credential_id, credential in wanted.items():
        if credential_id not in standing and credential.retired:
            raise ValidationError({"gates": _("This credential is no longer in use.")})
    RequiredCredential.objects.bulk_create(
        RequiredCredential(posting=posting, credential=credential)
        for credential_id, credential in wanted.items()
        if credential_id not in standing
    )
