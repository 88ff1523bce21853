"""What a job asks: its skills, one row each, and its must-have credentials, in one section.

The section is part of the editor's one form, so that whichever button is pressed nothing typed is
lost. A button's word (`act`) may drop a row, or put one back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from employers.forms.postings import RequirementForm
from employers.models import Posting
from employers.selectors import typical_credentials, typical_skills
from employers.services import RequirementClaim
from skills.forms import CredentialByNameForm, SkillByNameForm
from skills.models import Credential, Importance, Skill, SkillLevel
from skills.selectors import credentials_by_codes, skill_by_code

DROP_SKILL, DROP_CREDENTIAL = "drop-skill", "drop-credential"
KEEP_SKILL, KEEP_CREDENTIAL = "keep-skill", "keep-credential"


@dataclass(frozen=True)
class Dropped:
    """What was just taken out: its name, and the word of the button that puts it back."""

    name: str
    act: str


class AsksForm:
    """Reads the section of one posting. `errors` are those that belong to no row."""

    def __init__(self, posting: Posting, data: Any = None, act: str = "", strict: bool = True):
        """`strict` is False where no button was pressed: words not settled yet are left alone."""
        self.posting = posting
        self.act, _colon, self.object = act.partition(":")
        self.rows = [
            RequirementForm(data, requirement=asked) for asked in posting.requirements.all()
        ]
        self.gates = [gate.credential for gate in posting.gates.all()]
        self.skill = SkillByNameForm(data, prefix="add-skill")
        self.credential = CredentialByNameForm(data, prefix="add-credential")
        self.typical_skills = typical_skills(posting)
        self.typical_credentials = typical_credentials(posting)
        self.ticked = set(data.getlist("typical")) if data is not None else set()
        self.errors: list[str] = []
        self.dropped: Dropped | None = None
        self._adders = [
            form
            for form in (self.skill, self.credential)
            if data is not None and (strict or form.is_settled)
        ]

    def is_valid(self) -> bool:
        """Whether every row and every word typed makes sense; the forms tell what does not."""
        looked_at = [*(row for row in self.rows if row.is_bound), *self._adders]
        wrong = [form for form in looked_at if not form.is_valid()]
        skill = self._added(self.skill)
        if skill and any(row.skill.pk == skill.pk for row in self.rows):
            self.skill.add_error("text", _("This posting asks for it already."))
            wrong.append(self.skill)
        return not wrong

    def claims(self) -> list[RequirementClaim]:
        """Every skill asked from now on."""
        claims = {row.skill.pk: row.claim for row in self.rows}
        for typical in self.typical_skills:
            if f"skill:{typical.skill.slug}" in self.ticked:
                claims[typical.skill_id] = RequirementClaim(
                    skill=typical.skill, importance=typical.importance, level=typical.level
                )
        added = self._added(self.skill)
        if isinstance(added, Skill):
            claims.setdefault(added.pk, RequirementClaim(skill=added))
        kept = _kept(self.object) if self.act == KEEP_SKILL else None
        if kept:
            claims.setdefault(kept.skill.pk, kept)
        for row in self.rows:
            if self.act == DROP_SKILL and row.skill.slug == self.object:
                self.dropped = Dropped(row.skill.label, _act_to_keep(claims.pop(row.skill.pk)))
        return list(claims.values())

    def credentials(self) -> list[Credential]:
        """Every must-have credential from now on."""
        asked = {credential.pk: credential for credential in self.gates}
        for typical in self.typical_credentials:
            if f"credential:{typical.credential.slug}" in self.ticked:
                asked[typical.credential_id] = typical.credential
        added = self._added(self.credential)
        if isinstance(added, Credential):
            asked[added.pk] = added
        if self.act == KEEP_CREDENTIAL:
            asked |= {one.pk: one for one in credentials_by_codes([self.object]).values()}
        for credential in self.gates:
            if self.act == DROP_CREDENTIAL and credential.slug == self.object:
                del asked[credential.pk]
                act = f"{KEEP_CREDENTIAL}:{credential.slug}"
                self.dropped = Dropped(credential.label, act)
        return list(asked.values())

    @property
    def adds(self) -> bool:
        """Whether words typed or boxes ticked in this section ask for something more."""
        return bool(self.ticked) or any(form.concept for form in self._adders)

    def _added(self, form: SkillByNameForm | CredentialByNameForm) -> Skill | Credential | None:
        return form.concept if form in self._adders else None


def dropped_from(act: str) -> Dropped | None:
    """What an undo button would put back; None where its word makes no sense."""
    verb, _colon, named = act.partition(":")
    if verb == KEEP_CREDENTIAL:
        credential = credentials_by_codes([named]).get(named)
        return Dropped(credential.label, act) if credential else None
    kept = _kept(named) if verb == KEEP_SKILL else None
    return Dropped(kept.skill.label, act) if kept else None


def _act_to_keep(claim: RequirementClaim) -> str:
    level, trained = claim.level or 0, int(claim.trainable)
    return f"{KEEP_SKILL}:{claim.skill.slug}:{claim.importance}:{level}:{trained}"


def _kept(named: str) -> RequirementClaim | None:
    slug, *numbers = named.split(":")
    if not _are_words(numbers):
        return None
    importance, level, trained = (int(number) for number in numbers)
    skill = skill_by_code(slug)
    if skill is None:
        return None
    return RequirementClaim(
        skill=skill, importance=importance, level=level or None, trainable=bool(trained)
    )


def _are_words(numbers: Sequence[str]) -> bool:
    allowed = (
        {str(value) for value in Importance.values},
        {"0", *(str(value) for value in SkillLevel.values)},
        {"0", "1"},
    )
    return len(numbers) == len(allowed) and all(
        number in words for number, words in zip(numbers, allowed, strict=True)
    )
