"""What follows from all sources together. Runs at the end of every load, in its transaction."""

from skills.taxonomy.derived.relations import derive_relations
from skills.taxonomy.derived.specificity import freeze_specificity
from skills.taxonomy.storing import Report


def derive(report: Report) -> None:
    """Brings use, specificity and derived relations up to what is now loaded; counts what moved."""
    report.tallies["use and specificity"] = freeze_specificity()
    relations = derive_relations()
    if relations is not None:
        report.tallies["derived relations"] = relations
