"""The pairs: each shows a kind of line, gate or wish that the others do not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from employers.models import Posting
from jobseekers.models import Profile, ProfileSkill
from tests.matching.ledgers.town import (
    ESSENTIAL,
    HARD,
    HELP,
    IMPORTANT,
    NICE,
    OWN,
    TEACH,
    TODAY,
    Town,
    usual_offer,
    wishes_that_fit,
)

LATER, BEFORE = date(2027, 5, 3), date(2026, 5, 3)
_AIDE = {"vital-signs": (ESSENTIAL, OWN), "bathing": (ESSENTIAL, OWN), "teamwork": (NICE, OWN)}
_FORKLIFT = {"forklift": (ESSENTIAL, OWN), "inventory": (IMPORTANT, OWN)}
_WIRING = {"wiring": (ESSENTIAL, HARD), "blueprints": (IMPORTANT, OWN)}

Making = Callable[[Town], tuple[Profile, Posting]]


@dataclass(frozen=True)
class Pair:
    """`make` writes the two; `for_employer` says who reads the text."""

    make: Making
    for_employer: bool = False


def _aide_job(town: Town, **more: object) -> Posting:
    return town.job("Nurse aide", "Elm City Care Home", asks=_AIDE, work="aide", **more)  # type: ignore[arg-type]


def _forklift_job(town: Town, **more: object) -> Posting:
    return town.job("Forklift driver", "Harbor Supply", asks=_FORKLIFT, work="driver", **more)  # type: ignore[arg-type]


def _electrician_job(town: Town) -> Posting:
    return town.job(
        "Electrician", "Brass City Electric", asks=_WIRING, work="electrician", needs=("e-2",)
    )


def everything_met(town: Town) -> tuple[Profile, Posting]:
    person = town.person(
        "aide-1",
        knows={"vital-signs": OWN, "bathing": HARD, "teamwork": OWN},
        worked={"aide": 3},
        licences={"cna": LATER},
        education=2,
        **wishes_that_fit(),
    )
    job = _aide_job(town, months_experience=12, education=2, needs=("cna",), **usual_offer())
    return person, job


def steps_short(town: Town) -> tuple[Profile, Posting]:
    person = town.person("electrician-1", knows={"wiring": OWN, "blueprints": HELP})
    job = town.job(
        "Lead electrician",
        "Brass City Electric",
        asks={"wiring": (ESSENTIAL, TEACH), "blueprints": (IMPORTANT, OWN)},
        work="electrician",
    )
    return person, job


def levels_not_said(town: Town) -> tuple[Profile, Posting]:
    person = town.person("aide-2", knows={"vital-signs": None, "bathing": OWN, "charting": None})
    asks = {
        "vital-signs": (ESSENTIAL, OWN),
        "bathing": (ESSENTIAL, None),
        "charting": (IMPORTANT, None),
    }
    return person, town.job("Nurse aide", "Elm City Care Home", asks=asks, work="aide")


def a_related_skill(town: Town) -> tuple[Profile, Posting]:
    person = town.person("driver-1", knows={"pallet-jack": HARD, "inventory": OWN})
    return person, _forklift_job(town)


def a_related_skill_not_said_how_well(town: Town) -> tuple[Profile, Posting]:
    person = town.person("driver-2", knows={"pallet-jack": None, "inventory": OWN})
    return person, _forklift_job(town)


def what_they_train(town: Town) -> tuple[Profile, Posting]:
    person = town.person("cashier-1", knows={"customers": OWN})
    asks = {"customers": (ESSENTIAL, OWN), "cash": (ESSENTIAL, OWN, "train")}
    return person, town.job("Cashier", "Corner Market", asks=asks, work="cashier")


def nothing_said_yet(town: Town) -> tuple[Profile, Posting]:
    job = _aide_job(town, months_experience=12, education=2, needs=("cna",))
    return town.person("newcomer", zip="", latitude=None, longitude=None), job


def a_closed_gate(town: Town) -> tuple[Profile, Posting]:
    person = town.person("aide-3", knows={"vital-signs": OWN, "bathing": OWN})
    return person, _aide_job(town, needs=("cna",))


def a_licence_that_ran_out(town: Town) -> tuple[Profile, Posting]:
    person = town.person(
        "aide-4", knows={"vital-signs": OWN, "bathing": OWN}, licences={"cna": BEFORE}
    )
    return person, _aide_job(town, needs=("cna",))


def a_higher_licence(town: Town) -> tuple[Profile, Posting]:
    person = town.person("electrician-2", knows={"wiring": HARD}, licences={"e-1": LATER})
    return person, _electrician_job(town)


def a_higher_licence_that_ran_out(town: Town) -> tuple[Profile, Posting]:
    person = town.person("electrician-3", knows={"wiring": HARD}, licences={"e-1": BEFORE})
    return person, _electrician_job(town)


def schooling_met_by_skill(town: Town) -> tuple[Profile, Posting]:
    person = town.person("clerk-1", knows={"bookkeeping": HARD, "spreadsheets": OWN}, education=2)
    asks = {"bookkeeping": (ESSENTIAL, OWN), "spreadsheets": (IMPORTANT, HARD)}
    job = town.job(
        "Bookkeeper",
        "Quinnipiac Accounts",
        asks=asks,
        work="bookkeeper",
        education=5,
        education_or_equivalent=True,
    )
    return person, job


def schooling_short(town: Town) -> tuple[Profile, Posting]:
    person = town.person("clerk-2", knows={"spreadsheets": OWN}, education=2)
    job = town.job(
        "Bookkeeper",
        "Quinnipiac Accounts",
        asks={"bookkeeping": (IMPORTANT, OWN), "spreadsheets": (IMPORTANT, OWN)},
        work="bookkeeper",
        education=6,
        education_or_equivalent=False,
    )
    return person, job


def work_that_counts_in_part(town: Town) -> tuple[Profile, Posting]:
    person = town.person(
        "aide-5", knows={"vital-signs": OWN, "bathing": OWN}, worked={"home-aide": 2}
    )
    return person, _aide_job(town, months_experience=36)


def work_that_does_not_count(town: Town) -> tuple[Profile, Posting]:
    person = town.person(
        "aide-6", knows={"vital-signs": OWN, "bathing": OWN}, worked={"cashier": 6}
    )
    return person, _aide_job(town, months_experience=24)


def no_work_yet(town: Town) -> tuple[Profile, Posting]:
    person = town.person("aide-7", knows={"vital-signs": HELP, "bathing": OWN}, education=2)
    return person, _aide_job(town, months_experience=12, education=2)


def two_related_skills_tie(town: Town) -> tuple[Profile, Posting]:
    person = town.person("cashier-2", knows={"cash": OWN, "inventory": OWN})
    asks = {"customers": (ESSENTIAL, OWN), "cash": (ESSENTIAL, OWN)}
    return person, town.job("Cashier", "Corner Market", asks=asks, work="cashier")


def more_than_is_asked(town: Town) -> tuple[Profile, Posting]:
    person = town.person(
        "cashier-3",
        knows={"cash": TEACH, "customers": TEACH, "bookkeeping": TEACH},
        worked={"cashier": 20},
        education=8,
        **wishes_that_fit() | {"wage_floor": Decimal("52000.00"), "wage_floor_period": "YEAR"},
    )
    job = town.job(
        "Cashier",
        "Corner Market",
        asks={"cash": (ESSENTIAL, OWN), "customers": (IMPORTANT, OWN)},
        work="cashier",
        months_experience=6,
        education=2,
        **usual_offer(),
    )
    return person, job


def no_wish_met(town: Town) -> tuple[Profile, Posting]:
    wishes = wishes_that_fit() | {
        "zip": "06830",
        "wage_floor": Decimal("30.00"),
        "max_hours": 32,
        "shifts": ["night"],
        "work_modes": ["remote"],
        "available_from": TODAY.replace(year=2027),
    }
    person = town.person("driver-3", knows={"forklift": OWN, "inventory": HELP}, **wishes)
    return person, _forklift_job(town, **usual_offer() | {"school_hours": False})


def a_young_person(town: Town) -> tuple[Profile, Posting]:
    person = town.person("cashier-4", knows={"cash": HELP}, birth_date=date(2009, 6, 1))
    asks = {"customers": (IMPORTANT, OWN), "cash": (ESSENTIAL, OWN)}
    return person, town.job("Cashier", "Corner Market", asks=asks, work="cashier")


def nothing_asked(town: Town) -> tuple[Profile, Posting]:
    person = town.person("cashier-5", knows={"cash": OWN})
    return person, town.job("Helper", "Corner Market")


def checked_skills_for_the_employer(town: Town) -> tuple[Profile, Posting]:
    person = town.person(
        "aide-8",
        knows={"vital-signs": HARD, "bathing": None},
        worked={"aide": 1, "home-aide": 4},
        licences={"cna": LATER},
        **wishes_that_fit(),
    )
    person.skills.filter(skill=town.skills["vital-signs"]).update(
        evidence=ProfileSkill.Evidence.VERIFIED
    )
    job = _aide_job(town, months_experience=48, needs=("cna",), **usual_offer())
    return person, job


def a_licence_that_ran_out_for_the_employer(town: Town) -> tuple[Profile, Posting]:
    return a_higher_licence_that_ran_out(town)


PAIRS = {
    make.__name__.replace("_", "-"): Pair(make, make.__name__.endswith("for_the_employer"))
    for make in (
        everything_met,
        steps_short,
        levels_not_said,
        a_related_skill,
        a_related_skill_not_said_how_well,
        what_they_train,
        nothing_said_yet,
        a_closed_gate,
        a_licence_that_ran_out,
        a_higher_licence,
        a_higher_licence_that_ran_out,
        schooling_met_by_skill,
        schooling_short,
        work_that_counts_in_part,
        work_that_does_not_count,
        no_work_yet,
        two_related_skills_tie,
        more_than_is_asked,
        no_wish_met,
        a_young_person,
        nothing_asked,
        checked_skills_for_the_employer,
        a_licence_that_ran_out_for_the_employer,
    )
}
