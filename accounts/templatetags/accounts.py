"""What the sign-in pages need of django-allauth's forms. Load with ``{% load accounts %}``."""

from django import template
from django.forms import BaseForm

register = template.Library()


@register.filter
def plain(form: BaseForm) -> BaseForm:
    """The form without placeholders: they repeat the label and are gone when one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
