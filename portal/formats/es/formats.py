"""Read by Django for this language."""

from portal.formats import (
    DATE_INPUT_FORMATS,
    DECIMAL_SEPARATOR,
    NUMBER_GROUPING,
    THOUSAND_SEPARATOR,
)

__all__ = ["DATE_INPUT_FORMATS", "DECIMAL_SEPARATOR", "NUMBER_GROUPING", "THOUSAND_SEPARATOR"]
