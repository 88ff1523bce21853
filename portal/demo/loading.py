"""Writes the invented data in bulk, as the services would have left it, in one transaction."""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from employers.dates import next_change as posting_next_change
from employers.models import Membership, Organisation, Posting, RequiredCredential, Requirement
from jobseekers.dates import next_change as profile_next_change
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill
from matching.outbox import mark_all_dirty
from portal.common.copying import copy_rows, new_ids
from portal.common.places import place_of_zip
from portal.demo import texts
from portal.demo.openings import (
    OrganisationPlan,
    PostingPlan,
    some_opening,
    some_organisation,
)
from portal.demo.people import PersonPlan, some_person
from portal.demo.signins import JOBSEEKER, STAFF, create_sign_ins
from portal.demo.trades import Popular, Trades, load_trades

_BATCH = 2000
_POSTINGS_AN_ORGANISATION = 8

Say = Callable[[str], None]


class NotLoadedError(Exception):
    """Why no demo data was written."""


@dataclass(frozen=True)
class _Moment:
    """One time for the whole load."""

    today: date
    now: datetime

    def days_ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


def load_demo(*, profiles: int, postings: int, seed: int, add: bool, say: Say) -> None:
    """So many jobseekers and openings beside the three demo sign-ins; all is marked for matching.

    Raises NotLoadedError where profiles exist (unless `add`) or no taxonomy is loaded.
    """
    existing = Profile.objects.count()
    if existing and not add:
        raise NotLoadedError(
            f"There are {existing} profiles already. Use --add to add invented ones to them."
        )
    trades = load_trades()
    if not trades.all:
        raise NotLoadedError("There is no taxonomy yet. Load one first: load_taxonomy.")
    moment = _Moment(timezone.localdate(), timezone.now())
    # More of the same must not repeat what is there.
    source = f"{seed} {existing}"
    with transaction.atomic():
        _write_openings(postings, trades, moment, Random(f"{source} postings"), say)
        _write_people(profiles, trades, moment, Random(f"{source} profiles"), say)
        if not User.objects.filter(email__in=[JOBSEEKER, STAFF]).exists():
            create_sign_ins(trades, moment.today, seed)
        mark_all_dirty(reason="demo data loaded")


def _progress(what: str, total: int, say: Say) -> Callable[[int], None]:
    """A function that tells how many are written, and how fast."""
    started = time.monotonic()

    def tell(done: int) -> None:
        rate = done / max(time.monotonic() - started, 1e-6)
        say(f"{what}: {done} of {total}, {rate:,.0f} a second")

    return tell


def _write_people(count: int, trades: Trades, moment: _Moment, rng: Random, say: Say) -> None:
    tell = _progress("profiles", count, say)
    for start in range(0, count, _BATCH):
        size = min(_BATCH, count - start)
        plans = [some_person(trades, moment.today, rng) for _ in range(size)]
        _copy_people(plans, moment, rng)
        tell(start + size)


def _copy_people(plans: list[PersonPlan], moment: _Moment, rng: Random) -> None:
    users = list(new_ids(User, len(plans)))
    ids = list(new_ids(Profile, len(plans)))
    _copy_crowd(users, User.Role.JOBSEEKER, moment, rng)
    people = list(zip(ids, plans, strict=True))
    details = tuple(plans[0].details)
    copy_rows(
        Profile,
        ("id", "user_id", "ref", "latitude", "longitude", "next_change", *details),
        (
            (
                id,
                user,
                _reference(rng),
                *_point(plan.details["zip"]),
                profile_next_change(plan, plan.jobs, plan.credentials, moment.today),
                *plan.details.values(),
            )
            for user, (id, plan) in zip(users, people, strict=True)
        ),
    )
    for model, columns, owned in (
        (ProfileSkill, ("skill_id", "level", "evidence", "last_used"), "skills"),
        (Experience, ("occupation_id", "title", "employer", "started", "ended"), "jobs"),
        (HeldCredential, ("credential_id", "expires_on"), "credentials"),
    ):
        copy_rows(
            model,
            ("profile_id", *columns),
            ((id, *one) for id, plan in people for one in getattr(plan, owned)),
        )


