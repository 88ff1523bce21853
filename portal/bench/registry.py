"""The benchmarks by name, in the order in which they run."""

from collections.abc import Callable

from portal.bench import drain, engine, pages, quality, search, sentences, text, titles
from portal.bench.results import Result

BENCHMARKS: dict[str, Callable[[], list[Result]]] = {
    "engine": engine.run,
    "drain": drain.run,
    "pages": pages.run,
    "quality": quality.run,
    "search": search.run,
    "sentences": sentences.run,
    "text": text.run,
    "titles": titles.run,
}
