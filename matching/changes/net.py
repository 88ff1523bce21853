"""What changed for a person over a time, all in all: what alerts are made of."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from employers.models import Posting
from jobseekers.models import Profile
from matching.changes.rows import Cause, Change, Side, Standing, changes_of, entries_in, standing
from matching.changes.shown import postings_shown
from matching.lists import unpack_entries
from matching.models import ProfileList


@dataclass(frozen=True, slots=True)
class NetChange:
    """One posting, how it stood when the time began and how it stands now, which differ.

    `own` and `others` are the causes on the way, on the person's side and on the posting's.
    """

    posting: Posting
    before: Standing | None
    after: Standing | None
    own: tuple[Cause, ...]
    others: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Net:
    """All that changed after a cursor, and the cursor that it was read up to."""

    changes: tuple[NetChange, ...]
    seen_until: int


def net_changes(profile: Profile, since: int = 0) -> Net:
    """The net news after the cursor `since`, by posting id, in four queries however much it is.

    A posting that came and left again is none; nor is one that only others' changes have moved.
    Where it stands now is read from the person's list, so that an alert never says what is not so,
    whatever a rebuild, which notes nothing, has done in between.

    `seen_until`, kept in the transaction that sends the news, is the next `since`: nothing is told
    twice or missed. Numbers are drawn under the lock of the person's shard, so none that is lower
    can still be committed later; what was noted after the list was read waits for the next time.
    """
    stored = ProfileList.objects.filter(profile_id=profile.pk).first()
    if stored is None:
        return Net((), since)
    rows = changes_of(Side.PROFILE, profile.pk).filter(id__gt=since).order_by("id")
    found: dict[int, list[Change]] = {}
    for row in rows.exclude(Q(shard=stored.shard) & Q(version__gt=stored.version)):
        since = row.pk
        for change in entries_in(row, profile.pk):
            found.setdefault(change.id, []).append(change)
    now = _standings(stored)
    moved = {
        id: changes
        for id, changes in sorted(found.items())
        if any(change.is_news for change in changes) and changes[0].before != now.get(id)
    }
    shown = postings_shown(profile, moved)
    return Net(
        changes=tuple(
            NetChange(
                posting=shown[id].posting,
                before=changes[0].before,
                after=now.get(id),
                own=_each(changes, "own"),
                others=_each(changes, "others"),
            )
            for id, changes in moved.items()
            if id in shown and (shown[id].is_public or id not in now)
        ),
        seen_until=since,
    )


def _standings(stored: ProfileList) -> dict[int, Standing | None]:
    ids, scores = unpack_entries(stored.entries)
    keep = settings.MATCHING_POSTINGS_PER_PROFILE
    listed = zip(ids[:keep].tolist(), scores[:keep].tolist(), strict=True)
    return {id: standing(score) for id, score in listed}


def _each(changes: list[Change], side: str) -> tuple[Cause, ...]:
    """The causes of all, each once, first things first."""
    return tuple(dict.fromkeys(cause for change in changes for cause in getattr(change, side)))
