"""Accounts in the Django admin: look up, add staff, end or restore access.

They stand here, above all apps, because ending a person's access reaches into their profile.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.forms import StaffForm
from accounts.models import User
from accounts.services import create_staff
from portal.staff import services


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("email", "role", "language", "is_active", "date_joined", "last_login")
    list_filter = ("role", "is_active", "language")
    search_fields = ("email",)
    ordering = ("email",)
    date_hierarchy = "date_joined"
    fields = ("email", "role", "language", "is_active", "is_superuser", "groups", "last_login")
    filter_horizontal = ("groups",)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Only staff are added here, and they choose their password themselves."""
        if obj is None:
            kwargs["form"] = StaffForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a new member of staff, and what an account shows."""
        return self.fields if obj else ("email", "language")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """People change their e-mail and role is for life; rights are for those who have all."""
        if obj is None:
            return ()
        rights = () if request.user.is_superuser else ("is_superuser", "groups")
        return ("email", "role", "last_login", *rights)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Access is ended, accounts are not deleted: others' records name them."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """New people are staff; access is ended and restored with all that hangs on it."""
        if not change:
            created = create_staff(email=obj.email, language=obj.language)
            obj.pk = created.pk
            obj.refresh_from_db()
            return
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data:
            services.set_access(user=obj, active=obj.is_active)
