"""Names that are everyday words are taken only where something speaks for them."""

import pytest

from skills.reading.lexicon import Lexicon
from skills.reading.names import Name
from skills.reading.read import read_posting, read_resume
from tests.skills.reading.conftest import TODAY

WORDS = [
    "Excel", "Word", "Access", "Epic", "Square", "Teams", "Go", "C", "register", "minutes", "fines",
    "orientation", "driving", "harness", "collections", "ACT", "TAB", "Workday", "Bridgeport",
    "SQL", "typing", "email", "refunds", "reliability",
]  # fmt: skip
LEXICON = Lexicon.build(Name("skill", number, "en", word) for number, word in enumerate(WORDS))

TAKEN = [
    ("Our lists are in Excel.", "Excel"),
    ("Proficient in excel", "Excel"),
    ("Excel is a plus", "Excel"),
    ("Excel spreadsheets", "Excel"),
    ("Skills: excel", "Excel"),
    ("Letters are written in Word.", "Word"),
    ("Experience with access databases", "Access"),
    ("Chart visits in Epic.", "Epic"),
    ("Square software", "Square"),
    ("Meetings take place in Teams.", "Teams"),
    ("Services are written in Go.", "Go"),
    ("Skills: C, SQL", "C"),
    ("You operate the register.", "register"),
    ("Skills: register, typing", "register"),
    ("You prepare minutes.", "minutes"),
    ("Collections experience", "collections"),
    ("Clean driving experience", "driving"),
    ("Set up Bridgeport, SQL and typing", "Bridgeport"),
    ("Duties:\n- Refunds", "refunds"),
    ("Duties:\n- Reliability", "reliability"),
]
LEFT = [
    ("You will excel in a fast team.", "Excel"),
    ("People who excel at sales", "Excel"),
    ("Excel with us!", "Excel"),
    ("Spread the word.", "Word"),
    ("Word of mouth", "Word"),
    ("You have access to the building.", "Access"),
    ("An epic summer", "Epic"),
    ("EPIC SUMMER JOBS AT THE LAKE", "Epic"),
    ("On the town square", "Square"),
    ("You lead teams.", "Teams"),
    ("You go home early.", "Go"),
    ("Building C. Ask there.", "C"),
    ("Please register online.", "register"),
    ("15 minutes from Hartford", "minutes"),
    ("The company pays all fines.", "fines"),
    ("Regardless of sexual orientation", "orientation"),
    ("Driving results every day", "driving"),
    ("Harness the power of teams", "harness"),
    ("A collection of shops", "collections"),
    ("ACT NOW AND JOIN THE CREW", "ACT"),
    ("WE PICK UP THE TAB FOR YOU", "TAB"),
    ("An 8-hour workday", "Workday"),
    ("We are in Bridgeport, CT.", "Bridgeport"),
    ("As a Site Reliability Engineer you help.", "reliability"),
    ("An e-mail comes by email soon.", "email"),
]


def found(text):
    return {WORDS[each.skill] for each in read_posting(text, lexicon=LEXICON).skills}


@pytest.mark.parametrize(("text", "word"), TAKEN)
def test_an_everyday_word_is_a_skill_where_something_speaks_for_it(text, word):
    assert word in found(text)


@pytest.mark.parametrize(("text", "word"), LEFT)
def test_an_everyday_word_alone_is_none(text, word):
    assert word not in found(text)


def test_an_everyday_word_is_less_sure():
    words, letters = read_posting("Skills: SQL, Excel", lexicon=LEXICON).skills

    assert letters.score < words.score


def test_the_town_of_an_address_is_no_machine():
    text = "Ana Ruiz\n45 Park Ave, Bridgeport, CT 06604\nSkills\nTyping"

    read = read_resume(text, lexicon=LEXICON, as_of=TODAY)

    assert {WORDS[each.skill] for each in read.skills} == {"typing"}
