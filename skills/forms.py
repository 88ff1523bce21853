"""Words typed in a combobox, made into one concept of the taxonomy, with and without scripts.

A combobox sends `text` (the words) and `code` (of the suggestion taken; blank without scripts).
Where the words alone could mean several things the form comes back with them to tick, sent as
`pick`. Nothing that was typed is lost.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skills.folding import fold
from skills.models import Concept, Credential, Occupation, Skill
from skills.search import Found, search_credentials, search_occupations, search_skills
from skills.selectors import credentials_by_codes, occupation_by_code, skill_by_code

_MOST_CHOICES = 8


class ConceptForm(forms.Form):
    """A form that names one concept; `concept=` is the one that it shows at first.

    Once it is valid, `concept` is what is meant, None where nothing was typed; `options` are what
    the words may mean where that is not clear. A code counts only while the words are still its
    name: without scripts people change the words alone. Words alone are enough where they are one
    concept's name, or part of the only name found; else they are asked about. What is retired is
    not found, unless it was there at first. Subclasses say how their kind is searched for by words
    and found by its code, and whether the words may be left out.
    """

    text = forms.CharField(max_length=200, required=False)
    code = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    pick = forms.CharField(
        label=_("Which one do you mean?"),
        max_length=120,
        required=False,
        widget=forms.RadioSelect,
    )

    search: Callable[[str, str, int], list[Found]]
    by_code: Callable[[str], Concept | None]
    unknown: ClassVar[Any]
    must_name: ClassVar[bool] = False
    words_missing: ClassVar[Any] = _("Type a few letters of it.")
    several: ClassVar[Any] = _("This could mean several things. Choose one below.")
    nearest: ClassVar[Any] = _(
        "We don't know exactly these words. Choose the closest below, or try other words."
    )

    def __init__(self, *args: Any, concept: Concept | None = None, **kwargs: Any) -> None:
        self.concept: Any = None
        self.options: list[Found] = []
        self._at_first = concept
        if concept is not None:
            code = getattr(concept, "slug", None) or getattr(concept, "code", "")
            kwargs["initial"] = {"text": concept.label, "code": code}
        super().__init__(*args, **kwargs)

    @property
    def is_settled(self) -> bool:
        """Whether a concept was chosen, rather than words typed that are still to be looked up."""
        code = self.data.get(self.add_prefix("code"), "")
        return bool(self._suggested(code, self.data.get(self.add_prefix("text"), "")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"text", "code", "pick"} & set(self.errors):
            text, code, pick = cleaned["text"], cleaned["code"], cleaned["pick"]
            self.concept = self._known(pick) or self._suggested(code, text)
            if self.concept is None:
                self._look_up(text, pick)
        return cleaned

    def _look_up(self, text: str, pick: str) -> None:
        words = fold(text)
        if not words:
            if pick:
                self.add_error("text", self.unknown)
            elif text or self.must_name:
                self.add_error("text", self.words_missing)
            return
        found = self._search(text, _MOST_CHOICES)
        exact = [each for each in found if fold(each.label) == words]
        exact = exact or [each for each in found if fold(each.matched) == words]
        if len(exact) == 1 or (len(found) == 1 and words in _name(found[0])):
            self.concept = self._known((exact or found)[0].code)
            return
        message = self.several if any(words in _name(each) for each in found) else self.nearest
        self._offer(exact or found)
        self.add_error("text", message if found else self.unknown)

    def _suggested(self, code: str, text: str) -> Concept | None:
        """The suggestion taken, unless other words were typed over it without scripts."""
        concept = self._known(code)
        if concept is None or not fold(text):
            return None
        return concept if fold(text) in {fold(concept.label_en), fold(concept.label_es)} else None

    def _known(self, code: str) -> Concept | None:
        concept = type(self).by_code(code) if code and "\0" not in code else None
        is_offered = concept is not None and (not concept.retired or concept == self._at_first)
        return concept if is_offered else None

    def _search(self, words: str, limit: int) -> list[Found]:
        return type(self).search(words, get_language() or "en", limit)

    def _offer(self, found: list[Found]) -> None:
        self.options = found
        choices = [(each.code, _with_own_word(each)) for each in found]
        self.fields["pick"].widget = forms.RadioSelect(choices=choices)


def _name(found: Found) -> str:
    """The name that was found, folded."""
    return fold(found.matched or found.label)


def _with_own_word(found: Found) -> str:
    return f"{found.label} ({found.matched})" if found.matched else found.label


def _credential_by_code(code: str) -> Credential | None:
    return credentials_by_codes([code]).get(code)


class SkillByNameForm(ConceptForm):
    """Names a skill."""

    concept: Skill | None
    search = staticmethod(search_skills)
    by_code = staticmethod(skill_by_code)
    unknown = _("We don't know a skill by this name. Try a shorter or more common word.")


class OccupationByNameForm(ConceptForm):
    """Names an occupation."""

    concept: Occupation | None
    search = staticmethod(search_occupations)
    by_code = staticmethod(occupation_by_code)
    unknown = _("We don't know this kind of work. Try another job title, or leave it empty.")


class CredentialByNameForm(ConceptForm):
    """Names a licence or another credential."""

    concept: Credential | None
    search = staticmethod(search_credentials)
    by_code = staticmethod(_credential_by_code)
    unknown = _("We don't know a licence or certificate by this name. Try another word.")
