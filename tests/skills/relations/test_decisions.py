"""What staff decide about a pair of skills: it stands, is kept and followed, can be taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from matching.snapshots import load_taxonomy
from skills.models import RelationDecision, SkillRelation, TaxonomyVersion
from skills.services import decide_relation
from skills.taxonomy.loader import load_folder
from tests.factories import SkillFactory, SkillRelationFactory, StaffUserFactory
from tests.skills.factories import small_taxonomy, write_taxonomy
from tests.skills.relations.world import gives

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return StaffUserFactory()


@pytest.fixture
def relation():
    return SkillRelationFactory(
        strength=60, origin="hierarchy", reason="a kind of it", likeness=81, shared_use=7
    )


def decide(relation, strength, by, reason="They are taught apart."):
    return decide_relation(
        source=relation.source, target=relation.target, strength=strength, reason=reason, by=by
    )


def test_a_decision_replaces_what_stood_and_says_who_and_why(relation, by):
    decision = decide(relation, 15, by)

    relation.refresh_from_db()
    assert (relation.strength, relation.origin) == (15, "staff")
    assert relation.reason == "They are taught apart."
    assert (decision.by, decision.strength) == (by, 15)


def test_a_pair_that_nobody_related_can_be_decided(by):
    one, other = SkillFactory(), SkillFactory()

    decide_relation(source=one, target=other, strength=40, reason="Same tools.", by=by)

    assert (gives(one, other), gives(other, one)) == (40, 0)


def test_matching_follows_each_decision_and_leaves_out_what_gives_nothing(relation, by):
    before = load_taxonomy()

    decide(relation, 0, by)

    after = load_taxonomy()
    assert before.relations == {relation.target_id: ((relation.source_id, 60),)}
    assert after.relations == {}
    assert after.version != before.version
    assert TaxonomyVersion.objects.latest().source == "staff"


def test_a_decision_taken_back_brings_back_all_of_what_stood_before(relation, by):
    stood = SkillRelation.objects.values().get()
    decide(relation, 15, by)
    decide(relation, 0, by, "On second thoughts: nothing.")

    decide(relation, None, by, "")

    assert SkillRelation.objects.values().get() == stood
    told = RelationDecision.objects.values_list("strength", flat=True).order_by("id")
    assert list(told) == [15, 0, None]


def test_where_nothing_stood_nothing_stands_again(by):
    one, other = SkillFactory(), SkillFactory()
    pair = {"source": one, "target": other, "by": by}
    decide_relation(**pair, strength=40, reason="Same tools.")

    decide_relation(**pair, strength=None, reason="")

    assert not SkillRelation.objects.exists()


def test_a_decision_over_the_starter_taxonomy_survives_its_next_load(tmp_path, by):
    load_folder(folder=write_taxonomy(tmp_path / "first", small_taxonomy()))
    relation = SkillRelation.objects.get()
    decide(relation, 80, by)

    files = small_taxonomy()
    files["relations"][0]["strength"] = 55
    load_folder(folder=write_taxonomy(tmp_path / "second", files))

    relation.refresh_from_db()
    assert (relation.strength, relation.origin) == (80, "staff")


@pytest.mark.parametrize(("strength", "reason"), [(-1, "x"), (101, "x"), (5, "  "), (5, "x" * 201)])
def test_what_can_not_be_decided_changes_nothing(relation, by, strength, reason):
    with pytest.raises(ValidationError):
        decide(relation, strength, by, reason)

    relation.refresh_from_db()
    assert relation.strength == 60
    assert not TaxonomyVersion.objects.exists()


def test_there_must_be_a_decision_to_take_back(relation, by):
    with pytest.raises(ValidationError, match="no decision"):
        decide(relation, None, by)


def test_a_skill_is_not_related_to_itself(by):
    skill = SkillFactory()

    with pytest.raises(ValidationError, match="itself"):
        decide_relation(source=skill, target=skill, strength=50, reason="x", by=by)


class TestReport:
    @pytest.fixture
    def derived(self):
        """An ordinary relation, and one that hardly any job shares."""
        plain = SkillRelationFactory(
            source__label_en="Tower cranes", target__label_en="Cranes", strength=73,
            origin="hierarchy", reason="a kind of it", likeness=87, shared_use=100,
        )  # fmt: skip
        odd = SkillRelationFactory(
            source__label_en="Sound cues", source__use=9, target__label_en="Cue lights",
            target__use=9, strength=60, origin="hierarchy", likeness=41, shared_use=0,
        )  # fmt: skip
        SkillRelationFactory(strength=90, origin="starter")
        return plain, odd

    def told(self, capsys, *options):
        call_command("report_relations", *options)
        return capsys.readouterr().out

    def test_it_counts_sources_and_tells_the_strongest_and_the_strangest(self, derived, capsys):
        strongest, strangest = self.told(capsys).split("strangest")

        assert "hierarchy          2" in strongest
        assert strongest.index("Tower cranes -> Cranes") < strongest.index("Sound cues")
        assert "Sound cues -> Cue lights" in strangest
        assert "Tower cranes" not in strangest

    def test_as_csv_it_has_a_row_a_pair(self, derived, capsys):
        head, *rows = self.told(capsys, "--csv").splitlines()

        assert head == "list,source,target,strength,origin,likeness,shared_use,reason"
        assert [row.split(",")[0] for row in rows] == ["strongest", "strongest", "strangest"]

    def test_of_long_lists_it_tells_the_top(self, derived, capsys):
        assert self.told(capsys, "--csv", "--top=1").count("strongest") == 1
