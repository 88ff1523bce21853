"""A whole posting and a whole résumé: findings merged, with the words that they come from."""

import pytest

from skills.models import Importance
from skills.reading.findings import Meant
from skills.reading.read import read_posting, read_resume
from skills.reading.sureness import MAYBE_FROM
from tests.skills.reading.conftest import TODAY

POSTING = """FORKLIFT OPERATOR - 2ND SHIFT
ABC Logistics, Windsor, CT

We are a family-owned logistics company founded in 1985.

Responsibilities:
- Operate a sit-down forklift to load and unload trucks
- Cycle counting

Requirements
• High school diploma or GED required
• 2+ years of forklift experience required
• Excel a plus; SQL preferred
• OSHA 10 card
• No experience with pallet jacks needed, we will train you on the reach truck

Benefits:
Health insurance, tuition reimbursement, first aid training

Pay: $19.50 - $22.00 per hour. Full-time, 40 hours per week.
"""


def test_a_posting_is_read_whole(reader):
    reading = reader.posting(POSTING)

    assert set(reader.skills(reading)) == {
        "forklift-operation",
        "truck-loading",
        "cycle-counting",
        "spreadsheets",
        "sql",
        "reach-truck-operation",
    }
    assert set(reader.credentials(reading)) == {"osha-10"}
    assert reading.language == "en"
    assert reading.months_experience == 24


def test_mentions_of_a_skill_are_one_finding(reader):
    found = reader.skills(reader.posting(POSTING))["forklift-operation"]

    assert len(found.spans) == 3
    assert all("forklift" in POSTING[slice(*span)].lower() for span in found.spans)
    assert found.importance is Importance.ESSENTIAL
    assert found.months == 24
    assert found.source == "words"
    assert 0.85 < found.score < 1


def test_a_skill_said_not_to_be_needed_is_no_more_than_nice(reader):
    text = "Duties:\n- Operate a forklift\nRequirements:\n- No forklift experience needed"

    found = reader.skills(reader.posting(text))["forklift-operation"]

    assert found.importance is Importance.NICE
    assert len(found.spans) == 1


def test_a_spanish_posting_is_read_too(reader):
    text = (
        "Se busca ayudante de enfermería\nRequisitos:\n- Certificado de CNA indispensable\n"
        "- Tomar signos vitales\nSalario: $18 la hora"
    )

    reading = reader.posting(text)

    assert reading.language == "es"
    assert set(reader.skills(reading)) == {"vital-signs"}
    assert reader.credentials(reading)["cna-registry"].importance is Importance.ESSENTIAL


@pytest.mark.parametrize("text", ["", " \n\n ", "•\n•", "?" * 500, "\u200b\ufeff"])
def test_a_text_that_says_nothing_gives_nothing(reader, text):
    assert reader.posting(text).skills == ()
    assert reader.resume(text).jobs == ()


SQL, PYTHON, WELDING = "sql", "python-programming", "mig-welding"


def stretch(word, sentence):
    return sentence.index(word), len(sentence)


def meaning(reader, answers):
    """A model that answers with fixed (slug, probability) rows for sentences with a word."""
    asked = []
    number_of = reader.slugs["skill"].index

    def semantic(sentences):
        asked.extend(sentences)
        return [
            [
                Meant(number_of(slug), probability, *stretch(word, sentence))
                for word, rows in answers.items()
                if word in sentence
                for slug, probability in rows
            ]
            for sentence in sentences
        ]

    return semantic, asked


def read_with(reader, text, answers):
    semantic, asked = meaning(reader, answers)
    reading = read_posting(text, lexicon=reader.lexicon, semantic=semantic)
    return reader.skills(reading), asked


def test_the_meaning_of_a_sentence_gives_skills_that_it_does_not_name(reader):
    text = "Duties:\n- You join steel plates with wire.\n- Data entry"
    found, _ = read_with(reader, text, {"steel": [(WELDING, 0.9), (SQL, 0.2)]})

    assert set(found) == {WELDING, "data-entry"}
    assert found[WELDING].source == "meaning"
    assert found[WELDING].score < 0.9, "less for want of other skills of its field"
    assert [text[slice(*span)] for span in found[WELDING].spans] == ["steel plates with wire."]


def test_meaning_below_its_threshold_counts_for_nothing(reader):
    found, _ = read_with(reader, "You do steel.", {"steel": [(WELDING, MAYBE_FROM - 0.01)]})

    assert found == {}


def test_what_was_named_in_words_is_not_found_again_by_meaning(reader):
    found, _ = read_with(reader, "You know SQL.", {"SQL": [(SQL, 0.99)]})

    assert found[SQL].source == "words"


def test_what_was_denied_in_words_is_not_found_by_meaning(reader):
    found, _ = read_with(
        reader, "No SQL needed. You ask tables questions.", {"tables": [(SQL, 0.99)]}
    )

    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "You never join steel.",
        "We will train you in joining steel.",
        "Benefits:\n- A steel watch",
        "About us\nOur steel is the best.",
        "We offer a steel watch and a 401k.",
    ],
)
def test_sentences_that_ask_nothing_are_not_asked_for_their_meaning(reader, text):
    found, asked = read_with(reader, text, {"steel": [(WELDING, 0.99)]})

    assert found == {}
    assert not any("steel" in sentence for sentence in asked)


def test_meaning_under_nice_to_have_is_nice(reader):
    found, _ = read_with(reader, "Nice to have:\n- You did steel.", {"steel": [(WELDING, 0.8)]})

    assert found[WELDING].importance is Importance.NICE


def test_a_resume_is_read_by_meaning_too(reader):
    semantic, asked = meaning(reader, {"steel": [(WELDING, 0.8)]})

    reading = read_resume(
        "Experience\n- Joined steel plates\nReferences\nMr. Steel, steel works",
        lexicon=reader.lexicon,
        as_of=TODAY,
        semantic=semantic,
    )

    assert set(reader.skills(reading)) == {WELDING}
    assert asked == ["Joined steel plates"]
