"""`match_files`: free text against free text, by the portal's own reading and engine."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from jobseekers.models import Profile
from matching.engine import Education
from skills.models import OccupationSkill, Skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taxonomy")]

AIDE = {
    "id": "aide",
    "text": "Nursing assistant. I took vital signs and did the bathing of patients for 4 years.",
    "education": "hs",
    "credentials": ["Certified nurse aide"],
}
CAREGIVER = {"id": "caregiver", "text": "I cared for my father: bathing patients is what I know."}
STOCKER = {"id": 7, "text": "Stocker: inventory and a pallet-jack operation card, 2 years."}
NURSING_HOME = {
    "id": "home",
    "title": "Nursing assistants",
    "text": "Take vital signs. Bathing patients. 1 year of experience required.",
    "credentials_required": ["Certified nurse aide"],
    "education_required": "hs",
}
WAREHOUSE = {"id": "warehouse", "text": "Forklift operation and inventory required. Teamwork."}
DEPOT = {
    "id": "depot",
    "text": "Stockers and order fillers wanted: inventory, pallet-jack operation.",
}
PEOPLE = [AIDE, CAREGIVER, STOCKER]
JOBS = [NURSING_HOME, WAREHOUSE, DEPOT]


@pytest.fixture
def matched(tmp_path):
    def run(profiles=PEOPLE, postings=JOBS, **options):
        paths = {}
        for name, rows in (("profiles", profiles), ("postings", postings)):
            paths[name] = tmp_path / f"{name}.jsonl"
            lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
            paths[name].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        out = io.StringIO()
        call_command("match_files", **paths, stdout=out, **options)
        lines = [json.loads(line) for line in out.getvalue().splitlines()]
        return {line["id"]: line["matches"] for line in lines}

    return run


def test_each_profile_has_a_line_with_every_posting_best_first(matched):
    found = matched()

    assert list(found) == ["aide", "caregiver", 7]
    assert all(len(matches) == len(JOBS) for matches in found.values())
    assert found["aide"][0]["id"] == "home"
    assert found[7][0]["id"] == "depot"
    assert found["aide"][0]["fit"] > found["caregiver"][-1]["fit"]


def test_a_match_says_fit_band_gates_and_ledger(matched):
    best = matched()["aide"][0]

    assert set(best) == {"id", "fit", "band", "gates", "ledger"}
    assert best["band"] in {"strong", "good"}
    assert best["gates"] == [
        {"code": "certified-nurse-aide", "label": "Certified nurse aide", "open": True}
    ]
    assert {line["kind"] for line in best["ledger"]} == {"requirement", "experience", "education"}
    for line in best["ledger"]:
        assert set(line) == {"kind", "label", "earned", "possible", "reason"}
        assert line["label"]
        assert line["reason"]


def test_every_ledger_adds_up_to_its_fit(matched):
    for matches in matched().values():
        for match in matches:
            earned = sum(round(100 * line["earned"]) for line in match["ledger"])
            possible = sum(round(100 * line["possible"]) for line in match["ledger"])
            assert earned == round(100 * match["fit"])
            assert possible == 100 * 100


def test_a_closed_gate_comes_after_open_ones_and_lowers_no_fit(matched):
    without = {**AIDE, "id": "without", "credentials": []}

    [first, second] = matched([without, AIDE], [NURSING_HOME], by="posting")["home"]

    assert (first["id"], second["id"]) == ("aide", "without")
    assert [gate["open"] for gate in second["gates"]] == [False]
    assert first["fit"] == second["fit"]


def test_what_is_no_match_has_no_band_and_comes_last(matched):
    found = matched()["aide"]

    bands = [match["band"] for match in found]
    assert bands[-1] is None
    assert None not in bands[: bands.index(None)]
    assert [match["fit"] for match in found] == sorted(
        (match["fit"] for match in found), reverse=True
    )


def test_by_posting_tells_the_same_pairs_the_other_way_round(matched):
    by_profile, by_posting = matched(), matched(by="posting")

    assert list(by_posting) == ["home", "warehouse", "depot"]
    told = {(p, each["id"]): each for p, matches in by_profile.items() for each in matches}
    turned = {(each["id"], j): each for j, matches in by_posting.items() for each in matches}
    assert told.keys() == turned.keys()
    for pair, match in told.items():
        assert {**match, "id": None} == {**turned[pair], "id": None}


def test_a_pair_alone_is_judged_as_among_many(matched):
    among = {(person, match["id"]): match for person, found in matched().items() for match in found}

    for person in PEOPLE:
        for job in JOBS:
            [alone] = matched([person], [job])[person["id"]]
            assert alone == among[person["id"], job["id"]]


def test_what_past_work_implies_earns_less_than_what_is_named(matched):
    job = {"id": "j", "text": "Taking vital signs is essential."}
    implying = {"id": "implying", "text": "Two years as a nursing assistant."}
    naming = {"id": "naming", "text": "Two years as a nursing assistant. Vital signs."}

    [first, second] = matched([implying, naming], [job], by="posting")["j"]

    assert (first["id"], second["id"]) == ("naming", "implying")
    line = next(line for line in second["ledger"] if line["label"] == "Vital signs")
    assert 0 < line["earned"] < line["possible"]
    assert "past work" in line["reason"]


def test_usual_skills_that_a_posting_does_not_name_are_told_as_such(matched):
    [match] = matched([AIDE], [{"id": "j", "text": "Nursing assistants wanted."}])["aide"]

    reasons = {line["label"]: line["reason"] for line in match["ledger"]}
    assert "usual in such work" in reasons["Vital signs"]


def test_one_of_several_credentials_is_enough_where_the_posting_says_or(matched):
    job = {
        **NURSING_HOME,
        "credentials_required": ["Forklift operator card or certified nurse aide"],
    }

    [match] = matched([AIDE], [job])["aide"]

    [gate] = match["gates"]
    assert gate["open"] is True
    assert set(gate["code"].split("|")) == {"certified-nurse-aide", "forklift-card"}


def test_what_a_form_says_goes_before_the_text(matched):
    job = {
        "id": "j",
        "text": "Bachelor's degree required. Vital signs.",
        "education_required": "hs",
    }
    person = {"id": "p", "text": "Vital signs.", "education": Education.HS.name.lower()}

    [match] = matched([person], [job])["p"]

    [schooling] = [line for line in match["ledger"] if line["kind"] == "education"]
    assert schooling["earned"] == schooling["possible"]


def test_a_text_of_which_nothing_is_known_matches_nothing(matched):
    found = matched([AIDE, {"id": "blank", "text": "?"}], [NURSING_HOME], by="posting")["home"]

    assert [match["id"] for match in found] == ["aide", "blank"]
    assert (found[1]["fit"], found[1]["band"]) == (0, None)


def test_top_cuts_each_line(matched):
    assert all(len(matches) == 1 for matches in matched(top=1).values())


def test_fields_unknown_or_null_are_passed_over_and_blank_lines_too(matched):
    person = {**AIDE, "name": "Ann", "age": 61, "zip": None, "years_experience": None}

    assert (
        matched([person, "  "], [NURSING_HOME])["aide"] == matched([AIDE], [NURSING_HOME])["aide"]
    )


def test_nothing_is_stored(matched):
    matched()

    assert not Profile.objects.exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Line 2 is not JSON"),
        ("[]", "Line 2 is not an object"),
        ({"text": "x"}, 'Line 2: "id" is missing'),
        ({"id": "p"}, 'Line 2: "text" is missing'),
        ({"id": "p", "text": 5}, 'Line 2: "text" is not a text'),
        ({"id": "aide", "text": "x"}, 'Line 2: "id" is that of line 1, too'),
        ({"id": [1], "text": "x"}, 'Line 2: "id" is neither'),
        (
            {"id": "p", "text": "x", "education": "PhD-ish"},
            'Line 2: "education" is not one of none',
        ),
        ({"id": "p", "text": "x", "credentials": [5]}, 'Line 2: "credentials" is not a list'),
        ({"id": "p", "text": "x", "years_experience": -1}, 'Line 2: "years_experience" is not a'),
    ],
)
def test_a_line_that_is_not_as_it_must_be_is_named_with_its_file(matched, line, reason):
    with pytest.raises(CommandError, match=r"profiles\.jsonl") as refused:
        matched([AIDE, line])

    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.jsonl"):
        call_command("match_files", profiles=tmp_path / "missing.jsonl", postings=tmp_path)


def test_without_a_taxonomy_nothing_can_be_read(matched):
    OccupationSkill.objects.all().delete()
    Skill.objects.all().update(retired=True)

    with pytest.raises(CommandError, match="load_taxonomy"):
        matched()


def test_words_alone_rank_where_there_is_no_language_model(matched, settings):
    settings.LANGUAGE_MODEL = False

    found = matched()

    assert found["aide"][0]["id"] == "home"
    assert found[7][0]["id"] == "depot"
