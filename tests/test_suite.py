"""The suite itself is strict: templates that name what nobody gave, and orders nobody asked for."""

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.template import Context, Origin, Template
from django.template.engine import Engine

from skills.models import Skill
from tests.factories import SkillFactory


def template(source: str, folder: str) -> Template:
    path = f"{settings.ROOT}/{folder}/any.html"
    return Template(source, origin=Origin(path), engine=Engine.get_default())


def test_an_undefined_variable_in_our_templates_fails():
    with pytest.raises(AssertionError, match=r"any\.html uses nobody\.name"):
        template("{{ nobody.name }}", "templates").render(Context())


def test_an_undefined_variable_in_a_condition_or_with_a_default_is_fine():
    source = "{% if nobody %}x{% endif %}{{ nobody|default:'-' }}{{ nobody|default:other }}"
    assert template(source, "templates").render(Context({"other": "+"})) == "-+"


def test_an_undefined_variable_in_others_templates_is_empty_as_django_has_it():
    assert template("[{{ nobody }}]", "elsewhere").render(Context()) == "[]"


@pytest.mark.django_db
def test_rows_come_shuffled_where_no_order_was_asked():
    for number in range(30):
        SkillFactory(slug=f"skill-number-{number:02d}")
    asked: QuerySet[Skill] = Skill.objects.order_by("slug")
    in_order = [skill.slug for skill in asked]
    assert in_order == sorted(in_order)
    unordered = [skill.slug for skill in Skill.objects.order_by()]
    assert unordered != in_order
    assert sorted(unordered) == in_order
