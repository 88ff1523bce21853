"""Why a file is not read. The portal has a sentence for each (`jobseekers.resumes.documents`)."""

from enum import StrEnum


class Refusal(StrEnum):
    EMPTY = "empty"
    UNKNOWN_KIND = "unknown_kind"
    OLD_WORD = "old_word"
    RICH_TEXT = "rich_text"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    NO_TEXT = "no_text"
    CORRUPT = "corrupt"
    TOO_LONG = "too_long"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_SLOW = "too_slow"


class RefusedError(Exception):
    """The file can't be read, for this reason."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
