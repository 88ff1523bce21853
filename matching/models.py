"""What matching keeps: the work still to do, and the ranked lists.

A list is one row with its entries packed into an array (six bytes an entry: matching.lists), so
that reading a page is one row and an edit that moves no fit writes next to nothing. Only
`matching.recompute` writes lists, under the lock of the shard that owns them.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """A change that matching has still to follow, written in the change's own transaction.

    A profile's change is one row in its shard; a posting's is one row in every shard. Rows are
    only added and deleted by id: a writer never waits for a drain.
    """

    class Kind(models.TextChoices):
        PROFILE = "profile", _("Profile")
        POSTING = "posting", _("Posting")
        SHARD = "shard", _("Whole shard")

    shard = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    object_id = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=60)
    revision = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("waiting change")
        verbose_name_plural = _("waiting changes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="shard", object_id__isnull=True)
                | Q(kind__in=["profile", "posting"], object_id__isnull=False),
                name="outbox_entry_names_its_object",
            )
        ]
        indexes = [
            models.Index(
                fields=["shard", "id"],
                name="outbox_pending",
                condition=Q(set_aside_at__isnull=True),
            ),
            models.Index(
                fields=["shard", "kind", "object_id"],
                name="outbox_set_aside",
                condition=Q(set_aside_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id or self.shard}: {self.reason}"


class RankedList(models.Model):
    """The best entries of one owner, best first, packed; complete, or cut at a floor.

    `floor` is a rank key: a cut list holds every match that ranks at it or above, and none below.
    `engine_version` is the one that the list was last computed from scratch with. `version` is the
    shard's commit number of the row's last write.
    """

    shard = models.PositiveSmallIntegerField()
    entries = models.BinaryField(default=bytes)
    count = models.PositiveIntegerField(default=0)
    complete = models.BooleanField(default=True)
    floor = models.BigIntegerField(default=0)
    revision = models.PositiveIntegerField(help_text="the owner's revision it was computed from")
    engine_version = models.CharField(max_length=120)
    computed_at = models.DateTimeField()
    version = models.BigIntegerField()

    class Meta:
        abstract = True


class ProfileList(RankedList):
    """The best postings of a profile."""

    profile = models.OneToOneField(
        "jobseekers.Profile",
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="match_list",
    )

    class Meta(RankedList.Meta):
        verbose_name = _("matches of a profile")
        verbose_name_plural = _("matches of profiles")
        indexes = [models.Index(fields=["shard", "version"], name="profile_list_written")]

    def __str__(self) -> str:
        return f"{self.count} postings for profile {self.profile_id}"


class PostingSlice(RankedList):
    """The best profiles of one shard for a posting; the reader merges a posting's slices."""

    posting = models.ForeignKey(
        "employers.Posting", models.DO_NOTHING, db_constraint=False, related_name="match_slices"
    )

    class Meta(RankedList.Meta):
        verbose_name = _("candidates of a posting in a shard")
        verbose_name_plural = _("candidates of postings in shards")
        constraints = [
            models.UniqueConstraint(fields=["posting", "shard"], name="posting_slice_once")
        ]
        indexes = [models.Index(fields=["shard", "version"], name="posting_slice_written")]

    def __str__(self) -> str:
        return f"{self.count} profiles of shard {self.shard} for posting {self.posting_id}"


class ShardState(models.Model):
    """The commit number of a shard, and what its lists were last rebuilt for.

    `version` rises with every drain that wrote anything. `built_for` names the engine, taxonomy and
    number of shards; where it is not today's, the shard is to be rebuilt.
    """

    shard = models.PositiveSmallIntegerField(primary_key=True)
    version = models.BigIntegerField(default=0)
    built_for = models.CharField(max_length=140, blank=True)
    drained_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("shard")
        verbose_name_plural = _("shards")

    def __str__(self) -> str:
        return f"shard {self.shard} at {self.version}"


class MatchCheck(models.Model):
    """One run of `check_matches`: stored lists held against the reference scorer."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    lists = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()
    sample = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("check of the matches")
        verbose_name_plural = _("checks of the matches")
        ordering = ["-id"]
        get_latest_by = "id"

    def __str__(self) -> str:
        return f"{self.differences} differences in {self.lists} lists"


class PoolQuestion(models.Model):
    """A question for pool sizes that an organisation asked, and what it was told.

    `digest` names the question, so that asking again costs nothing. `answers` are the sketches and
    the numbers of `matching.simulate.disclosure`: no number contradicts one told before.
    """

    organisation = models.ForeignKey(
        "employers.Organisation", models.CASCADE, related_name="pool_questions"
    )
    asked_at = models.DateTimeField()
    digest = models.BinaryField(max_length=32)
    answers = models.BinaryField()

    class Meta:
        verbose_name = _("question for pool sizes")
        verbose_name_plural = _("questions for pool sizes")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["organisation", "-asked_at"], name="pool_question_recent"),
        ]

    def __str__(self) -> str:
        return f"organisation {self.organisation_id} at {self.asked_at:%Y-%m-%d %H:%M}"
