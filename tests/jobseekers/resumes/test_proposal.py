"""What was read, as it is asked about: quoted, dated, and set against what is known."""

from datetime import date

import pytest

from jobseekers.models import Profile
from jobseekers.resumes.proposal import LONGEST_QUOTE, propose, quote
from jobseekers.selectors import whole_profile
from skills.reading.findings import Span
from tests.factories import ProfileFactory
from tests.taxonomy import SmallTaxonomy

TODAY = date(2026, 11, 25)
RESUME = """Experience
Stocker, Elm City Works    Jan 2021 - Present
- Inventory every night
Driver, Harbor Market    March 2016 - Dec 2018
- Forklift operation and pallet-jack operation
- Inventory

Skills
Teamwork, bathing patients
"""


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("one\n• drove forklifts daily\ntwo", "forklifts", "drove forklifts daily"),
        ("- welding", "welding", "welding"),
        ("welding", "welding", "welding"),
        ("a\t b   welding", "welding", "a b welding"),
    ],
)
def test_a_quote_is_the_line_of_the_words(text: str, words: str, quoted: str) -> None:
    assert quote(text, span_of(text, words)) == quoted


def test_a_long_line_is_cut_between_words_around_the_finding() -> None:
    text = "before " * 60 + "welding" + " after" * 60
    quoted = quote(text, span_of(text, "welding"))

    assert "before welding after" in quoted
    assert (quoted[0], quoted[-1]) == ("…", "…")
    assert len(quoted) <= LONGEST_QUOTE + 2
    assert set(quoted.strip("…").split()) == {"before", "welding", "after"}


@pytest.mark.parametrize("length", [100, 500])
def test_words_without_spaces_are_quoted_as_far_as_they_fit(length: int) -> None:
    quoted = quote(f"a {'x' * length} b", Span(2, 2 + length))

    assert "x" * min(length, LONGEST_QUOTE - 1) in quoted
    assert len(quoted) <= LONGEST_QUOTE + 2


@pytest.mark.django_db
def test_the_last_use_is_that_of_the_job_that_names_the_skill(taxonomy: SmallTaxonomy) -> None:
    proposal = propose(RESUME, whole_profile(ProfileFactory().user), today=TODAY)

    assert {row["code"]: row["last_used"] for row in proposal.skills} == {
        "inventory": 2026,
        "forklift-operation": 2018,
        "pallet-jack-operation": 2018,
        "teamwork": "",
        "bathing": "",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(("held", "asked"), [(None, 2), (1, 2), (2, ""), (6, "")])
def test_schooling_is_offered_only_where_it_is_higher(
    taxonomy: SmallTaxonomy, held: int | None, asked: int | str
) -> None:
    profile: Profile = ProfileFactory(education=held)
    text = f"{RESUME}\nEducation\nWilbur Cross High School, diploma 2015\n"

    assert propose(text, whole_profile(profile.user), today=TODAY).details["education"] == asked


@pytest.mark.django_db
def test_a_text_about_nothing_proposes_nothing(taxonomy: SmallTaxonomy) -> None:
    assert propose("A fox.", whole_profile(ProfileFactory().user), today=TODAY).is_empty
