"""A line of a file, read: what it says of skills, schooling, time, credentials, and its work."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from matching.engine import Education, Importance, Level
from matching.files.knowledge import Knowledge
from matching.files.lines import PostingLine, ProfileLine
from matching.files.settings import FilesSettings
from matching.files.works import Floats, Meanings, Said
from skills.ranking.encoder import Encoder
from skills.reading.boilerplate import is_boilerplate
from skills.reading.durations import durations
from skills.reading.findings import CredentialFinding, SkillFinding
from skills.reading.headings import BESIDE_THE_POINT
from skills.reading.language import language_of
from skills.reading.layout import Sentence, lay_out
from skills.reading.read import read_posting, read_resume
from skills.reading.resumes import personal_lines
from skills.reading.sureness import SHOWN_FROM
from skills.reading.words import plain

_OR = re.compile(r"\bor\b|\bo\b|/", re.IGNORECASE)
_NEAR = 40
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ReadProfile:
    """What a person's line says; `months` of work in all, None where nothing tells."""

    skills: dict[int, Level]
    work: Floats
    months: int | None
    education: Education | None
    credentials: frozenset[int]


class Asked(NamedTuple):
    """How a posting asks for a skill."""

    importance: Importance
    level: Level
    trainable: bool


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ReadPosting:
    """What a posting's line says; `months` of experience and `education` as asked.

    `gates`: of each of these sets of credentials one must be held. `unsaid`: credentials of many
    kinds of work, which are asked, too, and which people hold without saying so.
    """

    skills: dict[int, Asked]
    work: Floats
    months: int | None
    education: Education | None
    education_or_equivalent: bool
    gates: tuple[frozenset[int], ...]
    unsaid: frozenset[int]


class _Words(NamedTuple):
    """What of a text is read for its meaning: the whole and its sentences."""

    language: str
    sentences: tuple[str, ...]

    @property
    def whole(self) -> str:
        return " ".join(self.sentences)


def read_profiles(
    lines: Sequence[ProfileLine], knowledge: Knowledge, settings: FilesSettings, as_of: date
) -> list[ReadProfile]:
    """Every line read, in order. Age, origin and looks are never read."""
    read = [read_resume(line.text, lexicon=knowledge.lexicon, as_of=as_of) for line in lines]
    skills = [_shown(each.skills) for each in read]
    works = _works([_said(line.text) for line in lines], skills, knowledge, settings)
    return [
        ReadProfile(
            skills={number: found.level for number, found in shown.items()},
            work=work,
            months=_months(line),
            education=line.education if line.education is not None else _level(each.education),
            credentials=_held(line, each.credentials, knowledge),
        )
        for line, each, shown, work in zip(lines, read, skills, works, strict=True)
    ]


def read_postings(
    lines: Sequence[PostingLine], knowledge: Knowledge, settings: FilesSettings
) -> list[ReadPosting]:
    """Every line read, in order."""
    texts = [f"{line.title}\n\n{line.text}" if line.title else line.text for line in lines]
    read = [read_posting(text, lexicon=knowledge.lexicon) for text in texts]
    skills = [_shown(each.skills) for each in read]
    works = _works([_asked(text) for text in texts], skills, knowledge, settings)
    found = []
    everyday = knowledge.everyday_credentials
    for line, text, each, shown, work in zip(lines, texts, read, skills, works, strict=True):
        asked = each.education
        groups = _asked_credentials(line, text, each.credentials, knowledge)
        level = line.education_required
        if level is None and asked is not None and asked.required:
            level = _level(asked.level)
        found.append(
            ReadPosting(
                skills={
                    number: Asked(Importance(one.importance), one.level, one.trainable)
                    for number, one in shown.items()
                },
                work=work,
                months=each.months_experience,
                education=level,
                education_or_equivalent=asked is not None and asked.or_experience,
                gates=tuple(frozenset(group) for group in groups if not group <= everyday),
                unsaid=frozenset().union(*(group for group in groups if group <= everyday)),
            )
        )
    return found


def _shown(findings: Iterable[SkillFinding]) -> dict[int, SkillFinding]:
    return {each.skill: each for each in findings if each.score >= SHOWN_FROM}


