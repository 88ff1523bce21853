"""What matching keeps: the work still to do, and the ranked lists.

A list is one row with its entries packed into an array (six bytes an entry: matching.lists), so
that reading a page is one row and an edit that moves no fit writes next to nothing. Only
`matching.recompute` writes lists, under the lock of the shard that owns them.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
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
    subject_id = models.BigIntegerField(
        null=True, blank=True, help_text="the skill or credential that the reason is about"
    )
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
        # No index names a column that a rewritten list changes, so that the new row can stay in its
        # page (a "heap-only tuple").
        indexes = [models.Index(fields=["shard"], name="profile_list_shard")]

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
        indexes = [models.Index(fields=["shard"], name="posting_slice_shard")]

    def __str__(self) -> str:
        return f"{self.count} profiles of shard {self.shard} for posting {self.posting_id}"


class MatchChange(models.Model):
    """What one drain changed for the readers of one side's lists, written once, with the lists.

    `owners` are the profiles (or postings) whose lists changed; the i-th one's entries end, counted
    in entries, at `ends[i]` of `entries` (matching.changes.compare.CHANGE, eight bytes each).
    `causes` says what the drain followed: {"profile" or "posting": {id: [[reason, subject id]]}}.
    Ids rise in commit order within a shard, since they are drawn under its lock.
    """

    class Side(models.IntegerChoices):
        PROFILE = 1, _("Profile")
        POSTING = 2, _("Posting")

    class Kind(models.IntegerChoices):
        NEWS = 1, _("News")
        QUIET = 2, _("Followed from others' changes, or from a new engine")
        FIRST = 3, _("A first list, without entries")
        ENDED = 4, _("A list that is no more, without entries")

    shard = models.PositiveSmallIntegerField()
    version = models.BigIntegerField(help_text="the shard's commit number")
    at = models.DateTimeField()
    side = models.PositiveSmallIntegerField(choices=Side.choices)
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    causes = models.JSONField()
    owners = ArrayField(models.IntegerField())
    ends = ArrayField(models.IntegerField())
    entries = models.BinaryField()

    class Meta:
        verbose_name = _("change of lists")
        verbose_name_plural = _("changes of lists")
        constraints = [
            models.UniqueConstraint(
                fields=["shard", "version", "side", "kind"], name="match_change_once"
            )
        ]
        # Without a waiting list, so that no reader pays for what writers have put off.
        indexes = [GinIndex(fields=["owners"], name="match_change_owners", fastupdate=False)]

    def __str__(self) -> str:
        return f"{len(self.owners)} lists of side {self.side} in shard {self.shard}"


class ShardCommit(models.Model):
    """One drain: what changes it followed, and whose lists it wrote. Another worker reads it.

    Written under the shard's lock with the lists; the last thousand of a shard are kept. What a
    rebuild wrote is not listed: it may be everything.
    """

    shard = models.PositiveSmallIntegerField()
    version = models.BigIntegerField()
    is_rebuild = models.BooleanField()
    profiles = ArrayField(models.BigIntegerField())
    postings = ArrayField(models.BigIntegerField())
    profile_lists = ArrayField(models.BigIntegerField())
    posting_lists = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("commit of a shard")
        verbose_name_plural = _("commits of shards")
        constraints = [
            models.UniqueConstraint(fields=["shard", "version"], name="shard_commit_once")
        ]

    def __str__(self) -> str:
        return f"commit {self.version} of shard {self.shard}"


class ShardState(models.Model):
    """The commit number of a shard, and what its lists were last rebuilt for.

    `version` rises with every drain, and is never given twice. `built_for` names the engine, the
    taxonomy and the number of shards; where it is not today's, the shard is to be rebuilt.
    `rebuild_seconds` is how long the last rebuild took, which tells how long the next one will.
    """

    shard = models.PositiveSmallIntegerField(primary_key=True)
    version = models.BigIntegerField(default=0)
    built_for = models.CharField(max_length=140, blank=True)
    drained_at = models.DateTimeField(null=True, blank=True)
    rebuilt_at = models.DateTimeField(null=True, blank=True)
    rebuild_seconds = models.FloatField(null=True, blank=True)

    class Meta:
        verbose_name = _("shard")
        verbose_name_plural = _("shards")

    def __str__(self) -> str:
        return f"shard {self.shard} at {self.version}"


class DrainMinute(models.Model):
    """What a shard's drains followed in one minute: changes, and how long the slowest had waited.

    Written in the drain's own transaction, under the shard's lock; rows of old days are swept away.
    """

    shard = models.PositiveSmallIntegerField()
    minute = models.DateTimeField()
    changes = models.PositiveIntegerField()
    longest_wait_s = models.FloatField()

    class Meta:
        verbose_name = _("minute of work")
        verbose_name_plural = _("minutes of work")
        constraints = [
            models.UniqueConstraint(fields=["minute", "shard"], name="drain_minute_once")
        ]

    def __str__(self) -> str:
        return f"shard {self.shard}, {self.minute:%H:%M}: {self.changes} changes"


class OperatorAct(models.Model):
    """What somebody told the matching to do. Rows are only added: they are the log.

    The matching is paused while the newest pause or resumption is a pause. `by` is empty where it
    was told from the command line; `count` is of the changes that a retry was for.
    """

    class Kind(models.TextChoices):
        PAUSE = "pause", _("Paused")
        RESUME = "resume", _("Resumed")
        RETRY = "retry", _("Tried again")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("act of an operator")
        verbose_name_plural = _("acts of operators")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["-id"],
                name="operator_pause",
                condition=Q(kind__in=["pause", "resume"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"


class MatchCheck(models.Model):
    """One run of `check_matches`: stored lists held against the reference scorer.

    `lists` were computed anew, of each side `sample` (None: all). `sides` says of each side how
    many of how many were drawn and what that proves (matching.check.report); `problems` are the
    first differences in words.
    """

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    lists = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()
    sample = models.PositiveIntegerField(null=True, blank=True)
    seed = models.BigIntegerField(null=True, blank=True)
    behind = models.PositiveIntegerField(default=0, db_default=0)
    sides = models.JSONField(default=list, db_default=[])
    problems = models.JSONField(default=list, db_default=[])

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