def _write_openings(count: int, trades: Trades, moment: _Moment, rng: Random, say: Say) -> None:
    taken = set(Organisation.objects.values_list("name", flat=True))
    plans = [
        some_organisation(trades, rng, taken)
        for _ in range(max(count // _POSTINGS_AN_ORGANISATION, 1) if count else 0)
    ]
    ids = list(new_ids(Organisation, len(plans)))
    _copy_organisations(ids, plans, moment, rng)
    # A few large employers have most of the openings.
    popular = Popular.among(list(zip(ids, plans, strict=True)))
    tell = _progress("postings", count, say)
    for start in range(0, count, _BATCH):
        size = min(_BATCH, count - start)
        openings = []
        for _ in range(size):
            pk, organisation = popular.pick(rng)
            openings.append((pk, some_opening(organisation, trades, moment.today, rng)))
        _copy_postings(openings, moment, rng)
        tell(start + size)


def _copy_organisations(
    ids: list[int], plans: list[OrganisationPlan], moment: _Moment, rng: Random
) -> None:
    if not ids:
        return
    owners = list(new_ids(User, len(ids)))
    _copy_crowd(owners, User.Role.EMPLOYER, moment, rng)
    details = tuple(plans[0].details)
    copy_rows(
        Organisation,
        ("id", "slug", "status", "status_reason", "status_at", *details),
        (
            (
                id,
                _slug(plan.details["name"], rng),
                plan.status,
                texts.DECLINED if plan.status == Organisation.Status.DECLINED else "",
                None if plan.status == Organisation.Status.PENDING else moment.now,
                *plan.details.values(),
            )
            for id, plan in zip(ids, plans, strict=True)
        ),
    )
    copy_rows(
        Membership,
        ("organisation_id", "user_id", "role"),
        ((id, owner, Membership.Role.OWNER) for id, owner in zip(ids, owners, strict=True)),
    )


def _copy_postings(openings: list[tuple[int, PostingPlan]], moment: _Moment, rng: Random) -> None:
    ids = list(new_ids(Posting, len(openings)))
    plans = [plan for _, plan in openings]
    rows = [
        _posting_row(id, organisation, plan, moment, rng)
        for id, (organisation, plan) in zip(ids, openings, strict=True)
    ]
    copy_rows(Posting, tuple(rows[0]), (tuple(row.values()) for row in rows))
    copy_rows(
        Requirement,
        ("posting_id", "skill_id", "importance", "level", "trainable"),
        ((id, *one) for id, plan in zip(ids, plans, strict=True) for one in plan.requirements),
    )
    copy_rows(
        RequiredCredential,
        ("posting_id", "credential_id"),
        ((id, gate) for id, plan in zip(ids, plans, strict=True) for gate in plan.gates),
    )


def _posting_row(
    id: int, organisation: int, plan: PostingPlan, moment: _Moment, rng: Random
) -> dict[str, Any]:
    """The columns of a posting, as the services would have filled them."""
    details = dict(plan.details)
    occupation = details.pop("occupation")
    place = place_of_zip(details["zip"])
    town = place.town if place else ""
    latitude, longitude = _point(details["zip"])
    published: datetime | None = moment.days_ago(max((moment.today - details["opens_on"]).days, 0))
    if plan.status == Posting.Status.DRAFT:
        details["opens_on"] = details["closes_on"] = published = None
    dated = Posting(
        status=plan.status, opens_on=details["opens_on"], closes_on=details["closes_on"]
    )
    return details | {
        "id": id,
        "organisation_id": organisation,
        "occupation_id": occupation.pk,
        "status": plan.status,
        "town": town,
        "latitude": latitude,
        "longitude": longitude,
        "slug": _slug(f"{details['title']} {town}", rng),
        "published_at": published,
        "closed_at": moment.now if plan.status == Posting.Status.CLOSED else None,
        "next_change": posting_next_change(dated, moment.today),
    }


def _copy_crowd(ids: list[int], role: str, moment: _Moment, rng: Random) -> None:
    """People who can't sign in: each has an unusable password of their own."""
    copy_rows(
        User,
        ("id", "email", "role", "password", "date_joined"),
        (
            (
                id,
                f"{role}-{id}@example.org",
                role,
                UNUSABLE_PASSWORD_PREFIX + rng.randbytes(20).hex(),
                moment.days_ago(rng.randrange(1, 400)),
            )
            for id in ids
        ),
    )


def _reference(rng: Random) -> str:
    return base64.urlsafe_b64encode(rng.randbytes(9)).decode()


def _slug(name: str, rng: Random) -> str:
    return f"{slugify(name)[:80].strip('-')}-{rng.randbytes(4).hex()}"


def _point(zip_code: str) -> tuple[float | None, float | None]:
    place = place_of_zip(zip_code)
    return (place.latitude, place.longitude) if place else (None, None)