def _level(found: int | None) -> Education | None:
    return None if found is None else Education(found)


def _months(line: ProfileLine) -> int | None:
    """Months of work: as the form says, else the longest time that the text names."""
    if line.years_experience is not None:
        return round(line.years_experience * 12)
    return max((each.months for each in durations(plain(line.text))), default=None)


def _named(texts: Iterable[str], knowledge: Knowledge) -> set[int]:
    """The credentials that a form's texts name."""
    return {
        number
        for text in texts
        for match in knowledge.lexicon.find(text)
        if match.kind == "credential"
        for number in match.ids
    }


def _held(
    line: ProfileLine, findings: Iterable[CredentialFinding], knowledge: Knowledge
) -> frozenset[int]:
    """The credentials that somebody has, and all that those count as."""
    said = {each.credential for each in findings if each.score >= SHOWN_FROM}
    held = said | _named(line.credentials, knowledge)
    return frozenset(held.union(*(knowledge.satisfied.get(each, ()) for each in held)))


def _asked_credentials(
    line: PostingLine, text: str, findings: Iterable[CredentialFinding], knowledge: Knowledge
) -> list[set[int]]:
    """What the form requires, and what the text calls a must and does not train.

    Of a set one is enough: of what one text of the form names, or what "or" joins in a sentence.
    """
    groups = [named for each in line.credentials_required if (named := _named([each], knowledge))]
    musts = sorted(
        (span.start, span.end, each.credential)
        for each in findings
        for span in each.spans
        if each.score >= SHOWN_FROM
        and each.importance == Importance.ESSENTIAL
        and not each.trainable
    )
    last = 0
    joined: list[set[int]] = []
    for start, end, credential in musts:
        if joined and start - last <= _NEAR and _OR.search(text, last, start):
            joined[-1].add(credential)
        else:
            joined.append({credential})
        last = max(last, end)
    return [*groups, *(each for each in joined if not any(each & group for group in groups))]


def _said(text: str) -> _Words:
    """A person's sentences, those of age, origin and family left out."""
    layout = lay_out(text, is_resume=True)
    hidden = personal_lines(text, layout)
    return _words(
        text,
        (
            each
            for each in layout.sentences
            if not any(span.start < each.end and each.start < span.end for span in hidden)
        ),
    )


def _asked(text: str) -> _Words:
    """A posting's sentences on the work, those on the employer and the benefits left out."""
    flat = plain(text)
    sentences = lay_out(text).sentences
    return _words(
        text, (each for each in sentences if not is_boilerplate(flat[each.start : each.end]))
    )


def _words(text: str, sentences: Iterable[Sentence]) -> _Words:
    """Those of the sentences that are to the point and say something."""
    said = (
        text[each.start : each.end] for each in sentences if each.section not in BESIDE_THE_POINT
    )
    return _Words(language_of(text), tuple(each for each in said if _LETTER.search(each)))


def _works(
    texts: Sequence[_Words],
    skills: Sequence[Collection[int]],
    knowledge: Knowledge,
    settings: FilesSettings,
) -> list[Floats]:
    """Each text's kinds of work. What is not English is known by its skills alone, since that is
    what the language model reads."""
    readable = [
        each if knowledge.encoder and each.language == "en" else _Words("", ()) for each in texts
    ]
    meanings = iter(_encoded([each.sentences for each in readable], knowledge.encoder))
    wholes = iter(
        _encoded([[each.whole] for each in readable if each.sentences], knowledge.encoder)
    )
    return [
        knowledge.works.of(
            Said(
                each.whole,
                held,
                next(wholes)[0] if read.sentences else None,
                next(meanings) if read.sentences else None,
            ),
            settings,
        )
        for each, read, held in zip(texts, readable, skills, strict=True)
    ]


def _encoded(groups: Sequence[Sequence[str]], encoder: Encoder | None) -> list[Meanings]:
    """The vectors of each group of texts that has any, all put through the model together."""
    if encoder is None or not any(groups):
        return []
    sizes = [len(group) for group in groups if group]
    vectors = encoder.encode([text for group in groups for text in group])
    return np.split(vectors, np.cumsum(sizes)[:-1])
