"""Pages of changes, newest first: of a person's matches, and of a posting's candidates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, cast

from employers.models import Posting
from jobseekers.models import Profile
from matching.changes import words
from matching.changes.rows import (
    Cause,
    Change,
    Kind,
    Side,
    Standing,
    causes_in,
    changes_of,
    entries_in,
)
from matching.changes.shown import ShownPosting, postings_shown, profiles_shown
from matching.models import MatchChange
from portal.common.keyset import newest_first

Subject = TypeVar("Subject")

# By time, which has no index of its own: by id the database could be led to walk back through what
# concerns everybody in search of a person's few rows.
_NEWEST = ("at", "id")

# Of one moment so many changes are told, those of the best matches; of the others how many.
MOST_TOLD = 20

# A change of the person's that ends a match may also have made them too young for it, or hidden:
# an employer reads of an end only where what the person can do has changed.
_TELLABLE_ENDS = frozenset(
    {
        "skill added",
        "skill restored",
        "skill changed",
        "skill removed",
        "skills replaced",
        "job saved",
        "job removed",
        "credential saved",
        "credential removed",
        "resume confirmed",
        "skills merged",
    }
)


@dataclass(frozen=True)
class ChangeView(Generic[Subject]):
    """One match that came, left or moved. `subject` is the posting, or the person behind it.

    `kind` is entered, left or moved; `summary` says how it moved and `causes` why, each a sentence,
    as far as the other side did it.
    """

    subject: Subject
    kind: str
    before: Standing | None
    after: Standing | None
    summary: str
    causes: list[str]


@dataclass(frozen=True)
class Moment(Generic[Subject]):
    """What one drain changed in a list. `causes` says what the list's owner did, if anything did.

    `is_first` tells of a first list, which has no changes; `more` counts changes not told.
    """

    at: datetime
    is_first: bool
    causes: list[str]
    changes: list[ChangeView[Subject]]
    more: int


@dataclass(frozen=True)
class ChangePage(Generic[Subject]):
    """Moments, newest first. `next` and `previous` are opaque cursors, empty where there is none.

    A page may hold fewer moments than asked for, even none, where what changed is not to be shown.
    """

    items: list[Moment[Subject]]
    next: str
    previous: str


def changes_of_profile(
    profile: Profile, *, cursor: str = "", size: int = 20
) -> ChangePage[ShownPosting]:
    """What changed in a person's matches, in five queries at most. Raises BadCursorError."""
    kinds = (Kind.NEWS, Kind.FIRST)
    rows = changes_of(Side.PROFILE, profile.pk).filter(kind__in=kinds)
    page = newest_first(rows, by=_NEWEST, cursor=cursor, size=size)
    news = _news_in(page.items, profile.pk)
    shown = postings_shown(profile, {change.id for changes in news for change in changes})
    own = [causes_in(row, Side.PROFILE, profile.pk) for row in page.items]
    names = words.names_in(_all_causes(own, news))
    moments = []
    for row, did, changes in zip(page.items, own, news, strict=True):
        told = [change for change in changes if change.id in shown]
        views = [
            _view(
                change,
                shown[change.id],
                words.what_the_job_did(change.others, names, is_open=change.after is not None),
            )
            for change in _best(told)
        ]
        if views or row.kind == Kind.FIRST:
            moments.append(_moment(row, words.what_you_did(did, names), views, len(told)))
    return ChangePage(moments, page.next, page.previous)


def changes_of_posting(
    posting: Posting, *, cursor: str = "", size: int = 20
) -> ChangePage[Profile]:
    """What changed among a posting's candidates, in six queries at most. Raises BadCursorError.

    Only people whom the employer may find today are told of or counted.
    """
    rows = changes_of(Side.POSTING, posting.pk).filter(kind=Kind.NEWS)
    page = newest_first(rows, by=_NEWEST, cursor=cursor, size=size)
    news = [
        [change for change in changes if _may_be_told(change)]
        for changes in _news_in(page.items, posting.pk)
    ]
    shown = profiles_shown(posting, {change.id for changes in news for change in changes})
    own = [causes_in(row, Side.POSTING, posting.pk) for row in page.items]
    names = words.names_in(_all_causes(own, news))
    moments = []
    for row, did, changes in zip(page.items, own, news, strict=True):
        told = [change for change in changes if change.id in shown]
        views = [
            _view(change, shown[change.id], words.what_the_person_did(change.others))
            for change in _best(told)
        ]
        if views:
            moments.append(_moment(row, words.what_the_posting_did(did, names), views, len(told)))
    return ChangePage(moments, page.next, page.previous)


def _news_in(rows: Iterable[MatchChange], owner: int) -> list[list[Change]]:
    return [[change for change in entries_in(row, owner) if change.is_news] for row in rows]


def _all_causes(
    own: Iterable[Iterable[Cause]], news: Iterable[Iterable[Change]]
) -> Iterator[Cause]:
    for causes in own:
        yield from causes
    for changes in news:
        for change in changes:
            yield from change.others


def _may_be_told(change: Change) -> bool:
    return change.after is not None or all(
        reason in _TELLABLE_ENDS for reason, _subject in change.others
    )


def _best(changes: list[Change]) -> list[Change]:
    """The changes to be told, best matches first, as they are or, if they have left, were."""

    def worth(change: Change) -> tuple[bool, int, bool]:
        stands = cast(Standing, change.after or change.before)
        return stands.gates_open, _BANDS.index(stands.band), change.after is not None

    return sorted(changes, key=worth, reverse=True)[:MOST_TOLD]


_BANDS = ("stretch", "possible", "good", "strong")


def _view(change: Change, subject: Subject, causes: list[str]) -> ChangeView[Subject]:
    kind = "left" if change.after is None else "entered" if change.before is None else "moved"
    return ChangeView(
        subject=subject,
        kind=kind,
        before=change.before,
        after=change.after,
        summary=words.how_it_moved(change.before, change.after),
        causes=causes,
    )


def _moment(
    row: MatchChange, causes: list[str], views: list[ChangeView[Subject]], total: int
) -> Moment[Subject]:
    return Moment(
        at=row.at,
        is_first=row.kind == Kind.FIRST,
        causes=causes,
        changes=views,
        more=total - len(views),
    )
