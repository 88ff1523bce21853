"""The synthetic load: 30 skills a profile, 12 requirements, 20 relations a skill, by Zipf."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from matching.engine import (
    Education,
    Experience,
    HeldCredential,
    HeldSkill,
    Importance,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Taxonomy,
)

AS_OF = date(2026, 11, 1)
_SKILLS = 12_000
_OCCUPATIONS = 900
_CREDENTIALS = 200
_RELATIONS = 20


@dataclass
class Generator:
    """Makes inputs; the same seed makes the same ones."""

    seed: int = 1

    def __post_init__(self) -> None:
        self._rng = np.random.default_rng(self.seed)
        weights = 1 / np.arange(1, _SKILLS + 1)
        self._popular = np.cumsum(weights / weights.sum())

    def taxonomy(self) -> Taxonomy:
        """Twenty relations a skill, ten an occupation."""
        return Taxonomy(
            version="synthetic",
            specificity={skill: 40 + min(60, skill // 30) for skill in range(_SKILLS)},
            relations={
                skill: tuple(
                    (other, int(percent))
                    for other, percent in zip(
                        np.unique(self._rng.integers(0, _SKILLS, _RELATIONS)).tolist(),
                        self._rng.integers(30, 95, _RELATIONS),
                        strict=False,
                    )
                    if other != skill
                )
                for skill in range(_SKILLS)
            },
            occupation_relations={
                occupation: tuple((int(other), 60) for other in self._occupations(10))
                for occupation in range(_OCCUPATIONS)
            },
        )

    def profile(self, id: int) -> ProfileInput:
        """A person with about 30 skills, up to four jobs and two credentials."""
        skills = self._skills(max(1, int(self._rng.lognormal(3.4, 0.4))))
        jobs = int(self._rng.integers(0, 5))
        return ProfileInput(
            id=id,
            skills=tuple(HeldSkill(skill, self._level()) for skill in skills),
            experience=tuple(
                Experience(int(occupation), int(self._rng.integers(1, 100)))
                for occupation in self._occupations(jobs)
            ),
            education=Education(int(self._rng.integers(0, 9))),
            credentials=tuple(
                HeldCredential(int(one), None) for one in self._rng.integers(0, _CREDENTIALS, 2)
            ),
        )

    def posting(self, id: int) -> PostingInput:
        """An opening that asks 12 skills, experience, schooling, and sometimes a licence."""
        has_gate = self._rng.random() < 0.3
        return PostingInput(
            id=id,
            requirements=tuple(
                RequirementInput(
                    skill,
                    Importance(int(self._rng.choice([1, 2, 4]))),
                    self._level(),
                    bool(self._rng.random() < 0.2),
                )
                for skill in self._skills(12)
            ),
            occupation=int(self._rng.integers(0, _OCCUPATIONS)),
            months=int(self._rng.integers(0, 60)),
            education=Education(int(self._rng.integers(0, 7))),
            education_or_equivalent=True,
            gates=(int(self._rng.integers(0, _CREDENTIALS)),) if has_gate else (),
        )

    def _skills(self, count: int) -> list[int]:
        """So many different skills, popular ones more often."""
        found: dict[int, None] = {}
        while len(found) < count:
            drawn = np.searchsorted(self._popular, self._rng.random(2 * count))
            found.update(dict.fromkeys(np.minimum(drawn, _SKILLS - 1).tolist()))
        return list(found)[:count]

    def _occupations(self, count: int) -> list[int]:
        return self._rng.integers(0, _OCCUPATIONS, count).tolist()

    def _level(self) -> int | None:
        return int(self._rng.integers(0, 5)) or None
