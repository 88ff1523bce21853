"""What is kept of how relations came about: staff's decisions, and what was last derived from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from skills.models.concepts import Skill
from skills.models.vocabulary import percent_between


class RelationDecision(models.Model):
    """What staff decided about a pair, and the relation that stood in its place before.

    `strength` is in percent, 0 for "gives nothing"; None takes the decision before it back. The
    newest decision of a pair is in force. `replaced` keeps strength, origin, reason, likeness and
    shared use of the relation that the first of these decisions replaced; None: there was none.
    """

    source = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    target = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    strength = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)
    replaced = models.JSONField(null=True)

    class Meta:
        verbose_name = "decision about a relation"
        verbose_name_plural = "decisions about relations"
        ordering = ["-id"]
        indexes = [models.Index(fields=["source", "target"], name="relation_decision_pair")]
        constraints = [
            models.CheckConstraint(
                condition=Q(strength__isnull=True) | percent_between("strength", lowest=0),
                name="relation_decision_percent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} gives {self.strength}% of {self.target_id}, by {self.by_id}"


class Derivation(models.Model):
    """What something was last derived from, so that it need not be derived again."""

    name = models.CharField(max_length=40, primary_key=True)
    digest = models.CharField(max_length=64, help_text="of all that went into it")

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:8]}"
