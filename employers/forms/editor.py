"""The posting editor: details, kind of work and what the job asks, sent as one form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from employers.forms.asks import AsksForm
from employers.forms.errors import show_refusal
from employers.forms.postings import PostingForm
from employers.models import Posting
from skills.forms import OccupationByNameForm

_OF_ASKS = ("requirements", "gates", "skill")


class PostingEditor:
    """All that an employer types about one posting; `refuse` shows what a service said no to."""

    def __init__(self, posting: Posting, data: Any = None, act: str = "") -> None:
        self.details = PostingForm(data, instance=posting)
        self.occupation = OccupationByNameForm(
            data, prefix="occupation", concept=posting.occupation
        )
        self.asks = AsksForm(posting, data, act)

    @property
    def has_errors(self) -> bool:
        return bool(self.problems)

    @property
    def problems(self) -> list[dict[str, str]]:
        """Everything to fix in the order of the page: the id of its field, and what is wrong."""
        found = [
            {"target": "posting-form", "text": str(text)}
            for text in self.details.non_field_errors()
        ]
        for field in self.details:
            target = f"{field.auto_id}_0" if field.name == "shifts" else field.auto_id
            found += [{"target": target, "text": f"{field.label}: {text}"} for text in field.errors]
        found += _at("occupation", self.occupation)
        found += [{"target": "asks", "text": str(text)} for text in self.asks.errors]
        found += _at("add-skill", self.asks.skill)
        for row in self.asks.rows:
            found += _at(f"ask-{row.skill.slug}", row, row.skill.label)
        return found + _at("add-credential", self.asks.credential)

    def is_valid(self) -> bool:
        """Whether all that was typed makes sense; every form is asked, so that all errors show."""
        return all([self.details.is_valid(), self.occupation.is_valid(), self.asks.is_valid()])

    def changes(self) -> dict[str, Any]:
        """What `services.update_posting` is to set, requirements and gates among it."""
        return {
            **self.details.cleaned_data,
            "occupation": self.occupation.concept,
            "requirements": self.asks.claims(),
            "gates": self.asks.credentials(),
        }

    def refuse(self, refusal: ValidationError) -> None:
        """Shows a service's refusal at the fields that it names."""
        messages = dict(refusal.message_dict) if hasattr(refusal, "error_dict") else {}
        if not messages:
            show_refusal(self.details, refusal)
            return
        for name in _OF_ASKS:
            self.asks.errors.extend(messages.pop(name, []))
        for text in messages.pop("occupation", []):
            self.occupation.add_error("text", text)
        if messages:
            show_refusal(self.details, ValidationError(messages))


def _at(target: str, form: BaseForm, label: str = "") -> list[dict[str, str]]:
    """The errors of a small form, all leading to one place."""
    if not form.is_bound:
        return []
    texts = [text for errors in form.errors.values() for text in errors]
    return [
        {"target": target, "text": f"{label}: {text}" if label else str(text)} for text in texts
    ]
