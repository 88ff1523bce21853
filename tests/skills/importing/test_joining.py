"""Which concept an entry means: what people decided, then labels, then other names."""

import csv
from itertools import count

import pytest

from skills.models import Occupation, OccupationSkill, Skill, SkillAlias, SkillSource, SkillUse
from skills.taxonomy.contents import RefusedError
from skills.taxonomy.importing.esco import import_esco
from skills.taxonomy.importing.joining import singular
from skills.taxonomy.importing.onet import import_onet
from skills.taxonomy.loader import load_folder
from skills.taxonomy.storing import Report
from tests.skills.factories import skill, small_taxonomy, write_taxonomy
from tests.skills.importing.published import (
    Row,
    esco,
    esco_skill,
    onet,
    uri,
    write_esco,
    write_onet,
)

pytestmark = pytest.mark.django_db

# "Forklift operation" (lift truck driving, fork truck), "Pallet jack operation" (pallet jacks),
# "packing" (boxing up orders).


@pytest.fixture
def starter(tmp_path):
    """Loads the small starter taxonomy, with further skills and reviewed joins."""

    def act(*more: Row, joins: tuple[tuple[str, ...], ...] = ()) -> Report:
        files = small_taxonomy()
        files["skills"].extend(more)
        folder = write_taxonomy(tmp_path / "starter", files)
        with (folder / "joins.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("source", "key", "skill", "verdict"), *joins])
        return load_folder(folder=folder)

    return act


@pytest.fixture
def import_skills(tmp_path):
    """Imports ESCO with these skills alone, by the reviewed joins that `starter` wrote."""
    numbers = count(1)

    def act(*skills: Row) -> Report:
        folder = write_esco(tmp_path / str(next(numbers)), {"skills": list(skills)})
        return import_esco(paths=[folder], joins_from=tmp_path / "starter")

    return act


def joined(name: str) -> tuple[str, str]:
    """Slug of the concept of an ESCO entry, and how it was found."""
    entry = SkillSource.objects.select_related("skill").get(key=uri(name))
    return entry.skill.slug, entry.joined_by


@pytest.mark.parametrize(
    "label", ["forklift operation", "Forklift Operations", "fork-truck", "fork trucks"]
)
def test_a_label_that_is_a_name_of_a_starter_skill_joins_it(starter, import_skills, label):
    starter()

    import_skills(esco_skill("a", label))

    assert joined("a") == ("forklift-operation", "label")
    assert Skill.objects.get(slug="forklift-operation").sources == ["esco", "starter"]


def test_another_name_that_is_the_label_of_one_starter_skill_joins_it(starter, import_skills):
    starter()

    import_skills(
        esco_skill("a", "operate lift trucks", "forklift operation\noperate forklifts"),
        esco_skill("b", "handle goods", "packing\nforklift operation"),
        esco_skill("c", "box up things", "boxing up orders"),
    )

    assert joined("a") == ("forklift-operation", "alias")
    assert joined("b") == ("handle-goods", "")
    assert joined("c") == ("box-up-things", "")


def test_another_name_that_is_only_an_example_joins_nothing(starter, import_skills):
    starter(skill("sql", label_en="SQL"), skill("photography", label_en="Photography"))

    import_skills(
        esco_skill("a", "database management systems", "SQL\nOracle"),
        esco_skill("b", "cinematography", "photography"),
    )

    assert joined("a") == ("database-management-systems", "")
    assert joined("b") == ("cinematography", "")


def test_a_name_for_the_search_box_alone_joins_nothing(starter, import_skills):
    starter(skill("point-of-sale", aliases_en="~register"))

    import_skills(esco_skill("a", "register"))

    assert joined("a") == ("register", "")


def test_a_single_word_is_taken_in_the_plural_for_things_of_one_kind_only(starter, tmp_path):
    starter(
        skill("point-of-sale", kind="technology", aliases_en="hand truck or accessory|forklift"),
        skill("tape-measures", kind="tool", label_en="Tape measure"),
    )

    import_onet(paths=[write_onet(tmp_path / "onet", onet())], joins_from=tmp_path)

    by_label = dict(SkillSource.objects.values_list("label", "skill__slug"))
    assert by_label["Forklifts"] == "forklifts"
    assert by_label["Hand trucks or accessories"] == "point-of-sale"


def test_what_people_have_decided_goes_before_any_name(starter, import_skills):
    starter(
        joins=(
            ("esco", uri("a"), "packing", "same"),
            ("esco", uri("b"), "forklift-operation", "not"),
            ("esco", uri("gone"), "packing", "same"),
        )
    )

    import_skills(
        esco_skill("a", "forklift operation"),
        esco_skill("b", "forklift operation", "pallet jack operation"),
    )

    assert joined("a") == ("packing", "review")
    assert joined("b") == ("pallet-jack-operation", "alias")


def test_reviewed_joins_that_make_no_sense_refuse_the_load(starter):
    with pytest.raises(RefusedError) as refused:
        starter(
            joins=(
                ("esco", uri("a"), "sewing", "same"),
                ("esco", uri("a"), "packing", "maybe"),
                ("bls", uri("a"), "packing", "same"),
                ("esco", uri("b"), "packing", "same"),
                ("esco", uri("b"), "forklift-operation", "same"),
                ("esco", uri("b")),
            )
        )

    assert [str(problem) for problem in refused.value.problems] == [
        'joins.csv, row 2, skill: "sewing" is not in any skills.csv',
        'joins.csv, row 3: "maybe" is not one of same, not',
        'joins.csv, row 4: "bls" is not one of onet, esco',
        f'joins.csv, row 6, skill: "{uri("b")}" is the same as packing already',
        "joins.csv, row 7: has 2 cells where the heading has 4",
    ]


def test_a_changed_review_is_followed_by_the_next_load_of_the_starter(starter, import_skills):
    starter()
    import_skills(esco_skill("a", "stacking"))
    own = Skill.objects.get(slug="stacking")

    report = starter(joins=(("esco", uri("a"), "packing", "same"),))

    assert report.tallies["entries joined anew"].changed == 1
    assert joined("a") == ("packing", "review")
    own.refresh_from_db()
    assert own.retired
    assert own.replaced_by == Skill.objects.get(slug="packing")


def test_entries_of_two_sources_with_one_label_are_one_concept(tmp_path):
    import_onet(paths=[write_onet(tmp_path / "onet", onet())], joins_from=tmp_path)
    skills = {"skills": [esco_skill("a", "active  listening", "listen actively")]}

    import_esco(paths=[write_esco(tmp_path / "esco", skills)], joins_from=tmp_path)

    listening = Skill.objects.get(slug="active-listening")
    assert (listening.sources, listening.label_en) == (["esco", "onet"], "Active Listening")
    assert listening.entries.count() == 2


def test_a_concept_of_several_kinds_is_what_tells_most(tmp_path):
    import_onet(paths=[write_onet(tmp_path / "onet", onet())], joins_from=tmp_path)
    skills = [
        esco_skill("a", "operate vehicles"),
        esco_skill("b", "Pickware", skillType="knowledge"),
        esco_skill("c", "forklifts", skillType="knowledge"),
    ]

    import_esco(paths=[write_esco(tmp_path / "esco", {"skills": skills})], joins_from=tmp_path)

    kinds = dict(Skill.objects.values_list("slug", "kind"))
    assert kinds["operate-vehicles"] == "skill"
    assert kinds["pickware"] == "technology"
    assert kinds["forklifts"] == "tool"


def test_the_order_of_imports_does_not_matter(tmp_path):
    skills = {"skills": [esco_skill("a", "active listening"), esco_skill("b", "pickware")]}
    esco_folder = write_esco(tmp_path / "esco", skills)
    onet_folder = write_onet(tmp_path / "onet", onet())

    def concepts() -> set[tuple[object, ...]]:
        columns = ("slug", "label_en", "kind", "retired", "entries__key")
        return set(Skill.objects.values_list(*columns))

    import_esco(paths=[esco_folder], joins_from=tmp_path)
    import_onet(paths=[onet_folder], joins_from=tmp_path)
    esco_first = concepts()
    SkillAlias.objects.all().delete()
    SkillUse.objects.all().delete()
    SkillSource.objects.all().delete()
    Skill.objects.all().delete()
    import_onet(paths=[onet_folder], joins_from=tmp_path)
    import_esco(paths=[esco_folder], joins_from=tmp_path)

    assert concepts() == esco_first


def test_a_slug_that_is_taken_gets_a_part_of_the_key(import_skills, starter):
    starter()

    import_skills(esco_skill("a", "C++"), esco_skill("b", "C#"), esco_skill("c", "Packing!?"))

    slugs = sorted(SkillSource.objects.values_list("skill__slug", flat=True))
    assert slugs[0] == "c"
    assert slugs[1].startswith("c-")
    assert joined("c") == ("packing", "label")


def test_names_are_added_but_those_of_the_starter_stay_theirs(starter, import_skills):
    starter()

    import_skills(
        esco_skill("a", "forklift operation", "Fork Truck\nstacker driving\npallet jacks")
    )

    names = SkillAlias.objects.filter(skill__slug="forklift-operation", language="en")
    assert set(names.values_list("text", "source", "in_text")) == {
        ("Forklift operation", "starter", True),
        ("lift truck driving", "starter", True),
        ("fork truck", "starter", True),
        ("stacker driving", "esco", True),
        # Another starter skill has this name: it could not be told whose it is.
        ("pallet jacks", "esco", False),
    }


def test_a_name_that_the_starter_takes_over_changes_hands(starter, import_skills):
    starter()
    import_skills(esco_skill("a", "packing", "wrapping goods"))

    starter(skill("wrapping", label_en="Wrapping goods"))

    names = SkillAlias.objects.filter(text__iexact="wrapping goods")
    assert set(names.values_list("skill__slug", "source", "in_text")) == {
        ("wrapping", "starter", True),
        ("packing", "esco", False),
    }


def test_an_own_concept_follows_its_entrys_label(import_skills, starter):
    starter()
    import_skills(esco_skill("a", "stack boxes"))
    before = Skill.objects.get(slug="stack-boxes")

    report = import_skills(esco_skill("a", "stack crates"))

    before.refresh_from_db()
    assert (before.label_en, before.slug) == ("stack crates", "stack-boxes")
    assert report.tallies["concepts"].changed == 1
    assert set(before.aliases.values_list("text", flat=True)) == {"stack crates"}


def test_a_concept_that_all_entries_leave_is_replaced_by_where_they_went(starter, import_skills):
    starter()
    import_skills(esco_skill("a", "pack goods"), esco_skill("b", "fold boxes"))
    wrap, fold = (Skill.objects.get(slug=slug) for slug in ("pack-goods", "fold-boxes"))

    report = import_skills(esco_skill("a", "pack goods", "packing"), esco_skill("c", "sort mail"))

    for each in (wrap, fold):
        each.refresh_from_db()
    assert (wrap.retired, wrap.sources) == (True, [])
    assert wrap.replaced_by == Skill.objects.get(slug="packing")
    assert (fold.retired, fold.replaced_by) == (True, None)
    assert report.tallies["concepts"].retired == 2


def test_a_concept_comes_back_when_its_entry_does(starter, import_skills):
    starter()
    import_skills(esco_skill("a", "pack goods"))
    import_skills(esco_skill("a", "pack goods", "packing"))

    import_skills(esco_skill("a", "pack goods"))

    wrap = Skill.objects.get(slug="pack-goods")
    assert (wrap.retired, wrap.replaced_by, wrap.sources) == (False, None, ["esco"])
    assert joined("a") == ("pack-goods", "")
    assert Skill.objects.get(slug="packing").sources == ["starter"]


def test_a_merged_concept_that_the_starter_takes_up_stands_for_itself_again(starter, import_skills):
    starter()
    import_skills(esco_skill("a", "pack goods"))
    import_skills(esco_skill("a", "pack goods", "packing"))

    starter(skill("pack-goods"))

    wrap = Skill.objects.get(slug="pack-goods")
    assert (wrap.retired, wrap.replaced_by) == (False, None)
    assert joined("a") == ("pack-goods", "label")


def test_a_concept_that_the_starter_drops_stays_while_an_entry_means_it(starter, import_skills):
    starter(skill("sewing"))
    import_skills(esco_skill("a", "sewing"))

    starter()

    sewing = Skill.objects.get(slug="sewing")
    assert (sewing.retired, sewing.sources) == (False, ["esco"])


def test_use_moves_with_a_merged_concept_and_the_greater_stays(starter, tmp_path):
    starter()
    import_onet(paths=[write_onet(tmp_path / "onet", onet())], joins_from=tmp_path)

    starter(skill("microsoft-excel-use", label_en="Microsoft Excel", aliases_en="Pickware"))

    uses = SkillUse.objects.filter(skill__slug="microsoft-excel-use")
    assert set(uses.values_list("occupation__code", "importance")) == {
        ("53-7051.00", 90),
        ("53-7065.00", 60),
    }
    assert not SkillUse.objects.filter(skill__retired=True).exists()


def test_use_that_cannot_move_is_told_and_counted_by_the_next_import(starter, tmp_path):
    starter(skill("office-software", aliases_en="Microsoft Excel|Pickware"))
    folder = write_onet(tmp_path / "onet", onet())
    import_onet(paths=[folder], joins_from=tmp_path / "starter")

    report = starter(skill("office-software", aliases_en="Microsoft Excel"))

    assert any("1 entries of O*NET left skills that stay" in note for note in report.notes)
    import_onet(paths=[folder], joins_from=tmp_path / "starter")
    assert SkillUse.objects.get(skill__slug="pickware").importance == 40


def test_a_second_import_after_the_starter_has_changed_changes_nothing_more(starter, tmp_path):
    starter()
    folder = write_onet(tmp_path / "onet", onet())
    import_onet(paths=[folder], joins_from=tmp_path / "starter")
    starter(skill("microsoft-excel-use", label_en="Microsoft Excel", aliases_en="Pickware"))

    report = import_onet(paths=[folder], joins_from=tmp_path / "starter")

    assert not report.changed_anything


def test_what_the_starter_links_stays_when_imports_come_and_go(starter, import_skills, tmp_path):
    starter()
    before = set(OccupationSkill.objects.values_list("occupation__code", "skill__slug"))

    import_skills(*esco()["skills_en"])
    import_skills(esco_skill("z", "sewing"))

    assert set(OccupationSkill.objects.values_list("occupation__code", "skill__slug")) == before
    assert Occupation.objects.filter(sources=["starter"]).count() == 2


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("safety glasses", "safety glass"),
        ("batteries", "battery"),
        ("wrenches", "wrench"),
        ("torque tools", "torque tool"),
        ("hydraulics", "hydraulic"),
        ("bus", "bus"),
        ("analysis", "analysis"),
        ("css", "css"),
        ("boxes", "box"),
    ],
)
def test_plurals_are_compared_without_their_endings(plural, one):
    assert singular(plural) == one
