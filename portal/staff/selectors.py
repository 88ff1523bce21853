"""What waits for staff, and how the matching stands, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from employers.models import Organisation, Posting
from matching.models import OutboxEntry
from matching.status import Status

# A change that waits longer than this is no longer "seconds later".
_SOON = 30


@dataclass(frozen=True)
class Queue:
    """How many things wait, and since when the oldest does (None: nothing waits)."""

    count: int
    oldest: datetime | None


def organisations_waiting() -> Queue:
    """Organisations that nobody has reviewed yet."""
    found = Organisation.objects.waiting().aggregate(count=Count("id"), oldest=Min("created_at"))
    return Queue(**found)


def work_set_aside() -> QuerySet[OutboxEntry]:
    """Changes that matching failed to follow again and again, oldest first."""
    return OutboxEntry.objects.filter(set_aside_at__isnull=False).order_by("created_at", "id")


def set_aside_queue() -> Queue:
    """How much of that there is."""
    rows = work_set_aside().order_by()
    return Queue(**rows.aggregate(count=Count("id"), oldest=Min("created_at")))


def organisations_in(status: str) -> QuerySet[Organisation]:
    """Organisations of a status with the number of their members and postings.

    Those that wait come longest wait first, decided ones by the newest decision.
    """
    order = ("created_at", "id") if status == Organisation.Status.PENDING else ("-status_at", "-id")
    return (
        Organisation.objects.filter(status=status)
        .select_related("status_by")
        .annotate(
            people=Count("memberships", distinct=True),
            openings=Count("postings", distinct=True),
        )
        .order_by(*order)
    )


def published_count(organisation: Organisation) -> int:
    """Postings that a decision makes public or takes away."""
    return organisation.postings.filter(Q(status=Posting.Status.PUBLISHED)).count()


def matching_sentence(now: Status) -> str:
    """How the matching stands, as one would say it."""
    sentences = []
    if now.paused_since:
        sentences.append(_("Matching is paused."))
    if now.set_aside:
        sentences.append(
            ngettext(
                "%(count)d change could not be followed and waits for you.",
                "%(count)d changes could not be followed and wait for you.",
                now.set_aside,
            )
            % {"count": now.set_aside}
        )
    if now.pending and now.oldest_age_s > _SOON and not now.paused_since:
        sentences.append(_("Matches are behind."))
    elif not now.set_aside and not now.paused_since:
        sentences.append(_("All matches are fresh."))
    if now.pending:
        sentences.append(_("Oldest waiting change: %(age)s.") % {"age": duration(now.oldest_age_s)})
    return " ".join(sentences)


def duration(seconds: float) -> str:
    """A time that passed or will, to the nearest unit that matters."""
    minutes, hours = int(seconds // 60), int(seconds // 3600)
    if minutes < 2:
        return _("%(count)d s") % {"count": round(seconds)}
    if hours < 2:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
