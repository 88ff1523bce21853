"""Organisations: made by a member, verified by staff, and worked for by their members."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from employers.models import Membership, Organisation, Posting
from matching.outbox import mark_postings_dirty
from portal.common.slugs import unique_slug

# What members may set; status is for staff alone.
DETAILS = frozenset({"name", "website", "about", "naics", "zip", "contact_phone"})


def create_organisation(*, owner: User, **details: Any) -> Organisation:
    """A new organisation, waiting for review, with its first owner.

    Raises ValidationError with a message per field.
    """
    with transaction.atomic():
        organisation = Organisation()
        _set_details(organisation, details)
        organisation.slug = unique_slug(Organisation, organisation.name)
        organisation.save()
        Membership.objects.create(organisation=organisation, user=owner, role=Membership.Role.OWNER)
    return organisation


def update_organisation(*, organisation: Organisation, **details: Any) -> Organisation:
    """Sets the given fields of DETAILS. The name that staff have checked stays as it is."""
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if locked.is_verified and details.get("name", locked.name) != locked.name:
            raise ValidationError({"name": _("Staff have checked this name. Ask us to change it.")})
        _set_details(locked, details)
        locked.save()
    organisation.refresh_from_db()
    return organisation


def resubmit_organisation(*, organisation: Organisation) -> Organisation:
    """Asks staff to look again at an organisation that they could not verify."""
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if locked.status == Organisation.Status.DECLINED:
            locked.status, locked.status_reason = Organisation.Status.PENDING, ""
            locked.status_by, locked.status_at = None, timezone.now()
            locked.save()
    organisation.refresh_from_db()
    return organisation


def verify_organisation(*, organisation: Organisation, by: User) -> Organisation:
    """Staff have checked the organisation: its postings become public and are matched."""
    return _decide(organisation, Organisation.Status.VERIFIED, by=by, reason="")


def decline_organisation(*, organisation: Organisation, by: User, reason: str) -> Organisation:
    """Staff could not verify the organisation: nothing of it is public. A reason is owed."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, so that they know what to do.")})
    return _decide(organisation, Organisation.Status.DECLINED, by=by, reason=reason.strip())


def _decide(organisation: Organisation, status: str, *, by: User, reason: str) -> Organisation:
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        locked.status, locked.status_reason = status, reason
        locked.status_by, locked.status_at = by, timezone.now()
        locked.full_clean(exclude=["slug"], validate_unique=False)
        locked.save()
        postings = list(locked.postings.select_for_update().filter(status=Posting.Status.PUBLISHED))
        for posting in postings:
            posting.revision += 1
        Posting.objects.bulk_update(postings, ["revision"], batch_size=500)
        mark_postings_dirty(
            revisions={posting.pk: posting.revision for posting in postings},
            reason=f"organisation {status}",
        )
    organisation.refresh_from_db()
    return organisation


def add_member(*, organisation: Organisation, user: User, role: str) -> Membership:
    """Lets a person act for the organisation. They must have signed up to hire."""
    if not user.is_employer:
        raise ValidationError({"email": _("This person has not signed up to hire.")})
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if organisation.memberships.filter(user=user).exists():
            raise ValidationError({"email": _("This person is a member already.")})
        member = Membership(organisation=organisation, user=user, role=role)
        member.full_clean()
        member.save()
    return member


def change_member(*, member: Membership, role: str) -> Membership:
    """Gives a member another role; an organisation keeps at least one owner."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=member.organisation_id)
        if role != Membership.Role.OWNER:
            _keep_an_owner(member)
        member.role = role
        member.full_clean()
        member.save()
    return member


def remove_member(*, member: Membership) -> None:
    """Ends a membership at once; an organisation keeps at least one owner."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=member.organisation_id)
        _keep_an_owner(member)
        member.delete()


def _keep_an_owner(member: Membership) -> None:
    others = Membership.objects.filter(
        organisation_id=member.organisation_id, role=Membership.Role.OWNER
    ).exclude(pk=member.pk)
    if member.role == Membership.Role.OWNER and not others.exists():
        raise ValidationError({"role": _("An organisation needs at least one owner.")})


def _set_details(organisation: Organisation, details: dict[str, Any]) -> None:
    unknown = set(details) - DETAILS
    if unknown:
        raise ValidationError({name: _("There is no such field.") for name in sorted(unknown)})
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.clean_fields(exclude=["slug", "status_by"])
