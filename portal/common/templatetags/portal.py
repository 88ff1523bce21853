"""How the portal writes numbers, money, distances and states. Load with ``{% load portal %}``."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, RadioSelect
from django.forms.boundfield import BoundWidget
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

register = template.Library()

BAND_WORDS = {
    "strong": gettext_lazy("Strong match"),
    "good": gettext_lazy("Good match"),
    "possible": gettext_lazy("Possible match"),
    "stretch": gettext_lazy("A stretch"),
}
STATUS_WORDS = {
    "met": gettext_lazy("Met"),
    "partly": gettext_lazy("Partly met"),
    "confirm": gettext_lazy("To confirm"),
    "related": gettext_lazy("From a related skill"),
    "equivalent": gettext_lazy("Met another way"),
    "missing": gettext_lazy("Missing"),
    "tell_us": gettext_lazy("Not known yet"),
}
STATUS_COUNTS = {
    "met": ngettext_lazy("%d met", "%d met"),
    "equivalent": ngettext_lazy("%d met another way", "%d met another way"),
    "partly": ngettext_lazy("%d partly met", "%d partly met"),
    "confirm": ngettext_lazy("%d to confirm", "%d to confirm"),
    "related": ngettext_lazy("%d from a related skill", "%d from related skills"),
    "missing": ngettext_lazy("%d missing", "%d missing"),
    "tell_us": ngettext_lazy("%d not known yet", "%d not known yet"),
}
STATUS_ICONS = {
    "met": "check_circle",
    "equivalent": "verified",
    "partly": "check_circle_outline",
    "confirm": "help_outline",
    "related": "link",
    "missing": "radio_button_unchecked",
    "tell_us": "edit",
}
# Whole sentences, so that a language can order its words as it likes.
WAGE_SENTENCES: dict[str, Mapping[str, Any]] = {
    "one": {
        "HOUR": gettext_lazy("%(low)s an hour"),
        "WEEK": gettext_lazy("%(low)s a week"),
        "MONTH": gettext_lazy("%(low)s a month"),
        "YEAR": gettext_lazy("%(low)s a year"),
    },
    "range": {
        "HOUR": gettext_lazy("%(low)s to %(high)s an hour"),
        "WEEK": gettext_lazy("%(low)s to %(high)s a week"),
        "MONTH": gettext_lazy("%(low)s to %(high)s a month"),
        "YEAR": gettext_lazy("%(low)s to %(high)s a year"),
    },
}


def _whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


@register.filter
def points(hundredths: int | None) -> str:
    """Points of a ledger from hundredths, always with two decimals: "12.50"."""
    if hundredths is None:
        return ""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


@register.filter
def fit(hundredths: int | None) -> str:
    """A fit (0..10000 hundredths) as a whole number, rounded down so that 74.99 never reads 75."""
    if hundredths is None:
        return ""
    return str((Decimal(hundredths) / 100).to_integral_value(ROUND_FLOOR))


@register.filter
def money(amount: Decimal | float | str | None) -> str:
    """Dollars as written in the United States in either language: "$18.50", "$52,000"."""
    if amount is None or amount == "":
        return ""
    value = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"${value:,.0f}" if _whole(value) else f"${value:,.2f}"


@register.simple_tag
def wage(low: Decimal | None, high: Decimal | None, period: str) -> str:
    """A wage with its period, "$18.50 to $22 an hour"; either end may be None, or both."""
    first, last = (low if low is not None else high), (high if high is not None else low)
    if first is None:
        return _("Pay not stated")
    kind = "one" if first == last else "range"
    sentence = WAGE_SENTENCES[kind][str(period)]
    return str(sentence) % {"low": money(first), "high": money(last)}


@register.filter
def miles(distance: float | None) -> str:
    """A straight-line distance in miles, in words: "Less than 1 mile", "About 12 miles"."""
    if distance is None:
        return ""
    if distance < 1:
        return _("Less than 1 mile")
    whole = round(distance)
    return ngettext("About %(number)d mile", "About %(number)d miles", whole) % {"number": whole}


@register.filter
def band_word(band: str | None) -> str:
    """The words for a band code of the engine; empty when there is no band."""
    return str(BAND_WORDS.get(str(band or ""), ""))


@register.filter
def status_word(status: str) -> str:
    """The words for the status of a ledger line."""
    return str(STATUS_WORDS.get(str(status), status))


@register.filter
def status_icon(status: str) -> str:
    """The name of the icon that stands beside the word for a status."""
    return STATUS_ICONS.get(str(status), "radio_button_unchecked")


@register.filter
def status_counts(statuses: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """How many lines have each status, as (status, "8 met"), best first; none that are zero."""
    return _counts_in_words(tuple(map(str, statuses)), get_language())


@lru_cache(maxsize=4096)
def _counts_in_words(
    statuses: tuple[str, ...], _language: str | None
) -> tuple[tuple[str, str], ...]:
    counted = Counter(statuses)
    return tuple(
        (status, str(words % counted[status]))
        for status, words in STATUS_COUNTS.items()
        if counted[status]
    )


@register.simple_tag
def segment_bar(statuses: Iterable[str], with_key: bool = False) -> SafeString:
    """The inside of <c-segments>, which lists have in every row."""
    return _segment_bar(tuple(map(str, statuses)), bool(with_key), get_language())


@lru_cache(maxsize=4096)
def _segment_bar(statuses: tuple[str, ...], with_key: bool, language: str | None) -> SafeString:
    counts = _counts_in_words(statuses, language)
    bar = format_html(
        '<div class="segments" role="img" aria-label="{}">{}</div>',
        ", ".join(words for _status, words in counts),
        format_html_join("", '<span class="segment segment--{}"></span>', zip(statuses)),
    )
    if not with_key:
        return bar
    rows = '<li><span class="segment segment--{}"></span>{}</li>'
    return bar + format_html(
        '<ul class="segments-key" aria-hidden="true">{}</ul>', format_html_join("", rows, counts)
    )


@register.simple_tag
def band_mark(band: str, hundredths: int | None = None, large: bool = False) -> SafeString:
    """The inside of <c-band>: the word for a fit first, its number second."""
    return _band_mark(str(band), fit(hundredths), bool(large), get_language())


@lru_cache(maxsize=4096)
def _band_mark(band: str, number: str, large: bool, _language: str | None) -> SafeString:
    words = _("fit %(number)s of 100") % {"number": number} if number else ""
    return format_html(
        '<span class="band band--{}{}"><span class="band__meter" aria-hidden="true">{}</span>'
        '<span class="band__word">{}</span> {}</span>',
        band,
        " band--large" if large else "",
        mark_safe('<i class="band__step"></i>' * 4),  # noqa: S308
        band_word(band),
        format_html('<span class="band__fit">{}</span>', words) if words else "",
    )


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """The drawing of <c-icon>, made once: a page has a hundred of them."""
    return _icon(str(name), str(size))


@lru_cache(maxsize=256)
def _icon(name: str, size: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" icon--{size}" if size else "",
        static("dist/icons.svg"),
        name,
    )


@register.filter
def status_sentence(statuses: Iterable[str]) -> str:
    """The same counts as one line of text: "8 met, 1 partly met, 1 missing"."""
    return ", ".join(words for _status, words in status_counts(statuses))


@register.filter
def undo_address(extra_tags: str | None) -> str:
    """The address that undoes what a message tells of: the rest of its "undo:..." extra tag."""
    tags = (extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")


# --- Forms ---------------------------------------------------------------------------------------

CONTROL_CLASSES = {
    "select": "usa-select",
    "textarea": "usa-textarea",
    "checkbox": "usa-checkbox__input",
    "radio": "usa-radio__input",
    "file": "file-input",
    "hidden": "",
}


def _control_kind(field: BoundField) -> str:
    widget = field.field.widget
    kind = getattr(widget, "input_type", None)
    return kind or ("textarea" if "textarea" in widget.template_name else "text")


@register.filter
def control_kind(field: BoundField) -> str:
    """What sort of control a field shows: "text", "select", "checkbox", "group", "hidden"..."""
    if isinstance(field.field.widget, RadioSelect):
        return "group"
    return _control_kind(field)


@register.simple_tag
def described_by(field: BoundField, hint: str = "") -> str:
    """The ids of the texts that describe a field: its hint (or help text) and its error, if any."""
    ids = []
    if hint or field.help_text:
        ids.append(f"{field.auto_id}-hint")
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    return " ".join(ids)


@register.filter
def error_target(field: BoundField) -> str:
    """The id that an error summary links to: the control, or the first of its choices."""
    return f"{field.auto_id}_0" if control_kind(field) == "group" else field.auto_id


@register.simple_tag
def control(
    field: BoundField,
    describing: str = "",
    autocomplete: str = "",
    inputmode: str = "",
    classes: str = "",
) -> SafeString:
    """A field's own widget with the class, description and error state that a page needs."""
    own = field.field.widget.attrs
    css = [CONTROL_CLASSES.get(_control_kind(field), "usa-input"), own.get("class", ""), classes]
    attrs = {"aria-describedby": describing, "autocomplete": autocomplete, "inputmode": inputmode}
    if field.errors:
        attrs["aria-invalid"] = "true"
        css.append("usa-input--error")
    attrs["class"] = " ".join(filter(None, css))
    return field.as_widget(attrs={name: value for name, value in attrs.items() if value})


@register.simple_tag
def choice_control(choice: BoundWidget, classes: str, describing: str = "") -> SafeString:
    """One radio button or check box of a field that has many, with our class and description."""
    choice.data["attrs"]["class"] = classes
    if describing:
        choice.data["attrs"]["aria-describedby"] = describing
    return choice.tag()
