"""Any text is read without an error, and every finding points at words of the text."""

from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = [
    *("Requirements:", "Beneficios", "Experience", "Education", "SKILLS", "- ", "• ", "\n", "\n\n"),
    *("no ", "not required", "without ", "sin ", "but ", ", ", "; ", "(", ")", ": ", "must "),
    *(
        "a plus",
        "Excel",
        "forklifts",
        "operate",
        "operating a forklift",
        "data entry",
        "CNA license",
    ),
    *("manejo de montacargas", "expires 05/2027", "3+ years", "two (2) years", "18 meses", "$45k"),
    *(
        "$18-$22/hr",
        "Jan 2019 – Present",
        "2016-19",
        "99/9999",
        "high school",
        "B.S. in",
        "part-time",
    ),
    *("in progress", "3pm-11pm", "ABC Inc.", "Hartford, CT 06106", "Cashier", "İ", "ß", "ﬁ", "½"),
    *("e\u0301", "\u200b", "\x00", "\U0001f600", "ǅ", "\u2028", "\r\n"),
]
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)


def check(reader, text):
    posting, resume = reader.posting(text), reader.resume(text)
    findings = [*posting.skills, *posting.credentials, *resume.skills, *resume.credentials]
    spans = list(chain.from_iterable(finding.spans for finding in findings))
    spans += [each.span for each in (*resume.jobs, *resume.schooling)]
    spans += [each.span for each in (posting.wage, posting.education) if each]
    spans += posting.schedule.spans
    for start, end in spans:
        assert 0 <= start < end <= len(text)
    for finding in findings:
        assert 0 < finding.score <= 1
        for start, end in finding.spans:
            assert finding_words(reader, finding, text[start:end])
    for job in resume.jobs:
        assert job.title in text
        assert job.employer in text
        assert job.ended is None or job.started <= job.ended


def finding_words(reader, finding, written):
    """Whether the very words of a finding name it on their own."""
    kind = "skill" if hasattr(finding, "skill") else "credential"
    number = getattr(finding, kind)
    return any(
        match.kind == kind and number in match.ids and (match.start, match.end) == (0, len(written))
        for match in reader.lexicon.find(written)
    )


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_any_text_is_read(reader, text):
    check(reader, text)


@pytest.mark.full
@settings(
    max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_any_text_is_read_many_times(reader, text):
    check(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "not " * 5000,
        "a, " * 6000,
        "(" * 20_000,
        "1" * 20_000,
        "$1,000 " * 2800,
        "2019 - " * 2800,
        "no experience with forklifts " * 690,
        "Forklift: " * 2000,
        " " * 20_000,
        "\n" * 20_000,
        "x" * 20_000,
        ". " * 10_000,
        "Excel, Word; " * 1500,
        "High school or " * 1300,
        "A" * 10_000 + "-" * 10_000,
        "experience " * 1800,
        "de la " * 3300,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_takes_long(reader, text, time_limit):
    with time_limit(seconds=3):
        check(reader, text)
