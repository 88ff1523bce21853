"""What readers of matches get: codes become labels and words, wishes meet offers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from employers.models import Posting
from jobseekers.models import Profile, ProfileSkill
from matching.advice import advice_on
from matching.engine import Explanation, Gate, Line
from matching.live import Counts, Explained
from matching.pool import ENGINE
from matching.preferences import Answer, miles_apart, preferences_of
from matching.wording import carries_over, gate_reason, is_lacking, label_of, reason_of
from skills.models import Credential, Occupation, Skill


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
class Names:
    """The rows behind the engine's ids, and the evidence of each (profile id, skill id)."""

    skills: Mapping[int, Skill]
    occupations: Mapping[int, Occupation]
    credentials: Mapping[int, Credential]
    evidence: Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class MatchView:
    """One person and one posting, explained; the same for both sides.

    `fit` in hundredths (0..10000), `band` None under 25; `confidence` in percent. Whatever is put
    into words is put so when it is first read, in the language of that moment: a list shows little
    of what one match tells. `one_change` is worked out for the person and where one pair is shown,
    not in lists.
    """

    profile: Profile
    posting: Posting
    explained: Explained
    names: Names = field(compare=False, repr=False)

    @property
    def explanation(self) -> Explanation:
        return self.explained.explanation

    @property
    def fit(self) -> int:
        return self.explanation.fit

    @property
    def band(self) -> str | None:
        return None if self.explanation.band is None else self.explanation.band.value

    @property
    def confidence(self) -> int:
        return self.explanation.confidence

    @property
    def requirements_met(self) -> int:
        return self.explanation.requirements_met

    @property
    def requirements(self) -> int:
        return self.explanation.requirements

    @property
    def gates_open(self) -> bool:
        return all(gate.open for gate in self.explanation.gates)

    @property
    def engine_version(self) -> str:
        return self.explanation.engine_version

    @cached_property
    def gates(self) -> tuple[GateView, ...]:
        return tuple(self._gate(gate) for gate in self.explanation.gates)

    @cached_property
    def lines(self) -> tuple[LineView, ...]:
        """The ledger."""
        return tuple(self._line(line) for line in self.explanation.lines)

    @cached_property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """(label, evidence) of the skills that earn points and are more than stated."""
        held = (
            (line, line.subject if line.source is None else line.source)
            for line in self.explanation.lines
            if line.kind == "requirement" and line.earned
        )
        found = (
            (line, self.names.evidence.get((self.explanation.profile, skill or 0)))
            for line, skill in held
        )
        return tuple(
            (label_of(line, self.names.skills, self.names.occupations), evidence)
            for line, evidence in found
            if evidence and evidence != ProfileSkill.Evidence.CLAIMED
        )

    @cached_property
    def preferences(self) -> dict[str, Answer]:
        return preferences_of(self.profile, self.posting)

    @cached_property
    def miles(self) -> float | None:
        """In a straight line."""
        return miles_apart(self.profile, self.posting)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The status of each requirement in the ledger's order."""
        return tuple(
            line.status.value for line in self.explanation.lines if line.kind == "requirement"
        )

    @cached_property
    def carries(self) -> str:
        """The skills that earn the most, in one line of words."""
        return carries_over(self.explanation.lines, self.names.skills)

    @cached_property
    def lacks(self) -> str:
        """What would earn the most, in one line of words; empty when nothing is missing."""
        return is_lacking(self.explanation.lines, self.names.skills)

    @cached_property
    def one_change(self) -> OneChange | None:
        promise = self.explained.promise
        if promise is None:
            return None
        advice = advice_on(
            promise,
            self.explanation,
            through=self.explained.through,
            skills=self.names.skills,
            credentials=self.names.credentials,
        )
        band = ENGINE.band(promise.score.fit)
        return OneChange(
            kind=promise.change.kind.value,
            code=advice.code,
            renews=advice.renews,
            fit=promise.score.fit,
            band=None if band is None else band.value,
            gates_open=promise.score.gates_open,
            heading=advice.heading,
            advice=advice.text,
        )

    def _gate(self, gate: Gate) -> GateView:
        credential = self.names.credentials[gate.credential]
        other = self.explained.through.get(gate.credential)
        counted = None if other is None else self.names.credentials[other]
        return GateView(
            code=credential.slug,
            label=credential.label,
            open=gate.open,
            expires=gate.expires,
            through=counted.label if counted else "",
            reason=gate_reason(gate, counted),
        )

    def _line(self, line: Line) -> LineView:
        skills = self.names.skills
        is_requirement = line.kind == "requirement"
        shown = line.subject if line.source is None else line.source
        held = (self.explanation.profile, shown or 0)
        return LineView(
            kind=line.kind,
            skill=skills[line.subject].slug if is_requirement and line.subject else None,
            label=label_of(line, skills, self.names.occupations),
            status=line.status.value,
            earned=line.earned,
            possible=line.possible,
            credit=line.credit,
            evidence=self.names.evidence.get(held) if is_requirement else None,
            reason=reason_of(line, skills),
            importance=line.importance,
            trainable=line.trainable,
            source=skills[line.source].slug if is_requirement and line.source else None,
        )


@dataclass(frozen=True)
class MatchPage:
    """A page of a ranked list. `next` and `previous` are opaque cursors.

    `total` counts the pairs of the list that may be shown; `complete` tells that nothing eligible
    was cut from it before; `fresh` that it follows from the inputs as they are now. Where filters
    were asked for, `narrowed` tells what they did.
    """

    items: tuple[MatchView, ...]
    next: str | None
    previous: str | None
    total: int
    complete: bool
    fresh: bool
    computed_at: datetime | None
    engine_version: str
    narrowed: "Narrowed | None" = None


@dataclass(frozen=True)
class Narrowed:
    """What filters do to a list: `counts` by filter and option, were it chosen beside the others.

    `unfiltered` is the length of the list without any, `without` its length with one left out.
    """

    counts: Counts
    unfiltered: int
    without: dict[str, int]


@dataclass(frozen=True)
class Freshness:
    """Whether a list follows from the inputs as they are now, and when it was computed."""

    fresh: bool
    computed_at: datetime | None
    engine_version: str
