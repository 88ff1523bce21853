"""`python -m tests.consistency.storm.write`: one writer process of a storm, or its first world.

`world PEOPLE POSTINGS` fills an empty database. `edit NAME EDITS LOG PAUSE` makes so many edits,
a byte into LOG for each, with random pauses of up to PAUSE seconds. A writer outlives restarts of
the database: an edit that was cut off is tried again whole.
"""

import random
import sys
import time
from pathlib import Path

import django
from django.db import Error, InterfaceError, OperationalError, connection

_PATIENCE = 120


def edit_through(name: str, count: int, log: Path, pause: float) -> None:
    """Makes the edits, whatever happens to the database in between."""
    writer = None
    rng = random.Random(name)
    until = time.monotonic() + _PATIENCE
    done = 0
    while done < count:
        try:
            writer = writer or Writer(name, seed=rng.getrandbits(32))
            writer.edit()
        except Error as error:
            broken = isinstance(error, OperationalError | InterfaceError)
            if not broken or time.monotonic() > until:
                raise
            connection.close()
            time.sleep(0.2)
            continue
        until = time.monotonic() + _PATIENCE
        done += 1
        with log.open("a") as file:
            file.write(".")
        time.sleep(rng.random() * pause)


if __name__ == "__main__":
    django.setup()
    from tests.consistency.storm.edits import Writer, build_world

    act, *rest = sys.argv[1:]
    if act == "world":
        build_world(people=int(rest[0]), postings=int(rest[1]))
    else:
        edit_through(rest[0], int(rest[1]), Path(rest[2]), float(rest[3]))
