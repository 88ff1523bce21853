"""A writer with a steady hand.

It edits profiles, or postings, through the services at a fixed rate. An edit that a broken database
cut off is made again; what is late is made up for, so that the rate holds over an outage. A line of
LOG is one edit: when it was committed, and which rows of the outbox say so.
"""

import json
import random
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from employers.models import Posting
from employers.services import RequirementClaim, save_requirement
from jobseekers.models import Profile
from jobseekers.services import SkillClaim, change_skill
from matching.models import OutboxEntry

_RETRY_S = 0.2


def write(side: str, rate: float, seconds: float, log: Path) -> None:
    """Makes `rate` edits of "profile" or "posting" a second for so long."""
    writer = _Writer(side)
    started = time.time()
    with log.open("a", buffering=1) as file:
        for number in range(int(rate * seconds)):
            time.sleep(max(0.0, started + number / rate - time.time()))
            file.write(json.dumps(writer.edit()) + "\n")


class _Writer:
    def __init__(self, side: str) -> None:
        self.side = side
        self.rng = random.Random(side)
        self.act = {"profile": self._edit_profile, "posting": self._edit_posting}[side]
        # The keys of the synthetic load are 1 to the number of rows.
        self.profiles = Profile.objects.count()
        self.postings = Posting.objects.count()

    def edit(self) -> dict[str, Any]:
        """One edit, made again until the database took it."""
        while True:
            try:
                return self._try()
            except (OperationalError, InterfaceError):
                with suppress(OperationalError, InterfaceError):
                    connection.close()
                time.sleep(_RETRY_S)

    def _try(self) -> dict[str, Any]:
        commits: list[float] = []
        with transaction.atomic():
            # Registered before the edit, so that it runs before the hint to the broker is sent.
            transaction.on_commit(lambda: commits.append(time.time()))
            id, revision = self.act()
            rows = OutboxEntry.objects.filter(kind=self.side, object_id=id, revision=revision)
            ids = list(rows.values_list("id", flat=True))
        return {"side": self.side, "at": commits[0], "rows": ids}

    def _edit_profile(self) -> tuple[int, int]:
        """Another level of a held skill; returns the profile and its new revision."""
        profile = Profile.objects.get(pk=self.rng.randint(1, self.profiles))
        held = self.rng.choice(list(profile.skills.select_related("skill").order_by("id")))
        claim = SkillClaim(skill=held.skill, level=self._other(held.level), evidence=held.evidence)
        change_skill(profile=profile, claim=claim)
        return profile.pk, profile.revision

    def _edit_posting(self) -> tuple[int, int]:
        """Another level of a requirement; returns the posting and its new revision."""
        posting = Posting.objects.get(pk=self.rng.randint(1, self.postings))
        asked = self.rng.choice(list(posting.requirements.select_related("skill").order_by("id")))
        claim = RequirementClaim(
            skill=asked.skill,
            importance=asked.importance,
            level=self._other(asked.level),
            trainable=asked.trainable,
        )
        save_requirement(posting=posting, claim=claim)
        return posting.pk, posting.revision

    def _other(self, level: int | None) -> int:
        return self.rng.choice([one for one in (1, 2, 3, 4) if one != level])
