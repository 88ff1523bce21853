"""Puts what a service refused to the fields of the form that sent it."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def show_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Adds the messages to the form: at the fields it has, else on top."""
    messages = (
        refusal.message_dict
        if hasattr(refusal, "error_dict")
        else {NON_FIELD_ERRORS: refusal.messages}
    )
    for name, texts in messages.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)
