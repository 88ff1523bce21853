"""Strengths against the judgement of people, on the starter taxonomy."""

import pytest
from django.db import transaction

from skills.management.commands.load_taxonomy import STARTER
from skills.taxonomy.loader import load_folder
from tests.skills.relations.pairs import judged_pairs, misjudged

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker):
    """The starter taxonomy in the database, once for this module, and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_folder(folder=STARTER)
        yield
        transaction.set_rollback(True)


def test_there_are_both_kinds_of_judgement():
    verdicts = [pair.verdict for pair in judged_pairs()]

    assert len(verdicts) == 80
    assert set(verdicts) == {"high", "low"}


def test_what_people_judge_high_is_high_and_what_they_judge_low_is_low(starter):
    assert misjudged() == []
