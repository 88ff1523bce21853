"""What follows from all sources together. Runs at the end of every load, in its transaction."""

from skills.taxonomy.derived.specificity import freeze_specificity
from skills.taxonomy.storing import Report


def derive(report: Report) -> None:
    """Brings use and specificity up to what is now loaded; counts in the report what that moved."""
    report.tallies["use and specificity"] = freeze_specificity()
