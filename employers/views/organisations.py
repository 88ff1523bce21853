"""An organisation and the people who act for it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from employers import services
from employers.forms.errors import show_refusal
from employers.forms.organisations import MemberForm, OrganisationForm, RoleForm
from employers.models import Organisation
from employers.selectors import may_own, members_of, person_who_hires
from employers.views.access import (
    EmployerRequest,
    employers_only,
    own_organisation,
    owned_organisation,
)

REFUSED = 422


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_new(request: EmployerRequest) -> HttpResponse:
    """Registers an organisation; staff look at it before anything of it is public."""
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = services.create_organisation(owner=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s is registered.") % {"name": made.name})
            return redirect("employer_home")
    status = REFUSED if form.is_bound else 200
    return render(request, "employers/organisation_new.html", {"form": form}, status=status)


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: EmployerRequest, slug: str) -> HttpResponse:
    """The organisation's details and members; only owners change them."""
    if request.method != "POST":
        return _page(request, own_organisation(request, slug))
    own = owned_organisation(request, slug)
    form = OrganisationForm(request.POST, instance=own)
    if form.is_valid():
        try:
            services.update_organisation(organisation=own, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("organisation", slug=own.slug)
    return _page(request, own, form=form)


@employers_only
@require_POST
def organisation_resubmit(request: EmployerRequest, slug: str) -> HttpResponse:
    """Asks staff to look again after they could not verify the organisation."""
    own = owned_organisation(request, slug)
    services.resubmit_organisation(organisation=own)
    messages.success(request, _("Sent. Our staff will look at it again."))
    return redirect("employer_home")


@employers_only
@require_POST
def member_add(request: EmployerRequest, slug: str) -> HttpResponse:
    """Lets a person act for the organisation. The answer is the same whoever has the address."""
    own = owned_organisation(request, slug)
    form = MemberForm(request.POST)
    if not form.is_valid():
        return _page(request, own, member_form=form)
    person = person_who_hires(form.cleaned_data["email"])
    try:
        if person:
            services.add_member(organisation=own, user=person, role=form.cleaned_data["role"])
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return _page(request, own, member_form=form)
    messages.info(
        request,
        _(
            "If %(email)s has signed up to hire, that person can work for %(name)s from now on. "
            "If not, ask them to sign up to hire first, then add them again."
        )
        % {"email": form.cleaned_data["email"], "name": own.name},
    )
    return redirect("organisation", slug=own.slug)


@employers_only
@require_POST
def member_change(request: EmployerRequest, slug: str, member: int) -> HttpResponse:
    """Gives a member another role."""
    own = owned_organisation(request, slug)
    found = get_object_or_404(members_of(own), pk=member)
    form = RoleForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(dict(form.errors))
        services.change_member(member=found, role=form.cleaned_data["role"])
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(
            request,
            _("%(email)s is now: %(role)s.")
            % {"email": found.user.email, "role": found.get_role_display()},
        )
    return redirect("organisation", slug=own.slug)


@employers_only
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: EmployerRequest, slug: str, member: int) -> HttpResponse:
    """Ends a membership, once confirmed."""
    own = owned_organisation(request, slug)
    found = get_object_or_404(members_of(own), pk=member)
    if request.method != "POST":
        return render(
            request, "employers/member_remove.html", {"organisation": own, "member": found}
        )
    try:
        services.remove_member(member=found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(
            request,
            _("%(email)s no longer works for %(name)s.")
            % {"email": found.user.email, "name": own.name},
        )
        if found.user_id == request.user.pk:
            return redirect("employer_home")
    return redirect("organisation", slug=own.slug)


def _page(
    request: EmployerRequest,
    own: Organisation,
    *,
    form: OrganisationForm | None = None,
    member_form: MemberForm | None = None,
) -> HttpResponse:
    refused = form is not None or member_form is not None
    is_owner = may_own(request.user, own)
    return render(
        request,
        "employers/organisation.html",
        {
            "organisation": Organisation.objects.get(pk=own.pk),
            "form": form or OrganisationForm(instance=own),
            "member_form": member_form or MemberForm(auto_id="member_%s"),
            "members": [
                (member, RoleForm(initial={"role": member.role}, auto_id=f"role_{member.pk}"))
                for member in members_of(own)
            ],
            "is_owner": is_owner,
            "trail": [{"label": _("My postings"), "url": reverse("employer_home")}],
        },
        status=REFUSED if refused else 200,
    )
