"""The example in docs/matching.md is what the engine computes."""

import re
from pathlib import Path

from matching.engine import DEFAULT, Education, Experience, Importance, explain
from tests.engine.factories import AS_OF, a_job, a_person, a_taxonomy, asks

DOCUMENT = Path(__file__).parents[2] / "docs" / "matching.md"
WELDING, FORKLIFT, PALLET_JACK, TEAMWORK = 1, 2, 3, 4
WELDER, MACHINIST, COOK = 10, 11, 12


def rows_of_the_example() -> list[list[str]]:
    text = DOCUMENT.read_text(encoding="utf-8").split("computes this table -->")[1]
    text = text.split("\n\n")[1]
    table = re.findall(r"^\|(.+)\|$", text, flags=re.MULTILINE)
    return [[cell.strip(" *") for cell in row.split("|")] for row in table[2:]]


def hundredths(cell: str) -> int:
    return round(float(cell) * 100)


def test_the_worked_example_is_what_the_engine_computes():
    shop = a_job(
        asks(WELDING, level=3),
        asks(FORKLIFT, level=2, importance=Importance.IMPORTANT),
        asks(TEAMWORK, level=2, importance=Importance.NICE, trainable=True),
        occupation=WELDER,
        months=24,
        education=Education.HS,
    )
    rosa = a_person(
        skills={WELDING: 2, PALLET_JACK: None},
        experience=[Experience(WELDER, 6), Experience(MACHINIST, 13), Experience(COOK, 90)],
        education=Education.ASSOCIATE,
    )
    taxonomy = a_taxonomy(
        specificity={TEAMWORK: 40},
        relations={FORKLIFT: ((PALLET_JACK, 80),)},
        occupation_relations={WELDER: ((MACHINIST, 50),)},
    )
    *lines, total = rows_of_the_example()

    result = explain(rosa, shop, taxonomy, DEFAULT, AS_OF)

    assert [line.credit for line in result.lines] == [int(row[2]) for row in lines]
    assert [line.earned for line in result.lines] == [hundredths(row[3]) for row in lines]
    assert [line.possible for line in result.lines] == [hundredths(row[4]) for row in lines]
    assert result.fit == hundredths(total[3]) == sum(line.earned for line in result.lines)
    assert sum(int(row[1]) for row in lines) == int(total[1])
