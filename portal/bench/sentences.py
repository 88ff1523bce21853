"""Skills of ESCO ranked for sentences of job ads, beside plain rankers, on a labelled set.

RP@5 of a sentence: how many of its labels are among the first five, of at most min(5, labels). The
weights are fitted anew without the sentences of the ad that they are tried on (five folds of ads),
and once on all of them: those are the numbers for `skills/ranking/weights.py`.
"""

import csv
import gzip
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from portal.bench.results import BenchError, Result
from portal.settings.env import ROOT
from skills.models import Source
from skills.ranking.encoder import encoder_in_use
from skills.ranking.labels import labels_of
from skills.ranking.sentences import LabelIndex, Weighed
from skills.ranking.vectors import vectors_of
from skills.ranking.weights import WITH_MODEL, WITHOUT_MODEL, Signs, Weights

LABELS = ROOT / "tests" / "quality" / "sentences" / "labels.csv"
TEXTS = ROOT.parent / "shared" / "data" / "postings" / "postings_text.jsonl.gz"
_ESCO = "http://data.europa.eu/esco/skill/"
_FOLDS = 5
_REGULARISATION = 0.1
_FIRST = 5

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Labelled:
    """A sentence, the ad it is of, and the places of its labels in the index."""

    ad: str
    text: str
    labels: frozenset[int]


def run() -> list[Result]:
    """RP@5 of ours with and without the model, and of the rivals; sentences a second."""
    encoder = encoder_in_use()
    if encoder is None:
        raise BenchError("the language model is not installed or is switched off")
    labels = labels_of(Source.ESCO)
    if not labels:
        raise BenchError("ESCO is not loaded: run import_esco first")
    sentences = _sentences({label.code: place for place, label in enumerate(labels)})
    texts = [sentence.text for sentence in sentences]
    vectors = vectors_of([label.text for label in labels], encoder)
    meaning = encoder.encode(texts) @ vectors.T
    words = _tfidf(texts, [label.text for label in labels])
    mix = max((_rp(w * words + (1 - w) * meaning, sentences), w) for w in (0.2, 0.3, 0.4, 0.5))
    beside = f"words {_rp(words, sentences):.3f}, MiniLM {_rp(meaning, sentences):.3f}"
    beside += f", their best mix {mix[0]:.3f}"
    results = []
    for name, index, shipped in (
        ("with the model", LabelIndex(labels, encoder, vectors), WITH_MODEL),
        ("words alone", LabelIndex(labels, None, None), WITHOUT_MODEL),
    ):
        weighed = list(index.weigh(texts))
        tried = _cross_validated(weighed, sentences, len(labels))
        fitted = _fit(weighed, sentences)
        sys.stderr.write(f"fitted, {name}: {_told(fitted)}\n")
        results.append(
            Result(
                "sentences", f"RP@5, {name}, weights fitted on other ads", _rp(tried, sentences),
                "of 1", f"above the mix {mix[0]:.3f}", beside,
            )
        )  # fmt: skip
        now = _all_scores(weighed, shipped, len(labels))
        results.append(
            Result("sentences", f"RP@5, {name}, weights in use", _rp(now, sentences), "of 1")
        )
    index = LabelIndex(labels, encoder, vectors)
    many = (texts * (1 + 1000 // len(texts)))[:1000]
    started = time.perf_counter()
    index.rank(many, 100)
    speed = len(many) / (time.perf_counter() - started)
    results.append(Result("sentences", "sentences in a batch", speed, "a second", "100"))
    return results


def _sentences(places: dict[str, int]) -> list[Labelled]:
    if not TEXTS.is_file():
        raise BenchError(f"the labelled sentences are of {TEXTS}, which is not here")
    with gzip.open(TEXTS, "rt", encoding="utf-8") as lines:
        ads = {ad["id"]: ad["lines"] for ad in map(json.loads, lines)}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        Labelled(
            ad=row["posting"],
            text=ads[row["posting"]][int(row["line"])],
            labels=frozenset(places[_ESCO + code] for code in row["skills"].split("|")),
        )
        for row in rows
        if row["skills"]
    ]


def _rp(scores: Scores, sentences: Sequence[Labelled]) -> float:
    shares = []
    for row, sentence in zip(scores, sentences, strict=True):
        first = np.argsort(-row, kind="stable")[:_FIRST]
        hits = len(sentence.labels.intersection(first.tolist()))
        shares.append(hits / min(_FIRST, len(sentence.labels)))
    return float(np.mean(shares))


def _tfidf(texts: Sequence[str], labels: Sequence[str]) -> Scores:
    vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32)
    known = vectorizer.fit_transform(labels)
    return np.asarray((vectorizer.transform(texts) @ known.T).todense())


def _fit(weighed: Sequence[Weighed], sentences: Sequence[Labelled]) -> Weights:
    """Weights that make the labels of the sentences likely, and the others unlikely."""
    signs = np.concatenate([each.signs for each in weighed]).astype(np.float64)
    said = np.concatenate(
        [
            np.isin(each.labels, list(sentence.labels))
            for each, sentence in zip(weighed, sentences, strict=True)
        ]
    )
    mean, spread = signs.mean(axis=0), signs.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=_REGULARISATION, max_iter=3000)
    model.fit((signs - mean) / spread, said)
    worth = model.coef_[0] / spread
    return Weights(float(model.intercept_[0] - worth @ mean), Signs(*worth.tolist()))


def _cross_validated(
    weighed: Sequence[Weighed], sentences: Sequence[Labelled], labels: int
) -> Scores:
    ads = sorted({sentence.ad for sentence in sentences})
    fold_of = {ad: place % _FOLDS for place, ad in enumerate(ads)}
    scores = np.full((len(sentences), labels), -np.inf, dtype=np.float32)
    for fold in range(_FOLDS):
        others = [row for row, each in enumerate(sentences) if fold_of[each.ad] != fold]
        own = [row for row, each in enumerate(sentences) if fold_of[each.ad] == fold]
        weights = _fit([weighed[row] for row in others], [sentences[row] for row in others])
        scores[own] = _all_scores([weighed[row] for row in own], weights, labels)
    return scores


def _all_scores(weighed: Sequence[Weighed], weights: Weights, labels: int) -> Scores:
    scores = np.full((len(weighed), labels), -np.inf, dtype=np.float32)
    for row, each in enumerate(weighed):
        scores[row, each.labels] = each.signs @ np.array(weights.signs, np.float32) + weights.bias
    return scores


def _told(weights: Weights) -> str:
    signs = ", ".join(f"{name}={worth:.2f}" for name, worth in weights.signs._asdict().items())
    return f"bias={weights.bias:.2f}, {signs}"
