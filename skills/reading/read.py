"""Reads a whole posting or résumé."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from skills.models import Importance
from skills.reading import facts
from skills.reading.ambiguity import has_evidence
from skills.reading.boilerplate import is_boilerplate
from skills.reading.context import Said, Surroundings
from skills.reading.education import education_asked, highest_finished, schooling
from skills.reading.expiry import expiry_after
from skills.reading.findings import (
    CredentialFinding,
    Meant,
    PostingReading,
    ResumeReading,
    SkillFinding,
    Span,
)
from skills.reading.headings import BESIDE_THE_POINT, Section
from skills.reading.language import language_of
from skills.reading.layout import Layout, Sentence, lay_out
from skills.reading.lexicon import Lexicon
from skills.reading.names import Match
from skills.reading.resumes import personal_lines, read_jobs, read_languages, read_zip
from skills.reading.sureness import (
    MAYBE_FROM,
    Company,
    Evidence,
    companies,
    in_company,
    sureness,
)
from skills.reading.wages import read_wage
from skills.reading.words import plain

Semantic = Callable[[Sequence[str]], Sequence[Sequence[Meant]]]
"""For each sentence the skills that it means, the likeliest first."""

_SECTION_IMPORTANCE = {Section.PREFERRED: Importance.NICE}


@dataclass(slots=True)
class _Mention:
    """One place where a concept is named, with what is said of it there."""

    match: Match
    sentence: Sentence
    said: Said
    evidence: Evidence
    expires: date | None = None


@dataclass(slots=True)
class _Gathered:
    """All mentions of one concept."""

    held: list[_Mention] = field(default_factory=list)
    denied: bool = False


def read_posting(
    text: str, *, lexicon: Lexicon, semantic: Semantic | None = None
) -> PostingReading:
    """Skills, credentials and facts that a posting asks or offers."""
    layout = lay_out(text)
    flat = plain(text)
    asking = [
        sentence
        for sentence in layout.sentences
        if sentence.section not in BESIDE_THE_POINT
        and not is_boilerplate(flat[sentence.start : sentence.end])
    ]
    surroundings: dict[int, Surroundings] = {}
    skills: dict[int, _Gathered] = {}
    credentials: dict[int, _Gathered] = {}
    for mention in _mentions(text, flat, lexicon.find(text), asking, surroundings):
        for number in mention.match.ids:
            into = skills if mention.match.kind == "skill" else credentials
            gathered = into.setdefault(number, _Gathered())
            if mention.said.denied:
                gathered.denied = True
            else:
                gathered.held.append(mention)
    return PostingReading(
        language=language_of(text),
        skills=(
            *_skill_findings(skills, lexicon.fields),
            *_by_meaning(
                text, asking, semantic, surroundings, known=skills.keys(), fields=lexicon.fields
            ),
        ),
        credentials=tuple(_credential_findings(credentials)),
        education=education_asked(text, asking),
        months_experience=facts.read_months_asked(text, asking),
        minimum_age=facts.read_minimum_age(text, layout.sentences),
        wage=read_wage(text),
        schedule=facts.read_schedule(text, layout.sentences),
        work_modes=facts.read_work_modes(text, layout.sentences),
    )


def read_resume(
    text: str, *, lexicon: Lexicon, as_of: date, semantic: Semantic | None = None
) -> ResumeReading:
    """Skills, jobs, schooling and credentials that a person shows; `as_of` is today."""
    layout = lay_out(text, is_resume=True)
    flat = plain(text)
    hidden = personal_lines(text, layout)
    matches = lexicon.find(text)
    jobs = list(read_jobs(text, layout, matches, as_of=as_of))
    unread = sorted([*hidden, *(each.employer for each in jobs if each.employer)])
    showing = [
        sentence
        for sentence in layout.sentences
        if sentence.section not in BESIDE_THE_POINT and not _overlaps(sentence, hidden)
    ]
    surroundings: dict[int, Surroundings] = {}
    skills: dict[int, _Gathered] = {}
    credentials: dict[int, _Gathered] = {}
    readable = [match for match in matches if not _within(match, unread)]
    for mention in _mentions(text, flat, readable, showing, surroundings):
        said = mention.said
        for number in mention.match.ids:
            into = skills if mention.match.kind == "skill" else credentials
            gathered = into.setdefault(number, _Gathered())
            if said.denied or said.to_be_learned or said.wished:
                gathered.denied = True
            else:
                gathered.held.append(mention)
    entries = tuple(schooling(text, _without(layout, hidden), as_of=as_of))
    return ResumeReading(
        language=language_of(text),
        skills=(
            *_skill_findings(skills, lexicon.fields),
            *_by_meaning(
                text, showing, semantic, surroundings, known=skills.keys(), fields=lexicon.fields
            ),
        ),
        credentials=tuple(_credential_findings(credentials)),
        education=highest_finished(entries),
        schooling=entries,
        jobs=tuple(each.job for each in jobs),
        languages=read_languages(text, layout, hidden),
        zip=read_zip(text, layout),
    )


def _mentions(
    text: str,
    flat: str,
    matches: Iterable[Match],
    sentences: list[Sentence],
    surroundings: dict[int, Surroundings],
) -> Iterator[_Mention]:
    """Where skills and credentials are named within sentences, everyday words judged."""
    for place, named in _by_sentence(matches, sentences):
        sentence = sentences[place]
        for match in named:
            evidence = has_evidence(text, flat, match, sentence, named)
            if evidence is False:
                continue
            if place not in surroundings:
                surroundings[place] = Surroundings(text, sentence)
            yield _Mention(
                match,
                sentence,
                surroundings[place].about(match.start, match.end),
                _evidence(match, is_everyday=evidence is True),
                expiry_after(flat, match.end, sentence.end) if match.kind == "credential" else None,
            )


def _by_sentence(
    matches: Iterable[Match], sentences: list[Sentence]
) -> Iterator[tuple[int, list[Match]]]:
    """The skills and credentials that stand in each sentence, by the sentence's place."""
    starts = [sentence.start for sentence in sentences]
    found: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        place = bisect_right(starts, match.start) - 1
        if match.kind != "occupation" and place >= 0 and match.end <= sentences[place].end:
            found[place].append(match)
    yield from found.items()


