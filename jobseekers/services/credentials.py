"""A person's licences and other credentials."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jobseekers.models import HeldCredential, Profile
from jobseekers.services.changing import changing, naming_entry
from jobseekers.services.limits import EARLIEST_YEAR, LATEST_YEAR, MAX_CREDENTIALS
from skills.models import Credential


@dataclass(frozen=True, kw_only=True)
class CredentialClaim:
    """A credential as a person states it, and until when it is valid."""

    credential: Credential
    expires_on: date | None = None


def save_credential(
    *, profile: Profile, credential: Credential, expires_on: date | None = None
) -> HeldCredential:
    """Adds a credential, or changes until when it is valid."""
    with changing(profile, "credential saved", subject_id=credential.pk) as locked:
        held = locked.credentials.filter(credential=credential).first()
        if held is None:
            if locked.credentials.count() >= MAX_CREDENTIALS:
                raise ValidationError({"credential": _too_many_credentials()})
            held = _new_credential(locked, credential)
        _state_credential(held, expires_on)
        held.save()
    return held


def remove_credential(*, profile: Profile, credential: Credential) -> HeldCredential:
    """Takes a credential out; returns what was held, so that it can be put back."""
    with changing(profile, "credential removed", subject_id=credential.pk) as locked:
        held = locked.credentials.get(credential=credential)
        locked.credentials.filter(pk=held.pk).delete()
    return held


def put_credentials(profile: Profile, claims: Sequence[CredentialClaim]) -> None:
    """Makes these the credentials of a locked profile. Those held already keep their row."""
    if len(claims) > MAX_CREDENTIALS:
        raise ValidationError({"credentials": _too_many_credentials()})
    wanted = {claim.credential.pk for claim in claims}
    if len(wanted) != len(claims):
        raise ValidationError({"credentials": _("A credential is named twice.")})
    profile.credentials.exclude(credential_id__in=wanted).delete()
    held = {row.credential_id: row for row in profile.credentials.all()}
    for number, claim in enumerate(claims, start=1):
        with naming_entry("credentials", number):
            row = held.get(claim.credential.pk) or _new_credential(profile, claim.credential)
            if row.pk is None or row.expires_on != claim.expires_on:
                _state_credential(row, claim.expires_on)
                row.save()


def add_credentials(profile: Profile, claims: Sequence[CredentialClaim]) -> int:
    """Adds to a locked profile those that it lacks, each once; returns how many."""
    held = set(profile.credentials.values_list("credential_id", flat=True))
    fresh = {one.credential.pk: one for one in claims if one.credential.pk not in held}
    if len(held) + len(fresh) > MAX_CREDENTIALS:
        raise ValidationError({"credentials": _too_many_credentials()})
    for number, claim in enumerate(fresh.values(), start=1):
        with naming_entry("credentials", number):
            row = _new_credential(profile, claim.credential)
            _state_credential(row, claim.expires_on)
            row.save()
    return len(fresh)


def _new_credential(profile: Profile, credential: Credential) -> HeldCredential:
    if credential.retired:
        raise ValidationError({"credential": _("This credential is no longer in use.")})
    return HeldCredential(profile=profile, credential=credential)


def _state_credential(held: HeldCredential, expires_on: date | None) -> None:
    if expires_on and not EARLIEST_YEAR <= expires_on.year <= LATEST_YEAR:
        raise ValidationError({"expires_on": _("Check the year of this date.")})
    held.expires_on = expires_on
    held.full_clean(validate_unique=False)


def _too_many_credentials() -> str:
    return _("A profile holds up to %(count)d credentials.") % {"count": MAX_CREDENTIALS}
