"""What `match_files` writes of a pair: fit, band, gates and the ledger in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from matching.engine import Explanation
from matching.files.inputs import Inputs
from matching.files.lines import Id
from matching.files.ranking import By, Ranking
from matching.files.reading import ReadPosting, ReadProfile
from matching.wording import label_of, reason_of
from skills.models import Credential, Occupation, Skill

_POINT = 100  # hundredths


class Teller:
    """Tells a ranking's pairs, with all labels that it needs loaded in three queries."""

    def __init__(
        self,
        ranking: Ranking,
        profiles: Mapping[Id, ReadProfile],
        postings: Mapping[Id, ReadPosting],
    ) -> None:
        self._ranking = ranking
        self._profiles = list(profiles.items())
        self._postings = list(postings.items())
        inputs = ranking.inputs
        self._skills = _skills(inputs)
        occupations = Occupation.objects.in_bulk(set(inputs.works.values()))
        self._occupations = {
            work: occupations[occupation] for work, occupation in inputs.works.items()
        }
        for work, occupation in self._occupations.items():
            self._skills[work] = Skill(
                label_en=_("The work as a whole: %(occupation)s") % {"occupation": occupation},
                kind=Skill.Kind.ACTIVITY,
            )
        self._skills[inputs.so_far] = Skill(
            label_en=_("past work as it is told"), kind=Skill.Kind.ACTIVITY
        )
        self._credentials = Credential.objects.in_bulk(
            {
                credential
                for read in postings.values()
                for group in (*read.gates, read.unsaid)
                for credential in group
            }
        )

    def line(self, by: By, at: int, top: int) -> dict[str, Any]:
        """The output line of the profile or posting at that place, best match first."""
        ids = [each for each, _read in (self._profiles if by == "profile" else self._postings)]
        return {
            "id": ids[at],
            "matches": [self._match(by, pair) for pair in self._ranking.best(by, at, top)],
        }

    def _match(self, by: By, pair: tuple[int, int]) -> dict[str, Any]:
        profile, posting = pair
        explained = self._ranking.explain(pair)
        other = self._postings[posting] if by == "profile" else self._profiles[profile]
        return {
            "id": other[0],
            "fit": explained.fit / _POINT,
            "band": explained.band.value if explained.band else None,
            "gates": self._gates(*pair),
            "ledger": self._ledger(explained, self._ranking.inputs.usual[posting]),
        }

    def _gates(self, profile: int, posting: int) -> list[dict[str, Any]]:
        """Each gate with `open` true or false; null for what people hold without saying so."""
        held = self._profiles[profile][1].credentials
        asked = self._postings[posting][1]
        return [
            *(self._gate(group, bool(group & held)) for group in asked.gates),
            *(self._gate({each}, True if each in held else None) for each in sorted(asked.unsaid)),
        ]

    def _gate(self, group: Iterable[int], is_open: bool | None) -> dict[str, Any]:
        credentials = [self._credentials[each] for each in sorted(group)]
        return {
            "code": "|".join(each.slug for each in credentials),
            "label": get_text_list([each.label for each in credentials], _("or")),
            "open": is_open,
        }

    def _ledger(self, explained: Explanation, usual: frozenset[int]) -> list[dict[str, Any]]:
        told = []
        for line in explained.lines:
            reason = reason_of(line, self._skills)
            if line.kind == "requirement" and line.subject in usual:
                reason = _("%(reason)s Not asked for, but usual in such work.") % {"reason": reason}
            told.append(
                {
                    "kind": line.kind,
                    "label": label_of(line, self._skills, self._occupations),
                    "earned": line.earned / _POINT,
                    "possible": line.possible / _POINT,
                    "reason": reason,
                }
            )
        return told


def _skills(inputs: Inputs) -> dict[int, Skill]:
    """Every skill that a ledger may name: what is asked, and what is held."""
    asked = {asked.skill for posting in inputs.postings for asked in posting.requirements}
    held = {held.skill for profile in inputs.profiles for held in profile.skills}
    return dict(Skill.objects.in_bulk(asked | held))