def _evidence(match: Match, *, is_everyday: bool) -> Evidence:
    if match.is_common:
        return Evidence.COMMON
    if match.is_phrase:
        return Evidence.PHRASE
    if is_everyday:
        return Evidence.EVERYDAY
    if match.words == 1:
        return Evidence.WORD
    return Evidence.NAME if match.exact else Evidence.LOOSELY


def _sureness(held: list[_Mention], company: Company) -> float:
    """That of the surest mention, and a little more for each other one that is no common word."""
    told = sum(mention.evidence is not Evidence.COMMON for mention in held)
    return max(
        sureness(mention.evidence, company, max(told, 1), len(mention.match.ids))
        for mention in held
    )


def _importance(gathered: _Gathered) -> Importance:
    """The strongest that any mention says; a skill that is also said not to be needed is nice."""
    said = [
        mention.said.importance
        or _SECTION_IMPORTANCE.get(mention.sentence.section, Importance.IMPORTANT)
        for mention in gathered.held
    ]
    strongest = max(said)
    if gathered.denied and strongest is not Importance.ESSENTIAL:
        return Importance.NICE
    return strongest


def _is_trainable(gathered: _Gathered) -> bool:
    return any(
        mention.said.to_be_learned or mention.sentence.section is Section.TRAINING
        for mention in gathered.held
    )


def _spans(held: list[_Mention]) -> tuple[Span, ...]:
    return tuple(Span(mention.match.start, mention.match.end) for mention in held)


def _skill_findings(
    skills: dict[int, _Gathered], fields: Mapping[int, str]
) -> Iterator[SkillFinding]:
    named = {
        number
        for number, gathered in skills.items()
        if any(mention.evidence is not Evidence.COMMON for mention in gathered.held)
    }
    company = companies(named, fields)
    for number, gathered in skills.items():
        held = gathered.held
        if held and number not in named:
            company |= {number: companies({*named, number}, fields)[number]}
            if company[number] not in {Company.SOME, Company.MANY}:
                continue
        if held:
            levels = [mention.said.level for mention in held if mention.said.level]
            months = [mention.said.months for mention in held if mention.said.months]
            yield SkillFinding(
                skill=number,
                score=_sureness(held, company[number]),
                importance=_importance(gathered),
                level=max(levels, default=None),
                months=max(months, default=None),
                trainable=_is_trainable(gathered),
                source="words",
                spans=_spans(held),
            )


def _credential_findings(credentials: dict[int, _Gathered]) -> Iterator[CredentialFinding]:
    for number, gathered in credentials.items():
        held = gathered.held
        if held:
            yield CredentialFinding(
                credential=number,
                score=_sureness(held, Company.NO_FIELD),
                importance=_importance(gathered),
                trainable=_is_trainable(gathered),
                expires=max((each.expires for each in held if each.expires), default=None),
                spans=_spans(held),
            )


def _by_meaning(
    text: str,
    sentences: list[Sentence],
    semantic: Semantic | None,
    surroundings: dict[int, Surroundings],
    *,
    known: Collection[int],
    fields: Mapping[int, str],
) -> Iterator[SkillFinding]:
    """Skills that sentences mean without naming them; denied sentences are not asked.

    `known` are the skills that the text names.
    """
    if semantic is None:
        return
    asked: list[tuple[Sentence, Surroundings]] = []
    for place, sentence in enumerate(sentences):
        around = surroundings.get(place) or Surroundings(text, sentence)
        if not around.is_denied:
            asked.append((sentence, around))
    answers = semantic([text[sentence.start : sentence.end] for sentence, _ in asked])
    best: dict[int, tuple[float, Importance, list[Span]]] = {}
    for (sentence, around), answer in zip(asked, answers, strict=True):
        usual = _SECTION_IMPORTANCE.get(sentence.section, Importance.IMPORTANT)
        importance = around.importance or usual
        for meant in answer:
            if meant.probability < MAYBE_FROM:
                break
            if meant.skill in known:
                continue
            score, strongest, spans = best.get(meant.skill, (0.0, importance, []))
            span = Span(sentence.start + meant.start, sentence.start + meant.end)
            best[meant.skill] = (
                max(score, meant.probability),
                max(strongest, importance),
                [*spans, span],
            )
    for number, (probability, importance, spans) in best.items():
        company = companies({*known, number}, fields)[number]
        score = in_company(probability, company)
        if score >= MAYBE_FROM:
            yield SkillFinding(
                skill=number,
                score=score,
                importance=importance,
                level=None,
                months=None,
                trainable=False,
                source="meaning",
                spans=tuple(spans),
            )


def _overlaps(sentence: Sentence, spans: list[Span]) -> bool:
    return any(span.start < sentence.end and sentence.start < span.end for span in spans)


def _within(match: Match, spans: list[Span]) -> bool:
    return any(span.start <= match.start and match.end <= span.end for span in spans)


def _without(layout: Layout, spans: list[Span]) -> Layout:
    hidden = {span.start for span in spans}
    return Layout(
        tuple(line for line in layout.lines if line.start not in hidden), layout.sentences
    )
