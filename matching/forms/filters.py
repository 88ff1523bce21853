"""Filters of matches and of candidates, the same for pages and API.

A page leaves out what makes no sense; the API refuses it, by the same form's errors.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from employers.words import SECTORS
from matching.live import Filters
from matching.live.filtering import MILES, PAY
from matching.selectors import CandidateFilters
from matching.selectors.shapes import Narrowed
from portal.common.templatetags.portal import money
from portal.common.words import Shift, WorkMode

_FARTHEST, _HIGHEST_PAY = 500, 1000
BAND_WORDS = {
    "strong": gettext_lazy("Strong fit"),
    "good": gettext_lazy("Good fit or better"),
    "possible": gettext_lazy("Possible fit or better"),
}
EVIDENCE_WORDS = {
    "backed": gettext_lazy("Used in a job, learned or checked"),
    "verified": gettext_lazy("Checked by staff, an issuer or an assessor"),
}


def _one_of(label: Any, words: dict[Any, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=list(words.items()))


class NarrowingForm(forms.Form):
    """Filters that narrow a list. `chosen` tells those that are set, once it has been validated.

    `words` says an option of a filter in words, "" standing for no filter.
    """

    empty_words: ClassVar[dict[str, Any]] = {}

    def chosen(self) -> dict[str, str]:
        """{name: value} of the filters that are set and make sense, as an address has them."""
        self.is_valid()
        cleaned = {name: self.cleaned_data.get(name) for name in self.fields}
        return {
            name: "true" if value is True else str(value)
            for name, value in cleaned.items()
            if value not in (None, "", False)
        }

    def words(self, name: str, value: str) -> str:
        """What this option says."""
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, self.fields[name].label))

    def options(self, name: str) -> Iterable[str]:
        """The options that a page offers for a filter."""
        return [str(value) for value, _words in getattr(self.fields[name], "choices", ())]

    def controls(self, narrowed: Narrowed | None) -> list[dict[str, Any]]:
        """The controls of a page: {name, label, options} or, for a check box, {name, label, on}.

        An option is (value, words with what it would leave, whether it is chosen). Plain values,
        since Django's own widgets render a template for every option.
        """
        chosen = self.chosen()
        made = []
        for name, field in self.fields.items():
            counts = narrowed.counts.get(name, {}) if narrowed else {}
            value = chosen.get(name, "")
            if isinstance(field, forms.BooleanField):
                label = _counted(str(field.label), counts.get("true"))
                made.append({"name": name, "label": label, "options": (), "on": bool(value)})
                continue
            offered = list(self.options(name))
            offered += [value] if value and value not in offered else []
            made.append(
                {
                    "name": name,
                    "label": field.label,
                    "options": [
                        ("", self.empty_words[name], not value),
                        *(
                            (one, _counted(self.words(name, one), counts.get(one)), one == value)
                            for one in offered
                        ),
                    ],
                }
            )
        return made


class MatchFilterForm(NarrowingForm):
    """Filters of a person's matches."""

    empty_words = {
        "miles": gettext_lazy("Any distance"),
        "pay": gettext_lazy("Any pay"),
        "where": gettext_lazy("Anywhere"),
        "shift": gettext_lazy("Any shift"),
        "sector": gettext_lazy("Any kind"),
        "band": gettext_lazy("Any fit"),
    }

    miles = forms.IntegerField(
        label=gettext_lazy("How far from home"), required=False, min_value=1, max_value=_FARTHEST
    )
    pay = forms.DecimalField(
        label=gettext_lazy("Pay an hour"),
        required=False,
        min_value=0,
        max_value=_HIGHEST_PAY,
        decimal_places=2,
    )
    where = _one_of(gettext_lazy("Where the work is done"), dict(WorkMode.choices))
    shift = _one_of(gettext_lazy("Shift"), dict(Shift.choices))
    sector = _one_of(gettext_lazy("Kind of work"), SECTORS)
    band = _one_of(gettext_lazy("How well it fits"), BAND_WORDS)
    gates = forms.BooleanField(
        label=gettext_lazy("Only jobs for which I have every licence they must have"),
        required=False,
    )

    @property
    def filters(self) -> Filters:
        """The filters that are set and make sense."""
        chosen = self.chosen()
        return Filters(**{name: self.cleaned_data[name] for name in chosen})

    def words(self, name: str, value: str) -> str:
        if name == "miles":
            return ngettext("Within %(count)s mile", "Within %(count)s miles", int(value)) % {
                "count": value
            }
        if name == "pay":
            return _("%(amount)s or more") % {"amount": money(Decimal(value))}
        return super().words(name, value)

    def options(self, name: str) -> Iterable[str]:
        offered = {"miles": MILES, "pay": PAY}
        return map(str, offered[name]) if name in offered else super().options(name)


class CandidateFilterForm(NarrowingForm):
    """Filters of a posting's candidates."""

    empty_words = {
        "band": gettext_lazy("Any fit"),
        "evidence": gettext_lazy("Any evidence"),
    }

    band = _one_of(gettext_lazy("How well they fit"), BAND_WORDS)
    evidence = _one_of(gettext_lazy("Skills that are more than stated"), EVIDENCE_WORDS)
    gates = forms.BooleanField(
        label=gettext_lazy("Only people who hold every licence that the job must have"),
        required=False,
    )

    @property
    def filters(self) -> CandidateFilters:
        """The filters that are set and make sense."""
        chosen = self.chosen()
        return CandidateFilters(**{name: self.cleaned_data[name] for name in chosen})


def _counted(words: str, count: int | None) -> str:
    """ "Nights (12)"; without a number where none is known."""
    return words if count is None else f"{words} ({count})"
