"""Writes the invented data in bulk, as the services would have left it, in one transaction."""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from employers.dates import next_change as posting_next_change
from employers.models import Membership, Organisation, Posting, RequiredCredential, Requirement
from jobseekers.dates import next_change as profile_next_change
from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill
from matching.outbox import mark_all_dirty
from portal.common.places import place_of_zip
from portal.demo import texts
from portal.demo.copying import copy_rows, new_ids
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
    users = [_crowd_user(pk, User.Role.JOBSEEKER, moment, rng) for pk in new_ids(User, len(plans))]
    profiles: list[Profile] = []
    skills: list[ProfileSkill] = []
    jobs: list[Experience] = []
    credentials: list[HeldCredential] = []
    for pk, user, plan in zip(new_ids(Profile, len(plans)), users, plans, strict=True):
        own_jobs = [
            Experience(
                profile_id=pk,
                occupation_id=job.occupation,
                title=job.title,
                employer=job.employer,
                started=job.started,
                ended=job.ended,
            )
            for job in plan.jobs
        ]
        own_credentials = [
            HeldCredential(profile_id=pk, credential_id=held.credential, expires_on=held.expires_on)
            for held in plan.credentials
        ]
        profile = Profile(pk=pk, user_id=user.pk, ref=_reference(rng), **plan.details)
        profile.latitude, profile.longitude = _point(profile.zip)
        profile.next_change = profile_next_change(profile, own_jobs, own_credentials, moment.today)
        profiles.append(profile)
        jobs += own_jobs
        credentials += own_credentials
        skills += [
            ProfileSkill(
                profile_id=pk,
                skill_id=held.skill,
                level=held.level,
                evidence=held.evidence,
                last_used=held.last_used,
            )
            for held in plan.skills
        ]
    for rows in (users, profiles, skills, jobs, credentials):
        copy_rows(rows)


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
    owners = [_crowd_user(pk, User.Role.EMPLOYER, moment, rng) for pk in new_ids(User, len(ids))]
    organisations = [
        Organisation(
            pk=pk,
            slug=_slug(plan.details["name"], rng),
            status=plan.status,
            status_reason=texts.DECLINED if plan.status == Organisation.Status.DECLINED else "",
            status_at=None if plan.status == Organisation.Status.PENDING else moment.now,
            **plan.details,
        )
        for pk, plan in zip(ids, plans, strict=True)
    ]
    members = [
        Membership(organisation_id=pk, user_id=owner.pk, role=Membership.Role.OWNER.value)
        for pk, owner in zip(ids, owners, strict=True)
    ]
    for rows in (owners, organisations, members):
        copy_rows(rows)


def _copy_postings(openings: list[tuple[int, PostingPlan]], moment: _Moment, rng: Random) -> None:
    postings: list[Posting] = []
    requirements: list[Requirement] = []
    gates: list[RequiredCredential] = []
    for pk, (organisation_id, plan) in zip(new_ids(Posting, len(openings)), openings, strict=True):
        posting = Posting(
            pk=pk, organisation_id=organisation_id, status=plan.status, **plan.details
        )
        place = place_of_zip(posting.zip)
        posting.town = place.town if place else ""
        posting.slug = _slug(f"{posting.title} {posting.town}", rng)
        posting.latitude, posting.longitude = _point(posting.zip)
        if plan.status == Posting.Status.DRAFT:
            posting.opens_on = posting.closes_on = None
        else:
            opened = plan.details["opens_on"]
            posting.published_at = moment.days_ago(max((moment.today - opened).days, 0))
        if plan.status == Posting.Status.CLOSED:
            posting.closed_at = moment.now
        posting.next_change = posting_next_change(posting, moment.today)
        postings.append(posting)
        requirements += [
            Requirement(
                posting_id=pk,
                skill_id=asked.skill,
                importance=asked.importance,
                level=asked.level,
                trainable=asked.trainable,
            )
            for asked in plan.requirements
        ]
        gates += [RequiredCredential(posting_id=pk, credential_id=gate) for gate in plan.gates]
    for rows in (postings, requirements, gates):
        copy_rows(rows)


def _crowd_user(pk: int, role: str, moment: _Moment, rng: Random) -> User:
    """A person who can't sign in."""
    return User(
        pk=pk,
        email=f"{role}-{pk}@example.org",
        role=role,
        password=make_password(None),
        date_joined=moment.days_ago(rng.randrange(1, 400)),
    )


def _reference(rng: Random) -> str:
    return base64.urlsafe_b64encode(rng.randbytes(9)).decode()


def _slug(name: str, rng: Random) -> str:
    return f"{slugify(name)[:80].strip('-')}-{rng.randbytes(4).hex()}"


def _point(zip_code: str) -> tuple[float | None, float | None]:
    place = place_of_zip(zip_code)
    return (place.latitude, place.longitude) if place else (None, None)
