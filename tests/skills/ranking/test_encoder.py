"""The small language model: what means the same is near, and stretches know their places."""

import numpy as np
import pytest
from django.test import override_settings

from skills.ranking.encoder import encoder_in_use


def test_what_means_the_same_is_nearer_than_what_shares_a_word(encoder):
    waiter, guest, table = encoder.encode(
        ["waited tables in a diner", "serving guests in a restaurant", "tables of a database"]
    )

    assert waiter @ guest > waiter @ table


def test_vectors_have_length_one_and_do_not_depend_on_their_company(encoder):
    alone = encoder.encode(["forklift operation"])
    together = encoder.encode(["a much longer text about something else", "forklift operation"])

    assert np.linalg.norm(alone[0]) == pytest.approx(1, abs=1e-5)
    assert alone[0] @ together[1] > 0.99


def test_stretches_of_up_to_five_words_know_where_they_stand(encoder):
    text = "You drive a fork-lift daily"

    _vectors, [spans] = encoder.encode_with_spans([text])

    stretches = {text[start:end] for start, end in spans.places.tolist()}
    assert {"You", "drive a", "daily", "You drive a fork-lift"} <= stretches
    assert len(spans.vectors) == len(spans.places)


def test_no_text_and_an_empty_text_are_taken(encoder):
    assert encoder.encode([]).shape == (0, 384)
    _vectors, [spans] = encoder.encode_with_spans([""])
    assert len(spans.vectors) == 0


@override_settings(LANGUAGE_MODEL=False)
def test_it_can_be_switched_off():
    assert encoder_in_use() is None
