"""The pay that a posting states."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from portal.common.words import WagePeriod
from skills.reading.findings import Span, Wage
from skills.reading.words import plain

_DOLLARS = r"(?:us\s?\$|\$|usd\s?)\s?"
_AMOUNT = r"(?P<{0}>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})(?P<{0}_cents>\.\d{{1,2}})?\s?(?P<{0}_k>k\b)?"
_TO = r"\s*(?:-|–|—|\bto\b|\band\b|\ba\b|\by\b|\bhasta\b|/\s?hr\.?\s*(?:-|–|to))\s*"
_WAGE = re.compile(
    rf"(?<![\w.,£€¥])(?P<sign>{_DOLLARS})?{_AMOUNT.format('low')}(?P<unit>\s*(?:dollars|dolares|usd))?"
    rf"(?:(?:\s?/\s?(?:hr|hour|year|yr))?{_TO}(?P<sign_high>{_DOLLARS})?{_AMOUNT.format('high')}"
    rf"(?P<unit_high>\s*(?:dollars|dolares|usd))?)?(?![\d,]|\.\d|\s?%)"
)
_PERIODS: dict[WagePeriod, str] = {
    WagePeriod.HOUR: r"hour|hourly|hr|hrs|h|hora|horas",
    WagePeriod.WEEK: r"week|weekly|wk|semana|semanal|semanales",
    WagePeriod.MONTH: r"month|monthly|mo|mes|mensual|mensuales",
    WagePeriod.YEAR: r"year|yearly|yr|annum|annual|annually|ano|anual|anuales|salary",
}
_AFTER = re.compile(
    r"\+?\s*(?:usd|us|dollars|dolares|bucks)?\s*\+?\s*[(,]?\s*(?:plus tips\s*|\+ tips\s*)?"
    r"(?:/\s*|per\s+|an\s+|a\s+|each\s+|every\s+|por\s+|la\s+|al\s+|x\s+|cada\s+|paid\s+|base\s+)*"
    r"(?:(?P<HOUR>{HOUR})|(?P<WEEK>{WEEK})|(?P<MONTH>{MONTH})|(?P<YEAR>{YEAR}))\b".format(
        **{period.value: words for period, words in _PERIODS.items()}
    )
)
_FOREIGN = re.compile(
    r"(?:[£€¥]|\b(?:kr|dkk|eur|gbp|cad|sek|nok|chf)\.?)\s?(?:\d[\d.,]*k?\s*(?:-|–|—|to)\s*)?$"
)
_PER = re.compile(r"\W*(?:/|per\b|an?\b|each\b|por\b|la\b|al\b|x\b|cada\b|dollars|dolares|usd)")
_BEFORE = re.compile(
    r"(?:(?P<HOUR>hourly|por hora|per hour)|(?P<WEEK>weekly|semanal)|(?P<MONTH>monthly|mensual)"
    r"|(?P<YEAR>annual|annually|yearly|anual|per year|salary))\b[^.;\n$]{0,40}$"
)
_PAY = re.compile(
    r"\b(?:pay|pays|paid|paying|wages?|salary|salaries|rate|compensation|earn|earnings|starting at"
    r"|starts at|hourly|salario|sueldo|pago|paga|pagamos|remuneracion|compensacion|gana|gane)\b"
)
# What is money but no wage, before the amount or after it.
_OTHER_MONEY_BEFORE = re.compile(
    r"\b(?:bonus(?:es)?|revenues?|sales|budgets?|assets|funding|portfolio|raised|invest\w*|coverage"
    r"|insurance|reimburse\w*|stipend|tuition|deductible|fees?|costs?|worth|donat\w*|overtime"
    r"|differential|commissions?|allowance|referral|sign-?on|signing|relocation|grants?|savings"
    r"|valued at|discounts?|loans?|ingresos|ventas de|bono|presupuesto|reembolso|horas extras?)\b"
    r"[^.;$\n]{0,30}$"
)
_OTHER_MONEY_AFTER = re.compile(
    r"\s*(?:/|per|an?|por|la)?\s*(?:hour|hr|year|yr|month)?\s*[+-]?\s*(?:million|billion|mm?\b"
    r"|bn?\b"
    r"|millones|mil millones|in (?:\w+ )?(?:revenue|sales|assets|tuition)|(?:\w+ ){0,2}bonus"
    r"|sign-?on|signing|shift differential|differential|stipend|tuition|reimbursement|allowance"
    r"|referral|gift card|de bono|overtime|ot\b|discount|co-?pay|deductible|off\b)"
)
# The least and the most that a period's pay can be, in dollars.
_BOUNDS: dict[WagePeriod, tuple[int, int]] = {
    WagePeriod.HOUR: (5, 400),
    WagePeriod.WEEK: (100, 15_000),
    WagePeriod.MONTH: (400, 60_000),
    WagePeriod.YEAR: (6_000, 900_000),
}
# Pay without its period is by the hour up to this, and by the year from that on.
_SURELY_HOURLY = 150
_SURELY_YEARLY = 15_000


class _Candidate(NamedTuple):
    rank: int
    wage: Wage


def read_wage(text: str) -> Wage | None:
    """The wage that a posting states most fully, the first of equals; None if it states none.

    Revenue, bonuses, stipends and differentials are no wage. Without a period, pay is by the hour
    up to $150 and by the year from $15,000, and only where a word such as "pay" stands near.
    """
    best = max(_candidates(text), key=lambda candidate: candidate.rank, default=None)
    return best.wage if best else None


def _candidates(text: str) -> Iterator[_Candidate]:
    flat = plain(text)
    for match in _WAGE.finditer(flat):
        before = flat[max(0, match.start() - 60) : match.start()]
        if _FOREIGN.search(before):
            continue
        if _OTHER_MONEY_BEFORE.search(before) or _OTHER_MONEY_AFTER.match(flat, match.end()):
            continue
        after = _AFTER.match(flat, match.end())
        has_sign = bool(match["sign"] or match["sign_high"] or match["unit"] or match["unit_high"])
        says_pay = _PAY.search(before) is not None
        says_per = after is not None and _PER.match(after.group()) is not None
        if not has_sign and not says_per and not says_pay:
            continue
        period, end = _period(match, after, before)
        low, high = _amounts(match)
        if not has_sign and period is not WagePeriod.HOUR and low < _SURELY_YEARLY:
            continue
        if period is None:
            if not says_pay and not (has_sign and match["high_k"]):
                continue
            period = _by_size(low)
        if period is None or not _plausible(low, high, period):
            continue
        rank = (after is not None) * 4 + has_sign * 2 + says_pay + (high is not None) * 2
        span = Span(match.start(), end)
        yield _Candidate(rank, Wage(lowest=low, highest=high, period=period, span=span))


def _period(
    match: re.Match[str], after: re.Match[str] | None, before: str
) -> tuple[WagePeriod | None, int]:
    named = after or _BEFORE.search(before)
    inside = re.search(r"/\s?(?:(hr|hour)|(year|yr))", match.group())
    if named is not None and named.lastgroup:
        return WagePeriod(named.lastgroup), after.end() if after else match.end()
    if inside:
        return WagePeriod.HOUR if inside.group(1) else WagePeriod.YEAR, match.end()
    return None, match.end()


def _amounts(match: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    """The lower and the higher amount; "$45-52k" means thousands in both."""
    high = _dollars(match, "high", thousands=bool(match["high_k"])) if match["high"] else None
    shared = bool(match["high_k"]) and len(match["low"]) <= 3
    low = _dollars(match, "low", thousands=bool(match["low_k"]) or shared)
    if high is not None and match["low_k"] and high < _SURELY_HOURLY * 5:
        high *= 1000
    return (low, None) if high == low else (low, high)


def _dollars(match: re.Match[str], name: str, *, thousands: bool) -> Decimal:
    amount = Decimal(match[name].replace(",", "") + (match[f"{name}_cents"] or ""))
    return amount * 1000 if thousands else amount


def _by_size(amount: Decimal) -> WagePeriod | None:
    if amount <= _SURELY_HOURLY:
        return WagePeriod.HOUR
    return WagePeriod.YEAR if amount >= _SURELY_YEARLY else None


def _plausible(low: Decimal, high: Decimal | None, period: WagePeriod) -> bool:
    least, most = _BOUNDS[period]
    return least <= low <= most and (high is None or low < high <= most)
