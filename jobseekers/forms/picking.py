"""Turning what was typed into a concept of the taxonomy, with suggestions or without.

A combobox sends `text` (the words) and `code` (of the suggestion taken; blank without scripts).
Where the words alone could mean several things the form comes back with them to tick, sent as
`pick`. Nothing that was typed is lost.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skills.folding import fold
from skills.models import Concept
from skills.selectors import Found

_SHORTEST_WORD = 4
_NEAREST_A_WORD = 3
_MOST_CHOICES = 8


class PickingForm(forms.Form):
    """A form that names one concept; once it is valid, `picked` holds it.

    `has_choices` tells that there is something to tick.
    Subclasses say how their kind of concept is searched for by words and found by its code, whether
    the words may be left out, and what the ids of the fields start with: one page has several.
    """

    text = forms.CharField(max_length=200, required=False)
    code = forms.CharField(max_length=120, required=False, widget=forms.HiddenInput)
    pick = forms.CharField(
        label=_("Which one do you mean?"),
        max_length=120,
        required=False,
        widget=forms.RadioSelect,
    )

    must_pick: ClassVar[bool] = True
    words_missing: ClassVar[Any] = _("Type a few letters of it.")
    several: ClassVar[Any] = _("This could mean several things. Choose one below.")
    nearest: ClassVar[Any] = _(
        "We don't know exactly these words. Choose the closest below, or try other words."
    )
    nothing: ClassVar[Any] = _(
        "We found nothing for these words. Try fewer or simpler words, or an everyday name."
    )

    picked: Any = None
    has_choices = False
    ids: ClassVar[str] = "id"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{self.ids}_%s"

    def search(self, words: str, limit: int) -> list[Found]:
        """What the words may mean, best first."""
        raise NotImplementedError

    def by_code(self, code: str) -> Concept | None:
        """The concept of this code."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"text", "code", "pick"} & set(self.errors):
            self._resolve(cleaned["text"], cleaned["code"], cleaned["pick"])
        return cleaned

    def _resolve(self, text: str, code: str, pick: str) -> None:
        self.picked = (self.by_code(pick) if pick else None) or self._suggested(code, text)
        if self.picked:
            return
        if not fold(text):
            if self.must_pick or text:
                self.add_error("text", self.words_missing)
            return
        found = self.search(text, _MOST_CHOICES)
        if found and fold(text) in {fold(found[0].label), fold(found[0].matched)}:
            self.picked = self.by_code(found[0].code)
            return
        message = self.several
        if not found:
            found = self._nearest(text)
            message = self.nearest if found else self.nothing
        self.offer(found)
        self.add_error("text", message)

    def _suggested(self, code: str, text: str) -> Concept | None:
        """The suggestion taken, unless other words were typed over it without scripts."""
        concept = self.by_code(code) if code else None
        return concept if concept and fold(concept.label) == fold(text) else None

    def _nearest(self, text: str) -> list[Found]:
        """What single words of the text may mean, each once."""
        words = [word for word in fold(text).split() if len(word) >= _SHORTEST_WORD]
        hits = [each for word in words[:5] for each in self.search(word, _NEAREST_A_WORD)]
        return list({each.code: each for each in hits}.values())[:_MOST_CHOICES]

    def offer(self, found: list[Found]) -> None:
        """Shows these to tick."""
        choices = [(each.code, _with_own_word(each)) for each in found]
        self.fields["pick"].widget = forms.RadioSelect(choices=choices)
        self.has_choices = bool(choices)


def language() -> str:
    """The reader's language, "en" or "es"."""
    return (get_language() or "en")[:2]


def _with_own_word(found: Found) -> str:
    return f"{found.label} ({found.matched})" if found.matched else found.label
