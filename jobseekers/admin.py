"""Profiles in the Django admin: to look up, never to change; people's own pages write them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from jobseekers.models import Experience, HeldCredential, Profile, ProfileSkill


class _ReadOnly:
    """Nothing to add, change or delete: writes go through services."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SkillInline(_ReadOnly, admin.TabularInline):
    model = ProfileSkill
    fields = ("skill", "level", "evidence", "last_used")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("skill").order_by("skill__label_en")


class JobInline(_ReadOnly, admin.TabularInline):
    model = Experience
    fields = ("title", "employer", "occupation", "started", "ended")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("occupation")


class CredentialInline(_ReadOnly, admin.TabularInline):
    model = HeldCredential
    fields = ("credential", "expires_on")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("credential").order_by("id")


@admin.register(Profile)
class ProfileAdmin(_ReadOnly, admin.ModelAdmin):
    """One profile with its parts."""

    list_display = ("ref", "visibility", "zip", "revision", "updated_at")
    list_filter = ("visibility",)
    search_fields = ("ref", "user__email")
    ordering = ("-updated_at", "-id")
    show_full_result_count = False
    inlines = (SkillInline, JobInline, CredentialInline)
