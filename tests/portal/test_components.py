"""What the components promise to people who can't see them, or who type what nobody expected."""

import re

from django import forms
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler


class Shift(forms.Form):
    title = forms.CharField(label="Job title", help_text="As people say it.")
    level = forms.ChoiceField(choices=[("1", "With help")], widget=forms.RadioSelect)
    agree = forms.BooleanField(required=False)


def rendered(source: str, **context: object) -> str:
    html = Template(CottonCompiler().process(source)).render(Context(context))
    return re.sub(r"\s+", " ", html)


def test_a_field_points_to_its_hint_and_its_error() -> None:
    html = rendered('<c-field :field="form.title" />', form=Shift({}))
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'id="id_title-hint"' in html
    assert 'id="id_title-error"' in html
    assert 'aria-invalid="true"' in html


def test_a_field_says_in_words_that_it_is_required() -> None:
    form = Shift()
    assert "(required)" in rendered('<c-field :field="form.title" />', form=form)
    assert "(required)" not in rendered('<c-field :field="form.agree" />', form=form)


def test_radio_buttons_stand_in_a_fieldset_with_a_legend() -> None:
    html = rendered('<c-field :field="form.level" />', form=Shift())
    assert re.search(r"<fieldset.*<legend.*Level.*</legend>.*type=\"radio\".*</fieldset>", html)


def test_the_error_summary_leads_to_each_field() -> None:
    html = rendered('<c-form-errors :form="form" />', form=Shift({}))
    assert 'href="#id_title"' in html
    assert 'href="#id_level_0"' in html
    assert "This field is required." in html


def test_there_is_no_error_summary_without_errors() -> None:
    assert rendered('<c-form-errors :form="form" />', form=Shift()).strip() == ""


def test_the_bar_has_a_segment_a_requirement_and_reads_as_text() -> None:
    html = rendered('<c-segments :statuses="statuses" />', statuses=["met", "met", "missing"])
    assert html.count('class="segment ') == 3
    assert 'aria-label="2 met, 1 missing"' in html


def test_the_ledger_shows_lines_and_their_sum() -> None:
    lines = [
        {"label": "Welding", "status": "met", "reason": "", "earned": 6000, "possible": 6000},
        {"label": "Blueprints", "status": "partly", "reason": "", "earned": 2120, "possible": 4000},
    ]
    html = rendered('<c-ledger :lines="lines" :earned="8120" />', lines=lines)
    assert "60.00 of 60.00" in html
    assert "21.20 of 40.00" in html
    assert re.search(r"<tfoot.*81\.20 of 100\.00.*</tfoot>", html)


def test_a_card_escapes_what_an_employer_typed() -> None:
    typed = '"><script>alert(1)</script>'
    source = '<c-match-card href="/" title="{{ typed }}" :employer="typed" why="{{ typed }}" />'
    html = rendered(source, typed=typed)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3


def test_words_typed_by_people_are_never_evaluated() -> None:
    html = rendered('<c-tag>{{ typed }}</c-tag><c-stat number="{{ typed }}" />', typed="[1, 2][0]")
    assert html.count("[1, 2][0]") == 2


def test_an_open_gate_is_left_out_of_a_card() -> None:
    gates = [{"label": "CDL", "open": True}, {"label": "CNA certificate", "open": False}]
    html = rendered('<c-match-card href="/" title="Aide" :gates="gates" />', gates=gates)
    assert "Needs: CNA certificate" in html
    assert "CDL" not in html


def test_a_fresh_list_does_not_poll() -> None:
    source = '<c-freshness :updating="stale" poll_url="/me/matches/" target="#matches" />'
    assert "hx-get" in rendered(source, stale=True)
    assert "hx-get" not in rendered(source, stale=False)


def test_the_page_for_our_own_failures_needs_nothing_else() -> None:
    html = rendered('{% include "500.html" %}')
    assert "Something went wrong" in html
