"""Words of the taxonomy that code knows by name: levels, importance, sources."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
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


class Source(models.TextChoices):
    """Where something in the taxonomy comes from."""

    STARTER = "starter", _("Starter taxonomy")
    ONET = "onet", "O*NET"
    ESCO = "esco", "ESCO"
    STAFF = "staff", _("Staff")
