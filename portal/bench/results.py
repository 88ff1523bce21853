"""What a benchmark says."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


class BenchError(Exception):
    """Why a benchmark could not measure."""


@dataclass(frozen=True)
class Result:
    """One number with its unit; `goal` in words where there is one, `beside` a rival's number."""

    bench: str
    measure: str
    value: float
    unit: str
    goal: str = ""
    beside: str = ""


def say(what: str) -> None:
    """Tells on standard error what goes on."""
    sys.stderr.write(f"  {what}\n")


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies, the nearest one."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
