"""Ledgers read by a stranger make sense: approved texts of varied pairs, in both languages.

After a change of words, write them anew and read each one before committing it:

    APPROVE_LEDGERS=1 ./dev test tests/matching/test_ledgers.py -q
"""

import os
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from employers.models import Posting
from matching.engine import LineStatus
from matching.selectors import candidate_for, match_for
from matching.views.ledger_text import ledger_text
from portal.common.templatetags.portal import status_word
from tests.matching.ledgers.pairs import PAIRS, everything_met
from tests.matching.ledgers.town import TODAY, a_town

pytestmark = pytest.mark.django_db

APPROVED = Path(__file__).parent / "ledgers"


@pytest.fixture(autouse=True)
def _it_is_always_the_same_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def town():
    return a_town()


def view_of(pair, town):
    person, job = pair.make(town)
    return candidate_for(job, person.ref) if pair.for_employer else match_for(person, job)


@pytest.mark.parametrize("slug", PAIRS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_ledger_reads_as_it_was_approved(language, slug, town):
    file = APPROVED / f"{slug}.{language}.txt"
    with translation.override(language):
        pair = PAIRS[slug]
        text = ledger_text(view_of(pair, town), for_employer=pair.for_employer)
    if os.environ.get("APPROVE_LEDGERS"):
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


def test_every_approved_text_belongs_to_a_pair():
    names = {f"{slug}.{language}" for slug in PAIRS for language in ("en", "es")}
    assert {file.stem for file in APPROVED.glob("*.txt")} == names


def test_the_texts_show_every_kind_of_line_and_answer():
    texts = "".join(file.read_text("utf-8") for file in APPROVED.glob("*.en.txt"))
    for status in LineStatus:
        assert f"\n  {status_word(status.value)}: " in texts
    for answer in ("fits what you want", "not what you asked for", "you have not said"):
        assert answer in texts


def test_no_line_is_too_long_and_none_says_what_an_employer_must_not_know():
    for file in APPROVED.glob("*.txt"):
        assert max(map(len, file.read_text("utf-8").splitlines())) <= 88, file.name
    for file in APPROVED.glob("*for-the-employer.en.txt"):
        text = file.read_text("utf-8")
        assert not re.search(r"May|want|you", text), file.name


def test_who_is_too_young_for_the_work_has_no_ledger_at_all(town):
    person, job = everything_met(town)
    job.occupation = town.occupations["driver"]
    job.save()
    person.birth_date = TODAY.replace(year=TODAY.year - 17)
    person.save()
    with pytest.raises(Posting.DoesNotExist):
        match_for(person, job)
    assert candidate_for(job, person.ref) is None
    with pytest.raises(CommandError, match=r"^No such match\.$"):
        call_command("explain_match", person.ref, str(job.pk))


def test_the_command_prints_the_same_text(town, capsys):
    person, job = everything_met(town)
    call_command("explain_match", person.ref, str(job.pk), "--language", "es")
    approved = (APPROVED / "everything-met.es.txt").read_text("utf-8")
    assert capsys.readouterr().out.strip() == approved.strip()
