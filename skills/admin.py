"""Look-ups of the taxonomy. Its files own it: what is changed there is changed by loading them."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from skills.models import (
    Credential,
    CredentialAlias,
    CredentialRelation,
    Occupation,
    OccupationAlias,
    OccupationCredential,
    OccupationRelation,
    OccupationSkill,
    Skill,
    SkillAlias,
    SkillRelation,
    TaxonomyVersion,
)


class LookUp:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def rows_of(
    of: type[models.Model], shown: tuple[str, ...], by: str | None = None
) -> type[admin.TabularInline]:
    """An inline that lists the rows of a model that belong to the page's concept."""

    class Rows(LookUp, admin.TabularInline):
        model = of
        fk_name = by
        fields = shown
        extra = 0

    return Rows


class ConceptAdmin(LookUp, admin.ModelAdmin):
    list_per_page = 50


@admin.register(Skill)
class SkillAdmin(ConceptAdmin):
    list_display = ("label_en", "label_es", "slug", "kind", "specificity", "sector", "retired")
    list_filter = ("retired", "kind", "sector")
    search_fields = ("slug", "aliases__folded", "label_en")
    inlines = [
        rows_of(SkillAlias, ("language", "text")),
        rows_of(SkillRelation, ("target", "strength", "reason", "origin"), by="source"),
    ]


@admin.register(Occupation)
class OccupationAdmin(ConceptAdmin):
    list_display = ("label_en", "label_es", "code", "job_zone", "sector", "retired")
    list_filter = ("retired", "job_zone", "sector")
    search_fields = ("code", "aliases__folded", "label_en")
    inlines = [
        rows_of(OccupationAlias, ("language", "text")),
        rows_of(OccupationSkill, ("skill", "importance", "level")),
        rows_of(OccupationCredential, ("credential", "required")),
        rows_of(OccupationRelation, ("target", "strength"), by="source"),
    ]


@admin.register(Credential)
class CredentialAdmin(ConceptAdmin):
    list_display = ("label_en", "label_es", "slug", "kind", "issuer", "valid_months", "retired")
    list_filter = ("retired", "kind", "sector")
    search_fields = ("slug", "aliases__folded", "label_en")
    inlines = [
        rows_of(CredentialAlias, ("language", "text")),
        rows_of(CredentialRelation, ("satisfies", "basis"), by="credential"),
    ]


@admin.register(TaxonomyVersion)
class TaxonomyVersionAdmin(LookUp, admin.ModelAdmin):
    list_display = ("source", "version", "loaded_at", "digest")
