"""Look at what waits and what is stored. The only act is to have set-aside work tried again."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from matching.models import (
    MatchCheck,
    OperatorAct,
    OutboxEntry,
    PostingSlice,
    ProfileList,
    ShardState,
)
from matching.outbox import retry_set_aside


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only the workers write."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(OutboxEntry)
class OutboxEntryAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "shard",
        "kind",
        "object_id",
        "reason",
        "created_at",
        "attempts",
        "not_before",
        "set_aside_at",
    )
    list_filter = ("kind", "shard", ("set_aside_at", admin.EmptyFieldListFilter))
    actions = ("try_again",)
    show_full_result_count = False

    @admin.action(description=_("Try again what was set aside"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxEntry]) -> None:
        count = retry_set_aside(
            entries=queryset.values_list("id", flat=True), by=cast(User, request.user)
        )
        message = ngettext(
            "%(count)d change will be tried again.",
            "%(count)d changes will be tried again.",
            count,
        )
        self.message_user(request, message % {"count": count})


class RankedListAdmin(ReadOnlyAdmin):
    exclude = ("entries",)
    list_filter = ("shard", "complete", "engine_version")
    show_full_result_count = False


@admin.register(ProfileList)
class ProfileListAdmin(RankedListAdmin):
    list_display = ("profile_id", "shard", "count", "complete", "revision", "computed_at")
    search_fields = ("=profile__id",)


@admin.register(PostingSlice)
class PostingSliceAdmin(RankedListAdmin):
    list_display = ("posting_id", "shard", "count", "complete", "revision", "computed_at")
    search_fields = ("=posting__id",)


@admin.register(ShardState)
class ShardStateAdmin(ReadOnlyAdmin):
    list_display = ("shard", "version", "built_for", "drained_at")


@admin.register(OperatorAct)
class OperatorActAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "by", "reason", "count")
    list_filter = ("kind",)
    date_hierarchy = "at"


@admin.register(MatchCheck)
class MatchCheckAdmin(ReadOnlyAdmin):
    list_display = ("finished_at", "lists", "differences", "behind", "sample", "seed")
