"""Relations that follow from published taxonomies: how strong, from where, and what stays."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skills.models import Skill, SkillRelation
from skills.services import decide_relation
from tests.factories import SkillRelationFactory, StaffUserFactory
from tests.skills.relations.world import (
    commodity,
    derived,
    esco_skill,
    gives,
    link,
    product,
    starter_skill,
    used_together,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_model(settings):
    settings.LANGUAGE_MODEL = False


@pytest.fixture
def elsewhere():
    """Jobs that share nothing with any other: what is shared by all jobs tells nothing."""
    used_together(esco_skill("bake bread"), esco_skill("sell bread"), jobs=20)


@pytest.mark.usefixtures("without_model")
class TestHierarchy:
    def test_a_kind_gives_much_of_the_whole_and_the_whole_something_of_a_kind(self):
        cranes, tower = esco_skill("operate cranes"), esco_skill("operate tower crane")
        link(tower, "broader", cranes)

        derived()

        assert (gives(tower, cranes), gives(cranes, tower)) == (60, 25)
        relation = SkillRelation.objects.get(source=tower)
        assert (relation.origin, relation.reason) == (
            "hierarchy",
            "it is a kind of the other in ESCO",
        )

    def test_the_whole_gives_nothing_of_one_of_many_kinds(self):
        advise = esco_skill("advise others")
        kinds = [esco_skill(f"advise on thing {number}") for number in range(11)]
        for kind in kinds:
            link(kind, "broader", advise)

        derived()

        assert gives(kinds[0], advise) == 60
        assert gives(advise, kinds[0]) == 0

    def test_a_case_of_a_general_skill_gives_less(self):
        teams = esco_skill("work in teams", breadth=3)
        sampling = esco_skill("assist blood sample collection")
        link(sampling, "broader", teams)

        derived()

        assert gives(sampling, teams) == 40

    def test_doing_gives_of_the_knowledge_that_it_needs(self):
        saw, types = esco_skill("operate table saw"), esco_skill("types of table saws")
        essential = esco_skill("safety of saws")
        link(saw, "optional", types)
        link(saw, "essential", essential)

        derived()

        assert (gives(saw, types), gives(saw, essential)) == (35, 45)
        assert (gives(types, saw), gives(essential, saw)) == (0, 0)

    def test_skills_of_one_group_need_jobs_that_share_them(self, elsewhere):
        roof, gutter = esco_skill("lay tiles", "S7.1"), esco_skill("install gutters", "S7.1")
        derived()
        assert gives(roof, gutter) == 0

        used_together(roof, gutter, jobs=4)
        derived()

        assert 20 < gives(roof, gutter) <= 30
        assert SkillRelation.objects.get(source=roof).shared_use == 100


@pytest.mark.usefixtures("without_model")
class TestProducts:
    def test_a_product_gives_much_of_its_kind_and_its_kind_something_of_a_product(self):
        kind, nimbus = commodity("Payroll software", "43231601"), product("Nimbus", "43231601")

        derived()

        assert (gives(nimbus, kind), gives(kind, nimbus)) == (60, 30)

    def test_products_of_one_kind_give_less_the_more_there_are(self):
        few = [product(f"Few {number}", "1") for number in range(3)]
        many = [product(f"Many {number}", "2") for number in range(30)]

        derived()

        assert gives(few[0], few[1]) == 30
        assert gives(many[0], many[1]) == 0


class TestOccupationsAndNames:
    def test_sharing_every_job_is_not_enough(self, elsewhere, settings):
        settings.LANGUAGE_MODEL = False
        forklift, register = esco_skill("drive forklift"), esco_skill("run cash register")
        used_together(forklift, register, jobs=5)

        derived()

        assert gives(forklift, register) == 0

    def test_names_alone_give_thirty_at_most_and_shared_jobs_raise_them(self, elsewhere):
        queries, use = esco_skill("query languages"), esco_skill("use query languages")
        derived()
        alone = gives(use, queries)
        assert 20 <= alone <= 30

        used_together(queries, use, jobs=5)
        derived()

        assert alone < gives(use, queries) <= 45

    @pytest.mark.parametrize(
        ("one", "other"),
        [("nursing", "nursery"), ("welding", "wedding"), ("carpet cleaning", "carpentry")],
    )
    def test_name_alikes_give_nothing(self, one, other, elsewhere):
        one, other = esco_skill(one), esco_skill(other)
        used_together(one, other, jobs=5)

        derived()

        assert (gives(one, other), gives(other, one)) == (0, 0)

    def test_names_of_software_are_proper_names(self):
        java, javascript = product("Java", "1"), product("Java Script", "2")

        derived()

        assert (gives(java, javascript), gives(javascript, java)) == (0, 0)


@pytest.mark.usefixtures("without_model")
class TestWhatPeopleSay:
    def test_between_two_skills_of_our_own_nothing_is_derived(self):
        one, other = starter_skill("operate cranes"), starter_skill("operate tower crane")
        link(other, "broader", one)

        derived()

        assert not SkillRelation.objects.exists()

    def test_a_skill_of_our_own_and_a_published_one_are_related(self):
        own, published = starter_skill("operate cranes"), esco_skill("operate tower crane")
        link(published, "broader", own)

        derived()

        assert gives(published, own) == 60

    def test_a_retired_skill_is_left_alone(self):
        one, other = esco_skill("operate cranes"), esco_skill("operate tower crane")
        link(other, "broader", one)
        derived()

        Skill.objects.filter(pk=one.pk).update(retired=True)
        derived()

        assert not SkillRelation.objects.exists()

    @pytest.mark.parametrize("strength", [0, 15])
    def test_what_staff_decided_survives_every_import(self, strength):
        one, other = esco_skill("operate cranes"), esco_skill("operate tower crane")
        link(other, "broader", one)
        derived()

        decide_relation(
            source=other, target=one, strength=strength, reason="No.", by=StaffUserFactory()
        )
        derived()

        assert gives(other, one) == strength
        assert SkillRelation.objects.get(source=other).origin == "staff"

    def test_a_second_time_nothing_is_done(self):
        one, other = esco_skill("operate cranes"), esco_skill("operate tower crane")
        link(other, "broader", one)

        assert derived().tallies["derived relations"].added == 2
        assert "derived relations" not in derived().tallies

    def test_what_is_no_longer_said_goes(self):
        one, other = esco_skill("operate cranes"), esco_skill("operate tower crane")
        link(other, "broader", one)
        derived()

        other.entries.get().links_out.all().delete()
        report = derived()

        assert report.tallies["derived relations"].removed == 2
        assert not SkillRelation.objects.exists()

    def test_a_skill_has_twenty_relations_at_most_and_curated_ones_come_first(self):
        whole = starter_skill("operate machines")
        for number in range(25):
            link(esco_skill(f"operate machine {number}"), "broader", whole)
        for _number in range(3):
            SkillRelationFactory(source=starter_skill("x"), target=whole, origin="starter")

        derived()

        assert SkillRelation.objects.filter(target=whole).count() == 20
        assert SkillRelation.objects.filter(target=whole, origin="starter").count() == 3


_LINKS = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.sampled_from(["broader", "essential", "optional"]),
        st.integers(0, 11),
    ),
    max_size=25,
    unique=True,
)
_JOBS = st.lists(st.sets(st.integers(0, 11), min_size=1, max_size=6), max_size=12)


@given(links=_LINKS, jobs=_JOBS, own=st.sets(st.integers(0, 11)))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_published_strengths_are_percents_between_different_skills(
    rollback, links, jobs, own
):
    with rollback():
        skills = [
            (starter_skill if number in own else esco_skill)(f"operate {number}", f"G{number % 3}")
            for number in range(12)
        ]
        for source, kind, target in links:
            link(skills[source], kind, skills[target])
        for job in jobs:
            used_together(*(skills[number] for number in job), jobs=1)

        derived()

        for relation in SkillRelation.objects.select_related("source", "target"):
            assert 20 <= relation.strength <= 100
            assert relation.source_id != relation.target_id
            sources = [*relation.source.sources, *relation.target.sources]
            assert sources.count("starter") < 2
