"""The posting editor: details, kind of work and what the job asks, sent as one form."""

from typing import Any

from django.core.exceptions import ValidationError

from employers.forms.asks import AsksForm
from employers.forms.concepts import OccupationForm
from employers.forms.errors import show_refusal
from employers.forms.postings import PostingForm
from employers.models import Posting

_OF_ASKS = ("requirements", "gates", "skill")


class PostingEditor:
    """All that an employer types about one posting; `refuse` shows what a service said no to."""

    def __init__(self, posting: Posting, data: Any = None, act: str = "") -> None:
        self.details = PostingForm(data, instance=posting)
        self.occupation = OccupationForm(data, prefix="occupation", concept=posting.occupation)
        self.asks = AsksForm(posting, data, act)

    @property
    def has_errors(self) -> bool:
        asks = self.asks
        forms = (self.details, self.occupation, asks.skill, asks.credential, *asks.rows)
        return bool(asks.errors) or any(form.is_bound and form.errors for form in forms)

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
