"""Dates and numbers are typed and read the same way in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils.formats import localize
from django.utils.translation import override


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("typed", ["1988-09-12", "09/12/1988"])
def test_a_typed_date_means_the_same_day_in_both_languages(language, typed):
    with override(language):
        assert forms.DateField().clean(typed) == date(1988, 9, 12)


@pytest.mark.parametrize("language", ["en", "es"])
def test_decimals_are_written_with_a_point(language):
    with override(language):
        assert localize(Decimal("18.50")) == "18.50"
