"""`python -m portal.bench.storm SIDE RATE SECONDS LOG`: one writer process of a storm."""

import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()
    from portal.bench.storm.edits import write

    side, rate, seconds, log = sys.argv[1:]
    write(side, float(rate), float(seconds), Path(log))
