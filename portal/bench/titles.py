"""Occupations suggested for job titles that the taxonomy does not have, beside plain rankers.

1,500 of O*NET's reported titles are taken out of all titles (also where they are alternate or short
titles, whatever their case), so that none is known word for word; each is then asked for.
"""

import random
import time
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from portal.bench.results import BenchError, Result
from portal.settings.env import ROOT
from skills.folding import fold
from skills.ranking.encoder import encoder_in_use
from skills.ranking.stock import titles_in_use
from skills.ranking.titles import TitleIndex, Titles
from skills.ranking.vectors import vectors_of
from skills.taxonomy import cells
from skills.taxonomy.importing.tables import Reading, find_tables
from skills.taxonomy.storing import Report

ONET = ROOT.parent / "shared" / "data" / "onet"
_DRAWN = 1500
_FIRST = 5


def run() -> list[Result]:
    """hit@1 and RP@5 of ours and of the rivals; titles a second."""
    encoder = encoder_in_use()
    titles = titles_in_use()
    if encoder is None:
        raise BenchError("the language model is not installed or is switched off")
    wanted = _drawn(titles)
    asked = list(wanted)
    out = {fold(title) for title in asked}
    kept = [place for place, text in enumerate(titles.texts) if fold(text) not in out]
    known = Titles(
        codes=titles.codes,
        descriptions=titles.descriptions,
        texts=tuple(titles.texts[place] for place in kept),
        occupations=tuple(titles.occupations[place] for place in kept),
    )
    index = TitleIndex(known, encoder, vectors_of)
    started = time.perf_counter()
    suggested = index.suggest(asked, _FIRST)
    speed = len(asked) / (time.perf_counter() - started)
    ours = [[each.code for each in found] for found in suggested]
    words = TitleIndex(known, None, vectors_of).suggest(asked, _FIRST)
    rival = _mix(known, asked)
    alone = [[each.code for each in found] for found in words]
    results = [
        Result(
            bench="titles",
            measure=name,
            value=measure(ours, wanted),
            unit="of 1",
            goal=f"above the mix {measure(rival, wanted):.3f}",
            beside=f"letters alone {measure(alone, wanted):.3f}",
        )
        for name, measure in (("hit@1", _hit), ("RP@5", _rp))
    ]
    return [*results, Result("titles", "titles in a batch", speed, "a second")]


def _drawn(titles: Titles) -> dict[str, set[str]]:
    """{title: codes of its occupations}, of reported titles drawn by chance with a fixed seed."""
    if not ONET.is_dir():
        raise BenchError(f"the reported titles are of {ONET}, which is not here")
    table = find_tables([ONET]).tables["Sample of Reported Titles"]
    rows = Reading(Report()).rows(table, {"Reported Job Title": cells.name})
    reported = sorted({row.cells["Reported Job Title"] for row in rows})
    drawn = random.Random(1500).sample(reported, _DRAWN)
    codes = defaultdict(set)
    for text, place in zip(titles.texts, titles.occupations, strict=True):
        codes[fold(text)].add(titles.codes[place])
    return {title: codes[fold(title)] for title in drawn if codes[fold(title)]}


def _mix(titles: Titles, asked: Sequence[str]) -> list[list[str]]:
    """The rival: the nearest title by MiniLM and by TF-IDF of letters, added up."""
    encoder = encoder_in_use()
    if encoder is None:
        raise BenchError("the language model is not installed or is switched off")
    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, preprocessor=fold,
        dtype=np.float32,
    )  # fmt: skip
    by_letters = letters.fit_transform(titles.texts)
    by_meaning = vectors_of(titles.texts, encoder)
    order = np.argsort(titles.occupations, kind="stable")
    owners = np.array(titles.occupations)[order]
    firsts = np.flatnonzero(np.diff(owners, prepend=-1))
    ranked = []
    for start in range(0, len(asked), 64):
        batch = asked[start : start + 64]
        near = encoder.encode(batch) @ by_meaning.T
        near = near + (letters.transform(batch) @ by_letters.T).toarray()
        best = np.maximum.reduceat(near[:, order], firsts, axis=1)
        for row in np.argsort(-best, axis=1, kind="stable")[:, :_FIRST]:
            ranked.append([titles.codes[owners[firsts[place]]] for place in row])
    return ranked


def _hit(found: Sequence[Sequence[str]], wanted: dict[str, set[str]]) -> float:
    return float(
        np.mean([row[0] in codes for row, codes in zip(found, wanted.values(), strict=True)])
    )


def _rp(found: Sequence[Sequence[str]], wanted: dict[str, set[str]]) -> float:
    return float(
        np.mean(
            [
                len(codes.intersection(row)) / min(_FIRST, len(codes))
                for row, codes in zip(found, wanted.values(), strict=True)
            ]
        )
    )
