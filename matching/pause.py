"""Holds the workers back, and lets them go on. Saving works meanwhile: the outbox keeps all.

A drain asks under its shard's lock, in the transaction that would write. So a drain in flight
finishes its batch, and once a pause is committed and no shard's lock is held nothing is written
any more. A rebuild is one piece of work a shard: shards that are done stay done, the others still
wait, and after the pause it goes on with those.
"""

from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Min

from accounts.models import User
from matching import outbox
from matching.models import OperatorAct, OutboxEntry

log = structlog.get_logger(__name__)

_SWITCH = (OperatorAct.Kind.PAUSE, OperatorAct.Kind.RESUME)
_SWITCH_LOCK = 0x50415553  # "PAUS"


def current_pause() -> OperatorAct | None:
    """Who paused the matching, when and why; None while it runs."""
    newest = OperatorAct.objects.filter(kind__in=_SWITCH).select_related("by").first()
    return newest if newest and newest.kind == OperatorAct.Kind.PAUSE else None


def is_paused() -> bool:
    """Whether the workers are to follow nothing."""
    newest = OperatorAct.objects.filter(kind__in=_SWITCH).values_list("kind", flat=True).first()
    return newest == OperatorAct.Kind.PAUSE


def pause(*, reason: str, by: User | None = None) -> bool:
    """No drain begins any more. False if the matching was paused already: that pause stands."""
    return _switch(OperatorAct.Kind.PAUSE, reason=reason, by=by)


def resume(*, by: User | None = None) -> bool:
    """Wakes every shard that has work. False if the matching was not paused."""
    return _switch(OperatorAct.Kind.RESUME, reason="", by=by)


def _switch(kind: OperatorAct.Kind, *, reason: str, by: User | None) -> bool:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [_SWITCH_LOCK])
        if is_paused() == (kind == OperatorAct.Kind.PAUSE):
            return False
        OperatorAct.objects.create(kind=kind, reason=reason, by=by)
        if kind == OperatorAct.Kind.RESUME:
            transaction.on_commit(_wake_all)
    log.warning("matching_switched", act=kind.value, by=by.pk if by else None)
    return True


def _wake_all() -> None:
    outbox.wake(outbox.shards_waiting(longer_than=timedelta(0)))


def lists_as_of() -> datetime | None:
    """While paused: every change before this moment is in the lists. None while matching runs."""
    pause = current_pause()
    if pause is None:
        return None
    oldest = OutboxEntry.objects.filter(set_aside_at__isnull=True).aggregate(at=Min("created_at"))
    return min(pause.at, oldest["at"] or pause.at)
