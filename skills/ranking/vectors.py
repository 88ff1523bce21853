"""Vectors of texts that stay the same, stored: a text goes through the model only once."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from skills.models import TextVector
from skills.ranking.encoder import WIDTH, Encoder, Vectors

_BATCH = 2000

Progress = Callable[[int], object]


def vectors_of(texts: Sequence[str], encoder: Encoder, progress: Progress | None = None) -> Vectors:
    """A vector for each text, from the database where it is known, else encoded and stored.

    `progress` is told how many texts are done, batch by batch.
    """
    vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        vectors[start : start + len(batch)] = _batch(batch, encoder)
        if progress:
            progress(len(batch))
    return vectors


def _batch(texts: Sequence[str], encoder: Encoder) -> Vectors:
    digests = [_digest(text, encoder) for text in texts]
    stored = {
        bytes(digest): bytes(vector)
        for digest, vector in TextVector.objects.filter(digest__in=digests).values_list(
            "digest", "vector"
        )
    }
    missing = {
        digest: text for digest, text in zip(digests, texts, strict=True) if digest not in stored
    }
    if missing:
        for digest, vector in zip(missing, encoder.encode(list(missing.values())), strict=True):
            stored[digest] = vector.astype(np.float16).tobytes()
        TextVector.objects.bulk_create(
            [
                TextVector(digest=digest, encoder=encoder.name, vector=stored[digest])
                for digest in missing
            ],
            ignore_conflicts=True,
        )
    joined = b"".join(stored[digest] for digest in digests)
    return np.frombuffer(joined, dtype=np.float16).astype(np.float32).reshape(-1, WIDTH)


def _digest(text: str, encoder: Encoder) -> bytes:
    return hashlib.sha256(f"{encoder.name}\0{text}".encode()).digest()
