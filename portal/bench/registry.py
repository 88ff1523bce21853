"""The benchmarks by name, in the order in which they run."""

from collections.abc import Callable
from importlib import import_module
from inspect import signature

from portal.bench.options import Options
from portal.bench.results import Result

BENCHMARKS = (
    "engine", "drain", "pages", "quality", "search", "sentences", "simulate", "text", "titles",
    "rebuild", "scale", "storm", "million",
)  # fmt: skip

# Minutes each, with servers or memory of their own: run only by name.
LONG = frozenset({"rebuild", "scale", "storm", "million"})


def run(name: str, options: Options) -> list[Result]:
    """Runs one benchmark. Some can be told their size.

    They are imported when they run: what some need is not part of a running portal.
    """
    benchmark: Callable[..., list[Result]] = import_module(f"portal.bench.{name}").run
    return benchmark(options) if signature(benchmark).parameters else benchmark()
