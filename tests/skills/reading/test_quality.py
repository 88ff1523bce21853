"""How well skills are read from the labelled texts of tests/quality/text, with words alone.

The numbers held here are below those reached (docs/decisions/0009-reading-text.md), so that a
better taxonomy or reading may trade one against the other, and none can be lost unseen.
"""

import pytest

from portal.bench.text import (
    FOLDER,
    TextReader,
    labelled_texts,
    quality,
    shown,
    starter_lexicon,
)
from skills.management.commands.load_taxonomy import STARTER
from skills.reading.phrases import parts_of, phrases_of_starter
from skills.reading.sureness import SHOWN_FROM, SURE, Company, companies, sureness
from skills.taxonomy.reader import read_folder

TEXTS = labelled_texts()


@pytest.fixture(scope="module")
def taxonomy():
    return read_folder(STARTER)


@pytest.fixture(scope="module")
def found(taxonomy):
    reader = TextReader(taxonomy)
    return [(text, reader.read(text)) for text in TEXTS]


def quality_of(found):
    return quality((text, shown(read.words)) for text, read in found)


def test_the_set_is_whole(taxonomy):
    slugs = {row.slug for row in taxonomy.skills}

    assert len([text for text in TEXTS if text.kind == "resumes"]) == 20
    assert len([text for text in TEXTS if text.kind == "postings"]) == 30
    assert len(list(FOLDER.glob("*/*.txt"))) == 50
    assert all(text.yes | text.fine <= slugs for text in TEXTS)


def test_what_is_shown_is_right_and_most_is_found(found):
    reached = quality_of(found)

    assert reached.precision >= 0.85
    assert reached.recall >= 0.70


@pytest.mark.parametrize(
    "of_part",
    [
        pytest.param(lambda text, read: text.kind == "resumes", id="résumés"),
        pytest.param(lambda text, read: text.kind == "postings", id="postings"),
        pytest.param(lambda text, read: read.language == "en", id="English"),
        pytest.param(lambda text, read: read.language == "es", id="Spanish"),
    ],
)
def test_no_kind_and_no_language_falls_behind(found, of_part):
    reached = quality_of([each for each in found if of_part(*each)])

    assert reached.precision >= 0.80
    assert reached.recall >= 0.65


def test_scores_say_how_many_are_right(found):
    for least, most in ((0.9, 1.0), (0.6, 0.9)):
        band = [
            (score, slug in text.yes)
            for text, read in found
            for slug, score in read.words.items()
            if least <= score < most and slug not in text.fine
        ]
        right = sum(is_right for _, is_right in band) / len(band)
        mean = sum(score for score, _ in band) / len(band)
        assert right == pytest.approx(mean, abs=0.1)


def test_every_phrase_is_of_a_skill(taxonomy):
    slugs = {row.slug for row in taxonomy.skills}

    assert {phrase.skill for phrase in phrases_of_starter()} <= slugs
    assert all(list(parts_of(phrase.text)) for phrase in phrases_of_starter())


def spoken(taxonomy, text):
    slugs = [row.slug for row in taxonomy.skills]
    matches = starter_lexicon(taxonomy).find(text)
    return {slugs[number] for match in matches if match.kind == "skill" for number in match.ids}


def test_a_phrase_may_have_other_words_between(taxonomy):
    assert "teaching-others" in spoken(taxonomy, "Trained about 20 new servers")
    assert "lifting-and-moving" in spoken(taxonomy, "Can lift up to 50 lbs")


def test_a_phrase_ends_with_its_sentence(taxonomy):
    assert "teaching-others" not in spoken(taxonomy, "A train came. New servers were late.")


def test_a_skill_alone_of_its_field_among_many_is_no_more_than_a_maybe():
    fields = dict.fromkeys(range(6), "hospitality") | {6: "retail", 7: "general"}

    company = companies(range(8), fields)

    assert company == {
        **dict.fromkeys(range(6), Company.MANY),
        6: Company.NONE,
        7: Company.NO_FIELD,
    }
    for evidence in SURE:
        assert sureness(evidence, Company.NONE, 1, 1) < SHOWN_FROM
        assert sureness(evidence, Company.MANY, 1, 1) >= SHOWN_FROM


def test_in_a_short_text_no_company_is_expected():
    assert companies([1], {1: "retail"}) == {1: Company.NO_FIELD}
