"""Forms of an organisation and of the people who act for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from employers.models import Membership, Organisation


class OrganisationForm(forms.ModelForm):
    """What members say of their organisation; the service checks the row as a whole."""

    website = forms.URLField(
        label=_("Website"),
        help_text=_("It helps our staff to check that the organisation is real."),
        required=False,
        max_length=200,
        assume_scheme="https",
    )

    class Meta:
        model = Organisation
        fields = ["name", "website", "naics", "zip", "contact_phone", "about"]
        labels = {
            "name": _("Name of the organisation"),
            "contact_phone": _("Phone where our staff can reach you"),
            "about": _("About the organisation"),
        }
        help_texts = {
            "name": _("As people know it. It stands on every posting."),
            "naics": _("Optional. Two to six digits for your industry."),
            "zip": _("Of your main place of work."),
            "about": _("Optional. A few sentences that stand under each of your postings."),
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_verified:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Staff have checked this name. Ask us to change it.")

    def _post_clean(self) -> None:
        """Leaves the row alone: services write it and say what is wrong with it."""


class MemberForm(forms.Form):
    """A person to add, by the address they signed up with."""

    email = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=[
            (Membership.Role.RECRUITER, _("Recruiter: writes postings and sees candidates")),
            (Membership.Role.VIEWER, _("Viewer: reads postings and candidates, changes nothing")),
            (Membership.Role.OWNER, _("Owner: all of it, and the organisation and its members")),
        ],
        widget=forms.RadioSelect,
        initial=Membership.Role.RECRUITER,
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
