"""Words typed in a combobox, made into one concept of the taxonomy, with and without scripts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skills.folding import fold
from skills.models import Concept, Credential, Occupation, Skill
from skills.selectors import (
    Found,
    credentials_by_codes,
    occupation_by_code,
    search_credentials,
    search_occupations,
    search_skills,
    skill_by_code,
)


class ConceptForm(forms.Form):
    """A name in `text`, the value chosen for it in `code`, or one `pick`ed among several.

    Afterwards `concept` is what is meant, None where nothing was typed; `options` are what the
    words may mean where that is not clear. A code counts only while the words are still its name:
    without scripts people change the words alone.
    """

    text = forms.CharField(required=False, max_length=200)
    code = forms.CharField(required=False, max_length=120)
    pick = forms.CharField(required=False, max_length=120)

    search: Callable[[str, str], list[Found]]
    by_code: Callable[[str], Concept | None]
    unknown: Any

    def __init__(self, *args: Any, concept: Concept | None = None, **kwargs: Any) -> None:
        self.concept: Any = None
        self.options: list[Found] = []
        if concept is not None:
            code = getattr(concept, "slug", None) or getattr(concept, "code", "")
            kwargs["initial"] = {"text": concept.label, "code": code}
        super().__init__(*args, **kwargs)

    @property
    def is_settled(self) -> bool:
        """Whether a concept was chosen, rather than words typed that are still to be looked up."""
        code = self.data.get(self.add_prefix("code"), "")
        return bool(code) and self._chosen(code, self.data.get(self.add_prefix("text"), ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.concept = self._meant(
                cleaned.get("text", ""), cleaned.get("code", ""), cleaned.get("pick", "")
            )
        return cleaned

    def _meant(self, text: str, code: str, pick: str) -> Concept | None:
        if pick:
            return self._known(pick)
        if code and self._chosen(code, text):
            return self._known(code)
        if not text:
            return None
        found = type(self).search(text, get_language() or "en")
        words = fold(text)
        exact = [each for each in found if words in (fold(each.label), fold(each.matched))]
        best = exact or found
        if len(best) == 1:
            return self._known(best[0].code)
        self.options = best
        self.add_error("text", _("Which of these do you mean?") if best else self.unknown)
        return None

    def _chosen(self, code: str, text: str) -> bool:
        concept = type(self).by_code(code) if "\0" not in code else None
        names = {fold(concept.label_en), fold(concept.label_es)} if concept else set()
        return bool(text) and fold(text) in names

    def _known(self, code: str) -> Concept | None:
        concept = type(self).by_code(code)
        if concept is None or concept.retired:
            self.add_error("text", self.unknown)
            return None
        return concept


def _credential_by_code(code: str) -> Credential | None:
    return credentials_by_codes([code]).get(code)


class SkillForm(ConceptForm):
    concept: Skill | None
    search = staticmethod(search_skills)
    by_code = staticmethod(skill_by_code)
    unknown = _("We don't know a skill by this name. Try a shorter or more common word.")


class OccupationForm(ConceptForm):
    concept: Occupation | None
    search = staticmethod(search_occupations)
    by_code = staticmethod(occupation_by_code)
    unknown = _("We don't know this kind of work. Try another job title, or leave it empty.")


class CredentialForm(ConceptForm):
    concept: Credential | None
    search = staticmethod(search_credentials)
    by_code = staticmethod(_credential_by_code)
    unknown = _("We don't know a licence or certificate by this name. Try another word.")
