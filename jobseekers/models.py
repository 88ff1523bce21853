"""What a jobseeker tells the portal. Only `jobseekers.services` writes these rows."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.common.words import Shift, WagePeriod, WorkMode
from skills.models import Credential, EducationLevel, Occupation, Skill, SkillLevel


def new_reference() -> str:
    """An opaque reference that names a profile to employers and tells nothing of the person."""
    return secrets.token_urlsafe(9)


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible(self) -> "ProfileQuerySet":
        """Profiles that verified employers may find among their candidates."""
        return self.filter(visibility=Profile.Visibility.ANONYMOUS)

    def of_active_people(self) -> "ProfileQuerySet":
        return self.filter(user__is_active=True)

    def due(self, today: object) -> "ProfileQuerySet":
        """Profiles that a date (an expiry, a birthday) changes today or has changed before."""
        return self.filter(next_change__lte=today)


class Profile(models.Model):
    """A jobseeker's profile: the inputs of their matches, and what they want."""

    class Visibility(models.TextChoices):
        HIDDEN = "hidden", _("Hidden: no employer sees you")
        ANONYMOUS = "anonymous", _("Anonymous: employers see your skills, not who you are")

    class Transport(models.TextChoices):
        CAR = "car", _("Car")
        BUS = "bus", _("Bus or train")
        WALK = "walk", _("On foot or by bike")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile", verbose_name=_("person")
    )
    ref = models.CharField(max_length=16, unique=True, default=new_reference, editable=False)
    revision = models.PositiveIntegerField(
        default=1, help_text="rises with every change that matching can see"
    )
    next_change = models.DateField(
        null=True, blank=True, help_text="the next day on which a date alone changes the matches"
    )
    visibility = models.CharField(
        _("who sees you"),
        max_length=12,
        choices=Visibility.choices,
        default=Visibility.HIDDEN,
    )

    full_name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    zip = models.CharField(
        _("ZIP code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("A ZIP code has five digits."))],
    )
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)
    education = models.PositiveSmallIntegerField(
        _("highest schooling finished"), choices=EducationLevel.choices, null=True, blank=True
    )

    max_miles = models.PositiveSmallIntegerField(
        _("farthest distance, in miles"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    transport = models.CharField(
        _("how you get to work"), max_length=8, choices=Transport.choices, blank=True
    )
    wage_floor = models.DecimalField(
        _("least pay you would take"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    wage_floor_period = models.CharField(
        _("per"), max_length=8, choices=WagePeriod.choices, default=WagePeriod.HOUR
    )
    min_hours = models.PositiveSmallIntegerField(
        _("fewest hours a week"), null=True, blank=True, validators=[MaxValueValidator(80)]
    )
    max_hours = models.PositiveSmallIntegerField(
        _("most hours a week"), null=True, blank=True, validators=[MaxValueValidator(80)]
    )
    shifts = ArrayField(
        models.CharField(max_length=8, choices=Shift.choices),
        verbose_name=_("shifts you can work"),
        default=list,
        blank=True,
    )
    work_modes = ArrayField(
        models.CharField(max_length=8, choices=WorkMode.choices),
        verbose_name=_("where you would work"),
        default=list,
        blank=True,
    )
    school_hours_only = models.BooleanField(_("only during school hours"), default=False)
    available_from = models.DateField(_("can start on"), null=True, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility__in=["hidden", "anonymous"]), name="profile_visibility_known"
            ),
            models.CheckConstraint(
                condition=Q(education__isnull=True) | Q(education__lte=8),
                name="profile_education_known",
            ),
            models.CheckConstraint(
                condition=Q(zip="") | Q(zip__regex=r"^\d{5}$"), name="profile_zip_five_digits"
            ),
            models.CheckConstraint(
                condition=Q(wage_floor__isnull=True) | Q(wage_floor__gte=0),
                name="profile_wage_floor_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(min_hours__isnull=True)
                | Q(max_hours__isnull=True)
                | Q(min_hours__lte=F("max_hours")),
                name="profile_hours_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_change"],
                name="profile_next_change",
                condition=Q(next_change__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.ref


class ProfileSkill(models.Model):
    """A skill that a person holds. No level means "not sure"."""

    class Evidence(models.TextChoices):
        CLAIMED = "claimed", _("You said so")
        EXPERIENCE = "experience", _("Used in a job")
        EDUCATION = "education", _("Learned in school or training")
        VERIFIED = "verified", _("Checked by staff, an issuer or an assessor")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(
        _("level"), choices=SkillLevel.choices, null=True, blank=True
    )
    evidence = models.CharField(
        _("evidence"), max_length=12, choices=Evidence.choices, default=Evidence.CLAIMED
    )
    last_used = models.PositiveSmallIntegerField(_("last used (year)"), null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("skill of a profile")
        verbose_name_plural = _("skills of profiles")
        constraints = [
            models.UniqueConstraint(fields=["profile", "skill"], name="profile_skill_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=4),
                name="profile_skill_level_known",
            ),
            models.CheckConstraint(
                condition=Q(last_used__isnull=True) | Q(last_used__gte=1940, last_used__lte=2100),
                name="profile_skill_year_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} holds {self.skill_id}"


class OwnSkill(models.Model):
    """Something a person can do, in words of their own that no skill fits.

    Matching does not see it, and neither do employers.
    """

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="own_skills")
    text = models.CharField(_("in your own words"), max_length=100)
    folded = models.CharField(max_length=200, help_text="what makes two words the same")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("skill in own words")
        verbose_name_plural = _("skills in own words")
        ordering = ["-added_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["profile", "folded"], name="own_skill_once")]
        indexes = [models.Index(fields=["folded"], name="own_skill_folded")]

    def __str__(self) -> str:
        return self.text


class Experience(models.Model):
    """A job a person had or has. No end date means it goes on."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="experience")
    occupation = models.ForeignKey(
        Occupation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of work"),
    )
    title = models.CharField(_("job title"), max_length=120)
    employer = models.CharField(_("employer"), max_length=120, blank=True)
    started = models.DateField(_("from"))
    ended = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("past job")
        verbose_name_plural = _("past jobs")
        ordering = ["-started", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")),
                name="experience_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title


class KeptResume(models.Model):
    """An uploaded file that its owner asked to keep. `name` is ours, in the storage "resumes"."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        DOCX = "docx", _("Word")
        TEXT = "text", _("Text")

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="resumes")
    name = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("kept résumé")
        verbose_name_plural = _("kept résumés")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "sha256"], name="kept_resume_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["pdf", "docx", "text"]), name="kept_resume_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HeldCredential(models.Model):
    """A credential that a person holds, until it expires."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="credentials")
    credential = models.ForeignKey(
        Credential, models.PROTECT, related_name="+", verbose_name=_("credential")
    )
    expires_on = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("credential of a profile")
        verbose_name_plural = _("credentials of profiles")
        constraints = [
            models.UniqueConstraint(fields=["profile", "credential"], name="held_credential_once")
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} holds {self.credential_id}"
