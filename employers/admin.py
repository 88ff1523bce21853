"""Organisations and postings in the Django admin, for look-ups and rare repairs.

What is changed here goes through the services, so that matching follows; the rest is read-only.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from employers import services
from employers.models import (
    Membership,
    Organisation,
    Posting,
    RequiredCredential,
    Requirement,
)


class ReadOnlyInline(admin.TabularInline):
    """Rows to look at."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ("user", "role", "joined_at")
    readonly_fields = fields


class RequirementInline(ReadOnlyInline):
    model = Requirement
    fields = ("skill", "importance", "level", "trainable")


class RequiredCredentialInline(ReadOnlyInline):
    model = RequiredCredential
    fields = ("credential",)


class LookUpAdmin(admin.ModelAdmin):
    """A table to look things up in: nothing is added, changed or deleted by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(LookUpAdmin):
    """To look up; reviews are made on the staff pages."""

    list_display = ("name", "status", "status_at", "created_at")
    list_filter = ("status",)
    search_fields = ("name", "slug", "website")
    inlines = (MembershipInline,)
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


@admin.register(Posting)
class PostingAdmin(LookUpAdmin):
    list_display = ("title", "organisation", "town", "status", "opens_on", "closes_on")
    list_filter = ("status", "work_mode")
    list_select_related = ("organisation",)
    search_fields = ("title", "slug", "organisation__name")
    inlines = (RequirementInline, RequiredCredentialInline)
    actions = ("close",)

    def has_close_permission(self, request: HttpRequest) -> bool:
        """Whether this person may close postings here: as the row's change permission says."""
        return request.user.has_perm("employers.change_posting")

    @admin.action(description=_("Close the chosen postings"), permissions=["close"])
    def close(self, request: HttpRequest, postings: QuerySet[Posting]) -> None:
        """Takes them out of every list, as their employers could."""
        for posting in postings:
            try:
                services.close_posting(posting=posting)
            except ValidationError as refusal:
                self.message_user(
                    request, f"{posting}: {' '.join(refusal.messages)}", messages.WARNING
                )
