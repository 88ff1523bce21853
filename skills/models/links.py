"""How concepts relate: what gives what, and what an occupation uses."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from skills.models.concepts import Credential, Occupation, Skill
from skills.models.vocabulary import PERCENT, Importance, SkillLevel, Source, percent_between


class RelationOrigin(models.TextChoices):
    """Who or what says how much one skill gives of another."""

    STARTER = "starter", _("Starter taxonomy")
    STAFF = "staff", _("Staff")
    HIERARCHY = "hierarchy", _("Hierarchy of ESCO")
    PRODUCTS = "products", _("Products of O*NET")
    OCCUPATIONS = "occupations", _("Shared occupations")
    TEXT = "text", _("Likeness of the names")


class SkillRelation(models.Model):
    """How much of `target` does holding `source` give, in percent. Directed.

    0 says that it gives nothing, whatever other sources make of the pair: only staff say that.
    """

    source = models.ForeignKey(Skill, models.CASCADE, related_name="gives")
    target = models.ForeignKey(Skill, models.CASCADE, related_name="comes_from")
    strength = models.PositiveSmallIntegerField(validators=PERCENT)
    origin = models.CharField(
        max_length=40,
        choices=RelationOrigin.choices,
        help_text="where the relation comes from: of several sources the strongest",
    )
    reason = models.CharField(max_length=200, blank=True)
    likeness = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="percent: cosine of the labels; derived relations alone"
    )
    shared_use = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="percent of occupations using the one that use the other; derived ones alone",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="skill_relation_once"),
            models.CheckConstraint(
                condition=percent_between("strength", lowest=0),
                name="skill_relation_percent_or_none",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="skill_relation_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} gives {self.strength}% of {self.target_id}"


class OccupationSkill(models.Model):
    """A skill that such jobs use: what a posting of this occupation typically asks."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="typical_skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="typical_of")
    importance = models.PositiveSmallIntegerField(choices=Importance.choices)
    level = models.PositiveSmallIntegerField(choices=SkillLevel.choices, null=True, blank=True)

    origin = models.CharField(
        max_length=12, choices=Source.choices, default=Source.STARTER, db_default=Source.STARTER
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill"], name="occupation_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} uses {self.skill_id}"


class OccupationRelation(models.Model):
    """How much a year in `source` counts as experience for `target`, in percent. Directed."""

    source = models.ForeignKey(Occupation, models.CASCADE, related_name="counts_for")
    target = models.ForeignKey(Occupation, models.CASCADE, related_name="counted_from")
    strength = models.PositiveSmallIntegerField(validators=PERCENT)
    origin = models.CharField(
        max_length=12, choices=Source.choices, default=Source.STARTER, db_default=Source.STARTER
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="occupation_relation_once"),
            models.CheckConstraint(
                condition=percent_between("strength"), name="occupation_relation_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} counts {self.strength}% for {self.target_id}"


class OccupationCredential(models.Model):
    """A credential that goes with an occupation; `required` where the law makes it a must."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="typical_credentials")
    credential = models.ForeignKey(Credential, models.CASCADE, related_name="typical_of")
    required = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "credential"], name="occupation_credential_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} with {self.credential_id}"


class CredentialRelation(models.Model):
    """Holding `credential` counts as holding `satisfies`, because a law or its issuer says so."""

    credential = models.ForeignKey(Credential, models.CASCADE, related_name="counts_as")
    satisfies = models.ForeignKey(Credential, models.CASCADE, related_name="satisfied_by")
    basis = models.CharField(max_length=300, help_text="the statute, rule or body that says so")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "satisfies"], name="credential_relation_once"
            ),
            models.CheckConstraint(
                condition=~Q(credential=F("satisfies")), name="credential_relation_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential_id} counts as {self.satisfies_id}"


class SkillUse(models.Model):
    """That an occupation uses a skill, as a source measured it.

    `importance` and `level` are percents of the source's scale (O*NET: importance 1 to 5, level 0
    to 7). Typical requirements (`OccupationSkill`) are chosen; these are counted.
    """

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="uses")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="used_in")
    origin = models.CharField(max_length=12, choices=Source.choices)
    importance = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    hot = models.BooleanField(default=False, help_text="often named in postings of many employers")
    in_demand = models.BooleanField(
        default=False, help_text="often named in postings of this occupation"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "skill", "origin"], name="skill_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} uses {self.skill_id} ({self.origin})"
