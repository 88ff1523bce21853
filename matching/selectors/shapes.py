"""What readers of matches get: plain values, ready to be shown."""

from dataclasses import dataclass
from datetime import date, datetime

from employers.models import Posting
from jobseekers.models import Profile
from matching.preferences import Answer


@dataclass(frozen=True)
class GateView:
    """A must-have credential: its slug, its label, and until when the held one is valid.

    `through` is the label of the held credential that counts as it, empty where it is held itself
    or not at all; `reason` says how it stands, for both sides. `expires` is for its holder alone.
    """

    code: str
    label: str
    open: bool
    expires: date | None
    through: str
    reason: str


@dataclass(frozen=True)
class OneChange:
    """The one change of the profile that would lift the match the most, in words to the person.

    `kind` is a ChangeKind value; `code` the slug of a skill or credential, else empty; `renews`
    says that the credential is held and ran out. `fit` (hundredths), `band` and `gates_open` are
    the match once it is made, exactly. `heading` says what and how far, `advice` when to say it
    and when to learn it.
    """

    kind: str
    code: str
    renews: bool
    fit: int
    band: str | None
    gates_open: bool
    heading: str
    advice: str


@dataclass(frozen=True)
class LineView:
    """One line of the ledger in the reader's language.

    `kind` is requirement, experience or education; `skill` and `source` (the held skill behind an
    adjacent credit) are slugs; `earned` and `possible` hundredths of points, `credit` basis points;
    `status` a LineStatus value; `evidence` a ProfileSkill.Evidence value.
    """

    kind: str
    skill: str | None
    label: str
    status: str
    earned: int
    possible: int
    credit: int
    evidence: str | None
    reason: str
    importance: int | None
    trainable: bool
    source: str | None


@dataclass(frozen=True)
class MatchView:
    """One person and one posting, explained; the same for both sides.

    `fit` in hundredths (0..10000), `band` None under 25; `confidence` in percent, `miles` in a
    straight line; `segments` the status of each requirement in the ledger's order; `carries` and
    `lacks` one line of words each, `lacks` empty when nothing is missing. `one_change` is worked
    out for the person and where one pair is shown, not in lists.
    """

    profile: Profile
    posting: Posting
    fit: int
    band: str | None
    confidence: int
    requirements_met: int
    requirements: int
    gates: tuple[GateView, ...]
    gates_open: bool
    lines: tuple[LineView, ...]
    preferences: dict[str, Answer]
    miles: float | None
    segments: tuple[str, ...]
    carries: str
    lacks: str
    engine_version: str
    one_change: OneChange | None = None


@dataclass(frozen=True)
class MatchPage:
    """A page of a ranked list. `next` and `previous` are opaque cursors.

    `total` counts the pairs of the stored list that may be shown; `complete` tells that nothing
    eligible was cut from it; `fresh` that it follows from the inputs as they are now.
    """

    items: tuple[MatchView, ...]
    next: str | None
    previous: str | None
    total: int
    complete: bool
    fresh: bool
    computed_at: datetime | None
    engine_version: str


@dataclass(frozen=True)
class Freshness:
    """Whether a list follows from the inputs as they are now, and when it was computed."""

    fresh: bool
    computed_at: datetime | None
    engine_version: str
