"""How large and how long a benchmark is to be, where it can be told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """None where the benchmark's own size holds."""

    profiles: int | None = None
    postings: int | None = None
    seconds: int | None = None

    def size(self, *, profiles: int, postings: int) -> tuple[int, int]:
        """Profiles and postings, these unless others were asked for."""
        return self.profiles or profiles, self.postings or postings
