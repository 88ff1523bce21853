"""Organisations, the people who act for them, and their postings; services write them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import Credential, EducationLevel, Importance, Occupation, Skill, SkillLevel


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def verified(self) -> "OrganisationQuerySet":
        return self.filter(status=Organisation.Status.VERIFIED)

    def waiting(self) -> "OrganisationQuerySet":
        """Organisations that staff have still to look at, longest wait first."""
        return self.filter(status=Organisation.Status.PENDING).order_by("created_at", "id")


class Organisation(models.Model):
    """An employer. Nothing of it is public before staff have verified it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("Waiting for review")
        VERIFIED = "verified", _("Verified")
        DECLINED = "declined", _("Not verified")

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(max_length=180, unique=True)
    website = models.URLField(_("website"), blank=True)
    about = models.TextField(_("about"), blank=True, max_length=4000)
    naics = models.CharField(
        _("NAICS code"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{2,6}$", _("A NAICS code has two to six digits."))],
    )
    zip = models.CharField(
        _("ZIP code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("A ZIP code has five digits."))],
    )
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.PENDING, db_index=True
    )
    status_reason = models.CharField(_("reason"), max_length=500, blank=True)
    status_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    members: models.ManyToManyField = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="organisations"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["pending", "verified", "declined"]),
                name="organisation_status_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        return self.status == self.Status.VERIFIED


class Membership(models.Model):
    """A person who acts for an organisation, and how far."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        RECRUITER = "recruiter", _("Recruiter")
        VIEWER = "viewer", _("Viewer")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id}"


class PostingQuerySet(models.QuerySet["Posting"]):
    def public(self, today: object) -> "PostingQuerySet":
        """Postings anybody may read that day: published, open, of a verified organisation."""
        return self.filter(
            Q(closes_on__isnull=True) | Q(closes_on__gte=today),
            status=Posting.Status.PUBLISHED,
            opens_on__lte=today,
            organisation__status=Organisation.Status.VERIFIED,
        )

    def of_member(self, user: object) -> "PostingQuerySet":
        """Postings of the organisations that this person belongs to."""
        return self.filter(organisation__memberships__user=user)

    def due(self, today: object) -> "PostingQuerySet":
        """Postings that a date (opening or closing) changes today or has changed before."""
        return self.filter(next_change__lte=today)


class Posting(models.Model):
    """An opening: what the work is, what it pays, and (in requirements) what it asks."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CLOSED = "closed", _("Closed")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="postings")
    slug = models.SlugField(max_length=200, unique=True)
    revision = models.PositiveIntegerField(
        default=1, help_text="rises with every change that matching can see"
    )
    next_change = models.DateField(
        null=True, blank=True, help_text="the next day on which a date alone changes the matches"
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.DRAFT
    )
    title = models.CharField(_("title"), max_length=160)
    occupation = models.ForeignKey(
        Occupation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of work"),
    )
    description = models.TextField(_("description"), blank=True, max_length=20000)
    benefits = models.TextField(_("benefits"), blank=True, max_length=4000)
    zip = models.CharField(
        _("ZIP code of the workplace"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("A ZIP code has five digits."))],
    )
    town = models.CharField(_("town"), max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)
    work_mode = models.CharField(
        _("where the work is done"),
        max_length=8,
        choices=WorkMode.choices,
        default=WorkMode.ON_SITE,
    )
    shifts = ArrayField(
        models.CharField(max_length=8, choices=Shift.choices),
        verbose_name=_("shifts"),
        default=list,
        blank=True,
    )
    hours_a_week = models.PositiveSmallIntegerField(
        _("hours a week"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(80)],
    )
    school_hours = models.BooleanField(_("fits school hours"), default=False)
    wage_min = models.DecimalField(
        _("pay from"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    wage_max = models.DecimalField(
        _("pay to"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    wage_period = models.CharField(
        _("per"), max_length=8, choices=WagePeriod.choices, default=WagePeriod.HOUR
    )
    education = models.PositiveSmallIntegerField(
        _("schooling asked"), choices=EducationLevel.choices, null=True, blank=True
    )
    education_or_equivalent = models.BooleanField(_("or equivalent experience"), default=True)
    months_experience = models.PositiveSmallIntegerField(
        _("months of experience asked"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(600)],
    )
    opens_on = models.DateField(_("open from"), null=True, blank=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    starts_on = models.DateField(_("work starts on"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        constraints = [
            models.CheckConstraint(
                condition=Q(wage_min__isnull=True)
                | Q(wage_max__isnull=True)
                | Q(wage_min__lte=F("wage_max")),
                name="posting_wage_in_order",
            ),
            models.CheckConstraint(
                condition=Q(wage_min__isnull=True) | Q(wage_min__gte=0),
                name="posting_wage_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(wage_min__isnull=False),
                name="posting_public_has_wage",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(benefits=""), name="posting_public_has_benefits"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "closed"]),
                name="posting_status_known",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(opens_on__isnull=False),
                name="posting_published_has_opening_day",
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(opens_on__lte=F("closes_on")),
                name="posting_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(education__isnull=True) | Q(education__lte=8),
                name="posting_education_known",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="posting_newest_first"),
            models.Index(fields=["organisation", "status"], name="posting_of_organisation"),
            models.Index(
                fields=["next_change"],
                name="posting_next_change",
                condition=Q(next_change__isnull=False),
            ),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="posting_title_trigram"),
        ]

    def __str__(self) -> str:
        return self.title


class Requirement(models.Model):
    """A skill that a posting asks, how much it matters and how well it must be done."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    importance = models.PositiveSmallIntegerField(
        _("importance"), choices=Importance.choices, default=Importance.IMPORTANT
    )
    level = models.PositiveSmallIntegerField(
        _("level"), choices=SkillLevel.choices, null=True, blank=True
    )
    trainable = models.BooleanField(_("we train"), default=False)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["-importance", "id"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "skill"], name="requirement_once"),
            models.CheckConstraint(
                condition=Q(importance__in=[1, 2, 4]), name="requirement_importance_known"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=4),
                name="requirement_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} asks {self.skill_id}"


class RequiredCredential(models.Model):
    """A credential without which the law or the job bars the work: a gate."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="gates")
    credential = models.ForeignKey(
        Credential, models.PROTECT, related_name="+", verbose_name=_("credential")
    )

    class Meta:
        verbose_name = _("required credential")
        verbose_name_plural = _("required credentials")
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "credential"], name="required_credential_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} needs {self.credential_id}"
