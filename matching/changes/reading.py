"""Pages of changes, newest first: of a person's matches, and of a posting's candidates."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, cast

from django.db.models import QuerySet

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
from portal.common.keyset import cursor_at, is_back, newest_first

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
    """Moments, newest first. `next` and `previous` are opaque cursors, empty where none is."""

    items: list[Moment[Subject]]
    next: str
    previous: str


def changes_of_profile(
    profile: Profile, *, cursor: str = "", size: int = 20
) -> ChangePage[ShownPosting]:
    """What changed in a person's matches. Raises BadCursorError.

    Five queries at most, and as many again for each page's worth of rows that may not be shown.
    """

    def moments_of(rows: list[MatchChange]) -> Iterator[Moment[ShownPosting] | None]:
        news = _news_in(rows, profile.pk)
        shown = postings_shown(profile, {change.id for changes in news for change in changes})
        own = [causes_in(row, Side.PROFILE, profile.pk) for row in rows]
        names = words.names_in(_all_causes(own, news))
        for row, did, changes in zip(rows, own, news, strict=True):
            told = [change for change in changes if change.id in shown]
            views = [
                _view(
                    change,
                    shown[change.id],
                    words.what_the_job_did(change.others, names, is_open=change.after is not None),
                )
                for change in _best(told)
            ]
            yield _moment(row, words.what_you_did(did, names), views, len(told))

    kinds = (Kind.NEWS, Kind.FIRST)
    rows = changes_of(Side.PROFILE, profile.pk).filter(kind__in=kinds)
    return _filled(rows, moments_of, cursor, size)


def changes_of_posting(
    posting: Posting, *, cursor: str = "", size: int = 20
) -> ChangePage[Profile]:
    """What changed among a posting's candidates, in as many queries. Raises BadCursorError.

    Only people whom the employer may find today are told of or counted.
    """

    def moments_of(rows: list[MatchChange]) -> Iterator[Moment[Profile] | None]:
        news = [
            [change for change in changes if _may_be_told(change)]
            for changes in _news_in(rows, posting.pk)
        ]
        shown = profiles_shown(posting, {change.id for changes in news for change in changes})
        own = [causes_in(row, Side.POSTING, posting.pk) for row in rows]
        names = words.names_in(_all_causes(own, news))
        for row, did, changes in zip(rows, own, news, strict=True):
            told = [change for change in changes if change.id in shown]
            views = [
                _view(change, shown[change.id], words.what_the_person_did(change.others))
                for change in _best(told)
            ]
            yield _moment(row, words.what_the_posting_did(did, names), views, len(told))

    rows = changes_of(Side.POSTING, posting.pk).filter(kind=Kind.NEWS)
    return _filled(rows, moments_of, cursor, size)


def _filled(
    rows: QuerySet[MatchChange],
    moments_of: Callable[[list[MatchChange]], Iterable[Moment[Subject] | None]],
    cursor: str,
    size: int,
) -> ChangePage[Subject]:
    """A page full of what may be shown, however much may not: no gap tells of anybody hidden."""
    back, at = is_back(cursor), cursor
    found: list[tuple[MatchChange, Moment[Subject]]] = []
    while True:
        page = newest_first(rows, by=_NEWEST, cursor=at, size=size + 1)
        pairs = zip(page.items, moments_of(page.items), strict=True)
        fresh = [(row, moment) for row, moment in pairs if moment is not None]
        found = fresh + found if back else found + fresh
        at = page.previous if back else page.next
        if len(found) > size or not at:
            break
    more = len(found) > size
    shown = found[-size:] if back else found[:size]
    has_next, has_previous = (True, more) if back else (more, bool(cursor))
    return ChangePage(
        items=[moment for _row, moment in shown],
        next=cursor_at(shown[-1][0], by=_NEWEST) if shown and has_next else "",
        previous=cursor_at(shown[0][0], by=_NEWEST, back=True) if shown and has_previous else "",
    )


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
) -> Moment[Subject] | None:
    """None where nothing is to be told."""
    is_first = row.kind == Kind.FIRST
    if not (views or is_first):
        return None
    return Moment(
        at=row.at, is_first=is_first, causes=causes, changes=views, more=total - len(views)
    )
