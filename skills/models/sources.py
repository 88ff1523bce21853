"""What published taxonomies say, in their own words and under their own identifiers.

A skill of ours may stand for several entries of several sources; what no starter skill means has a
skill of its own.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from skills.models.concepts import Occupation, Skill
from skills.models.vocabulary import Source


class SkillSource(models.Model):
    """A source's entry for a skill.

    `code` is the identifier that the source publishes (ESCO: a URI; O*NET: an element id or a
    commodity code). Several products share a commodity code, so `key` is what is unique. `groups`
    are the source's classes that the entry stands under, nearest first.
    """

    class Kind(models.TextChoices):
        ESCO_SKILL = "skill"
        ESCO_KNOWLEDGE = "knowledge"
        ELEMENT = "element"
        ACTIVITY = "activity"
        COMMODITY = "commodity"
        PRODUCT = "product"

    skill = models.ForeignKey(Skill, models.PROTECT, related_name="entries")
    source = models.CharField(max_length=12, choices=Source.choices)
    key = models.CharField(max_length=200)
    code = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    label = models.CharField(max_length=300)
    names = ArrayField(models.TextField(), default=list, blank=True)
    phrases = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        blank=True,
        help_text="the portal's own: how job ads and résumés say it",
    )
    description = models.TextField(blank=True)
    groups = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    breadth = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="how far it reaches: 0 one occupation, 1 a sector, 2 several, 3 all",
    )
    joined_by = models.CharField(
        max_length=12, blank=True, help_text="label, alias or review; blank: a skill of its own"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="skill_source_once")]
        indexes = [models.Index(fields=["source", "code"], name="skill_source_code")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class SkillSourceLink(models.Model):
    """A source's own relation between two of its entries, as `from_entry` to `to_entry`."""

    class Kind(models.TextChoices):
        BROADER = "broader"
        ESSENTIAL = "essential"
        OPTIONAL = "optional"

    from_entry = models.ForeignKey(SkillSource, models.CASCADE, related_name="links_out")
    to_entry = models.ForeignKey(SkillSource, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=12, choices=Kind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_entry", "to_entry", "kind"], name="skill_source_link_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_entry_id} {self.kind} {self.to_entry_id}"


class EscoOccupation(models.Model):
    """An occupation of ESCO; `isco` is its ISCO-08 unit group."""

    uri = models.CharField(max_length=120, unique=True)
    code = models.CharField(max_length=20, blank=True)
    isco = models.CharField(max_length=8, blank=True)
    label = models.CharField(max_length=200)
    names = ArrayField(models.TextField(), default=list, blank=True)
    description = models.TextField(blank=True)

    class Meta:
        verbose_name = "ESCO occupation"

    def __str__(self) -> str:
        return self.label


class EscoOccupationSkill(models.Model):
    """A skill that an occupation of ESCO needs, or may need."""

    occupation = models.ForeignKey(EscoOccupation, models.CASCADE, related_name="needs")
    entry = models.ForeignKey(SkillSource, models.CASCADE, related_name="needed_by")
    essential = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "entry"], name="esco_occupation_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} needs {self.entry_id}"


class OccupationCrosswalk(models.Model):
    """Which occupation of O*NET an occupation of ESCO is, by the two publishers' own crosswalk."""

    class Match(models.TextChoices):
        EXACT = "exact"
        CLOSE = "close"
        NARROW = "narrow"
        BROAD = "broad"

    esco = models.ForeignKey(EscoOccupation, models.CASCADE, related_name="crosswalk")
    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="crosswalk")
    match = models.CharField(max_length=8, choices=Match.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["esco", "occupation"], name="occupation_crosswalk_once")
        ]

    def __str__(self) -> str:
        return f"{self.esco_id} {self.match} {self.occupation_id}"


class OccupationTask(models.Model):
    """A task of an occupation, with the detailed work activities (codes) that it is part of."""

    occupation = models.ForeignKey(Occupation, models.CASCADE, related_name="tasks")
    task_id = models.PositiveIntegerField(unique=True, help_text="O*NET's own")
    statement = models.TextField()
    core = models.BooleanField(default=False)
    activities = ArrayField(models.CharField(max_length=40), default=list, blank=True)

    def __str__(self) -> str:
        return self.statement


class OccupationPreparation(models.Model):
    """What people in an occupation say that it takes: percent of answers per category of O*NET.

    Education has 12 categories (less than high school to post-doctoral), related experience 11,
    training on site 9 and on the job 9, each from none to ten years or more.
    """

    occupation = models.OneToOneField(Occupation, models.CASCADE, related_name="preparation")
    education = ArrayField(models.FloatField(), default=list, blank=True)
    experience = ArrayField(models.FloatField(), default=list, blank=True)
    training_on_site = ArrayField(models.FloatField(), default=list, blank=True)
    training_on_the_job = ArrayField(models.FloatField(), default=list, blank=True)

    def __str__(self) -> str:
        return f"preparation for {self.occupation_id}"
