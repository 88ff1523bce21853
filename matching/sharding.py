"""Which shard owns a profile, and the lock that makes a shard's lists one writer's at a time."""

from django.conf import settings
from django.db import connection

# First key of the two-key advisory locks; the second is the shard.
LOCK_SPACE = 0x4D415443  # "MATC"


def shard_of(profile_id: int) -> int:
    """The shard that owns this profile's lists: serial keys fall evenly by their remainder."""
    return profile_id % settings.MATCHING_SHARDS


def all_shards() -> range:
    """The numbers of all shards."""
    return range(settings.MATCHING_SHARDS)


def try_lock_shard(shard: int) -> bool:
    """Takes the shard's lock until the end of this transaction; False if another holds it.

    Postgres makes a commit visible before it lets go of the lock, so whoever gets the lock next
    reads everything that its last holder wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_SPACE, shard])
        return bool(cursor.fetchone()[0])
