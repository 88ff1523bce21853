"""Skills, occupations and credentials, each with the names that people use for it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skills.models.vocabulary import EducationLevel, Source, percent_between


class Concept(models.Model):
    """What skills, occupations and credentials have in common: a label in each language."""

    label_en = models.CharField(_("English label"), max_length=200)
    label_es = models.CharField(_("Spanish label"), max_length=200, blank=True)
    retired = models.BooleanField(_("retired"), default=False)
    sources = ArrayField(
        models.CharField(max_length=12, choices=Source.choices),
        verbose_name=_("sources"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("Who names it today; a concept that nobody names is retired."),
    )

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

    @property
    def is_english_only(self) -> bool:
        """Whether the source has no Spanish label, so that pages must mark the label as English."""
        return not self.label_es


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
    source = models.CharField(
        max_length=12, choices=Source.choices, default=Source.STARTER, db_default=Source.STARTER
    )
    in_text = models.BooleanField(
        default=True,
        db_default=True,
        help_text="False: too ambiguous to be read in running text, only the search box uses it",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


def _words() -> Func:
    """The words of a folded name: the search statement must write the expression the same way."""
    return Func(
        F("folded"),
        Value(" "),
        function="string_to_array",
        output_field=ArrayField(models.TextField()),
    )


class Skill(Concept):
    """Something a person can do, know or use, that a posting can ask for."""

    class Kind(models.TextChoices):
        SKILL = "skill", _("Skill")
        KNOWLEDGE = "knowledge", _("Knowledge")
        TOOL = "tool", _("Tool")
        TECHNOLOGY = "technology", _("Technology")
        ACTIVITY = "activity", _("Work activity")

    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SKILL)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    specificity = models.PositiveSmallIntegerField(
        _("specificity"),
        default=100,
        help_text=_("Percent: 40 where nearly every posting asks it, 100 where it is specialised."),
    )
    stated_specificity = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="percent that the starter taxonomy states; blank: counted from use alone",
    )
    use = models.PositiveIntegerField(
        _("use"), default=0, db_default=0, help_text=_("Occupations that use it.")
    )
    posting_share = models.FloatField(
        default=0, db_default=0, help_text="share of published postings that ask for it, 0 to 1"
    )
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
        help_text=_("The skill that it was merged into: profiles and postings follow."),
    )

    class Meta(Concept.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["label_en", "id"]
        constraints = [
            models.CheckConstraint(
                condition=percent_between("specificity", lowest=40),
                name="skill_specificity_percent",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="skill_not_replaced_by_itself",
            ),
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
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="skill_alias_trigram"),
            models.Index(
                fields=["folded"], opclasses=["text_pattern_ops"], name="skill_alias_beginning"
            ),
            GinIndex(_words(), name="skill_alias_words"),
        ]


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
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="occupation_alias_trigram"
            ),
            models.Index(
                fields=["folded"], opclasses=["text_pattern_ops"], name="occupation_alias_beginning"
            ),
            GinIndex(_words(), name="occupation_alias_words"),
        ]


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
    basis = models.CharField(
        _("source of the facts"),
        max_length=300,
        blank=True,
        db_default="",
        help_text=_("The statute, agency or body that says so."),
    )

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
            GinIndex(
                fields=["folded"], opclasses=["gin_trgm_ops"], name="credential_alias_trigram"
            ),
            models.Index(
                fields=["folded"], opclasses=["text_pattern_ops"], name="credential_alias_beginning"
            ),
            GinIndex(_words(), name="credential_alias_words"),
        ]
