"""The starter taxonomy as a lexicon, read from its files: no database is needed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

import pytest

from portal.bench.text import starter_lexicon
from skills.management.commands.load_taxonomy import STARTER
from skills.reading.findings import PostingReading, ResumeReading
from skills.reading.read import read_posting, read_resume
from skills.taxonomy.reader import read_folder

TODAY = date(2026, 11, 25)


class Reader:
    """Reads texts with the starter taxonomy and tells findings by their slugs."""

    def __init__(self) -> None:
        taxonomy = read_folder(STARTER)
        self.slugs = {
            "skill": [row.slug for row in taxonomy.skills],
            "credential": [row.slug for row in taxonomy.credentials],
            "occupation": [row.code for row in taxonomy.occupations],
        }
        self.lexicon = starter_lexicon(taxonomy)

    def posting(self, text: str) -> PostingReading:
        return read_posting(text, lexicon=self.lexicon)

    def resume(self, text: str) -> ResumeReading:
        return read_resume(text, lexicon=self.lexicon, as_of=TODAY)

    def read(self, kind: str, text: str) -> PostingReading | ResumeReading:
        return self.posting(text) if kind == "posting" else self.resume(text)

    def skills(self, reading: PostingReading | ResumeReading) -> dict:
        return {self.slugs["skill"][each.skill]: each for each in reading.skills}

    def credentials(self, reading: PostingReading | ResumeReading) -> dict:
        return {self.slugs["credential"][each.credential]: each for each in reading.credentials}

    def found(self, kind: str, text: str) -> set[str]:
        """The slugs of all skills and credentials that a text names."""
        reading = self.read(kind, text)
        return set(self.skills(reading)) | set(self.credentials(reading))


@cache
def _reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return _reader()


@pytest.fixture
def asked(reader: Reader) -> Callable[[str, str], object]:
    """What a posting says of one skill, by its slug."""
    return lambda text, slug: reader.skills(reader.posting(text))[slug]


@contextmanager
def _within(*, seconds: float) -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


@pytest.fixture
def time_limit() -> Callable[..., object]:
    """Fails what takes more of the processor's time than so many seconds."""
    return _within
