"""The search of the public job list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.words import SECTORS
from portal.common.words import WorkMode


class JobSearchForm(forms.Form):
    """Words and filters, all optional; an answer that makes no sense is not a filter."""

    q = forms.CharField(label=_("Job, employer or town"), required=False, max_length=200)
    where = forms.ChoiceField(
        label=_("Where the work is done"),
        required=False,
        choices=[("", _("Anywhere")), *WorkMode.choices],
    )
    sector = forms.ChoiceField(
        label=_("Kind of work"), required=False, choices=[("", _("Any kind")), *SECTORS.items()]
    )
    # An O*NET-SOC code, in links from other pages alone.
    occupation = forms.RegexField(r"^\d{2}-\d{4}\.\d{2}$", required=False)
