"""Labels ranked for sentences, by words and meaning together and by words alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.ranking.covering import NameCover
from skills.ranking.sentences import LabelIndex
from tests.skills.ranking.conftest import label


@pytest.fixture(scope="session")
def by_meaning(labels, encoder):
    return LabelIndex(labels, encoder, encoder.encode([each.text for each in labels]))


@pytest.fixture(scope="session")
def by_words(labels):
    return LabelIndex(labels, None, None)


def first(index, sentence):
    [[best, *_others]] = index.rank([sentence], 3)
    return index.labels[best.label].text


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Must be able to operate lift trucks in a busy warehouse", "drive a forklift"),
        ("You will measure the blood pressure of residents", "take vital signs"),
        ("We prepare doughs from four in the morning", "bake bread"),
    ],
)
def test_a_name_in_other_forms_is_found_with_and_without_the_model(
    by_meaning, by_words, sentence, expected
):
    assert first(by_meaning, sentence) == expected
    assert first(by_words, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I waited tables and made visitors feel at home", "guest service"),
        ("Joining steel plates with an arc torch", "weld metal"),
    ],
)
def test_where_no_word_agrees_the_meaning_decides(by_meaning, sentence, expected):
    assert first(by_meaning, sentence) == expected


def test_a_find_points_at_the_words_it_came_from(by_meaning):
    sentence = "After lunch you help us bake bread for the shelter"

    [[best, *_others]] = by_meaning.rank([sentence], 1)

    assert "bake" in sentence[best.start : best.end]
    assert len(sentence[best.start : best.end].split()) <= 5


def test_without_the_model_a_find_points_at_the_whole_sentence(by_words):
    [[best]] = by_words.rank(["bake bread"], 1)

    assert (best.start, best.end) == (0, len("bake bread"))


def test_probabilities_fall_and_lie_between_nothing_and_one(by_meaning):
    [ranked] = by_meaning.rank(["Drive a forklift and welcome guests"], 6)

    probabilities = [each.probability for each in ranked]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0 <= each <= 1 for each in probabilities)


def test_many_sentences_rank_as_each_would_alone(by_meaning):
    sentences = [f"{n} people bake bread, {n + 1} weld metal" for n in range(130)]

    together = by_meaning.rank(sentences, 2)

    assert len(together) == 130
    assert [each.label for each in together[77]] == [
        each.label for each in by_meaning.rank([sentences[77]], 2)[0]
    ]


def test_no_labels_and_no_sentences_are_taken(by_meaning):
    assert LabelIndex([], None, None).rank(["anything"], 5) == [[]]
    assert by_meaning.rank([], 5) == []


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_ranked(by_words, text):
    [ranked] = by_words.rank([text], 3)

    assert len(ranked) == 3


def test_a_rare_word_of_a_name_covers_more_than_a_common_one():
    cover = NameCover.build([["use lathe"], ["use drill"], ["use press"], ["use saw"]])

    partly, whole = cover.scores(["we use it", "a lathe", "use a lathe"])

    assert partly[0].argmax() == 0 or np.ptp(partly[0]) == 0
    assert partly[1, 0] > partly[0, 0]
    assert partly[2, 0] > partly[1, 0]
    assert whole[2, 0] > 0
    assert not whole[:2].any()


def test_a_label_often_used_comes_first_where_all_else_is_equal():
    rare, common = label("cash handling"), label("cash handling", use=5.0)

    [ranked] = LabelIndex([rare, common], None, None).rank(["cash handling"], 2)

    assert [each.label for each in ranked] == [1, 0]
