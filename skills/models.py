"""The taxonomy: skills, occupations and credentials, their everyday names and how they relate.

Labels stand in both languages on the row itself; other words for the same thing are aliases.
A concept that a newer taxonomy drops is retired, never deleted: profiles and postings keep it.
"""

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]


def percent_between(field: str, lowest: int = 1) -> Q:
    """The database condition that a percent column lies in lowest..100."""
    return Q(**{f"{field}__gte": lowest, f"{field}__lte": 100})


class EducationLevel(models.IntegerChoices):
    """Levels of schooling, in the order in which one contains the other."""

    NONE = 0, _("No schooling needed")
    SOME_HS = 1, _("Some high school")
    HS = 2, _("High school or GED")
    SOME_COLLEGE = 3, _("Some college")
    CERTIFICATE = 4, _("Certificate after high school")
    ASSOCIATE = 5, _("Associate degree")
    BACHELOR = 6, _("Bachelor's degree")
    MASTER = 7, _("Master's degree")
    DOCTORATE = 8, _("Doctorate")


class SkillLevel(models.IntegerChoices):
    """How well a person does a thing, in plain words. "Not sure" is the absence of a level."""

    WITH_HELP = 1, _("With help")
    ON_MY_OWN = 2, _("On my own")
    HARD_CASES = 3, _("The hard cases too")
    TEACHES = 4, _("I teach others")


class Importance(models.IntegerChoices):
    """How much a posting cares for a requirement; the numbers are the engine's weights."""

    NICE = 1, _("Nice to have")
    IMPORTANT = 2, _("Important")
    ESSENTIAL = 4, _("Essential")


class TaxonomyVersion(models.Model):
    """One load of a taxonomy. The newest row is the version that matches are computed with."""

    source = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the files that were read")
    loaded_at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"{self.source} {self.version}"

    @property
    def key(self) -> str:
        """The name that stored lists carry: it changes with every load that changed anything."""
        return f"{self.source}-{self.version}-{self.digest[:8]}"


class Concept(models.Model):
    """What skills, occupations and credentials have in common: a label in each language."""

    label_en = models.CharField(_("English label"), max_length=200)
    label_es = models.CharField(_("Spanish label"), max_length=200, blank=True)
    retired = models.BooleanField(_("retired"), default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the reader's language, English where the source has no other."""
        if (get_language() or "en").startswith("es") and self.label_es:
            return self.label_es
        return self.label_en


class Alias(models.Model):
    """Another word that people use for a concept, in one language."""

    class Language(models.TextChoices):
        EN = "en", _("English")
        ES = "es", _("Spanish")

    language = models.CharField(max_length=2, choices=Language.choices)
    text = models.CharField(max_length=200)
    folded = models.CharField(
        max_length=200, help_text="lower case, without accents: what search compares"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Skill(Concept):
    """Something a person can do, know or use, that a posting can ask for."""

    class Kind(models.TextChoices):
        SKILL = "skill", _("Skill")
        KNOWLEDGE = "knowledge", _("Knowledge")
        TOOL = "tool", _("Tool")
        TECHNOLOGY = "technology", _("Technology")

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SKILL)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    specificity = models.PositiveSmallIntegerField(
        _("specificity"),
        default=100,
        help_text=_("Percent: 40 where nearly every posting asks it, 100 where it is specialised."),
    )

    class Meta(Concept.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["label_en", "id"]
        constraints = [
            models.CheckConstraint(
                condition=percent_between("specificity", lowest=40),
                name="skill_specificity_percent",
            )
        ]


class SkillAlias(Alias):
    """An everyday word for a skill; labels stand here too, so that search reads one table."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["skill", "language", "folded"], name="skill_alias_once_per_language"
            )
        ]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="skill_alias_trigram")
        ]


class SkillRelation(models.Model):
    """How much of `target` does holding `source` give, in percent. Directed."""

    source = models.ForeignKey(Skill, models.CASCADE, related_name="gives")
    target = models.ForeignKey(Skill, models.CASCADE, related_name="comes_from")
    strength = models.PositiveSmallIntegerField(validators=PERCENT)
    origin = models.CharField(max_length=40, help_text="where the relation comes from")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="skill_relation_once"),
            models.CheckConstraint(
                condition=percent_between("strength"), name="skill_relation_percent"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="skill_relation_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} gives {self.strength}% of {self.target_id}"


class Occupation(Concept):
    """A kind of work, by its O*NET-SOC 2019 code."""

    code = models.CharField(_("O*NET-SOC code"), max_length=10, unique=True)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    job_zone = models.PositiveSmallIntegerField(_("job zone"), null=True, blank=True)
    typical_education = models.PositiveSmallIntegerField(
        _("typical education"), choices=EducationLevel.choices, null=True, blank=True
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age by law"),
        default=16,
        help_text=_("Years; 18 where the law bars minors from the usual work."),
    )
    description_en = models.TextField(blank=True)
    description_es = models.TextField(blank=True)
    skills: models.ManyToManyField = models.ManyToManyField(Skill, through="OccupationSkill")

    class Meta(Concept.Meta):
        verbose_name = _("occupation")
        verbose_name_plural = _("occupations")
        ordering = ["label_en", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{2}-\d{4}\.\d{2}$"), name="occupation_code_is_onet_soc"
            ),
            models.CheckConstraint(
                condition=Q(minimum_age__in=[14, 15, 16, 18, 21]),
                name="occupation_minimum_age_known",
            ),
        ]

    @property
    def description(self) -> str:
        """One sentence in the reader's language, English where there is no other."""
        if (get_language() or "en").startswith("es") and self.description_es:
            return self.description_es
        return self.description_en


class OccupationAlias(Alias):
    """A job title that people use for an occupation."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "language", "folded"],
                name="occupation_alias_once_per_language",
            )
        ]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="occupation_alias_trigram")
        ]


class OccupationSkill(models.Model):
    """A skill that such jobs use: what a posting of this occupation typically asks."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="typical_skills")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="typical_of")
    importance = models.PositiveSmallIntegerField(choices=Importance.choices)
    level = models.PositiveSmallIntegerField(choices=SkillLevel.choices, null=True, blank=True)

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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="occupation_relation_once"),
            models.CheckConstraint(
                condition=percent_between("strength"), name="occupation_relation_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} counts {self.strength}% for {self.target_id}"


class Credential(Concept):
    """A licence, certification or card that somebody issues and that may expire."""

    class Kind(models.TextChoices):
        LICENCE = "licence", _("Licence")
        CERTIFICATION = "certification", _("Certification")
        REGISTRATION = "registration", _("Registration")
        PERMIT = "permit", _("Permit")
        CERTIFICATE = "certificate", _("Certificate")

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    valid_months = models.PositiveSmallIntegerField(_("months valid"), null=True, blank=True)

    class Meta(Concept.Meta):
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        ordering = ["label_en", "id"]


class CredentialAlias(Alias):
    """An everyday word for a credential ("CNA", "hack licence")."""

    credential = models.ForeignKey(Credential, models.CASCADE, related_name="aliases")

    class Meta(Alias.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "language", "folded"],
                name="credential_alias_once_per_language",
            )
        ]
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="credential_alias_trigram")
        ]


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
