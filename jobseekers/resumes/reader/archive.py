"""A Word file is a zip archive: what it would unpack to, before anything is unpacked."""

import zipfile
from io import BytesIO

from jobseekers.resumes.reader.limits import UNPACK
from jobseekers.resumes.reader.refusals import Refusal, RefusedError

_ENCRYPTED = 0x1
_CONTENT_TYPES = "[Content_Types].xml"


def check_archive(content: bytes) -> None:
    """Raises RefusedError unless it is a Word file that unpacks to a sane size.

    The sizes are those that the archive states; `zipfile` never reads beyond them.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise RefusedError(Refusal.CORRUPT) from error
    names = {entry.filename for entry in entries}
    if _CONTENT_TYPES not in names or not any(name.startswith("word/") for name in names):
        raise RefusedError(Refusal.UNKNOWN_KIND)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusedError(Refusal.PASSWORD)
    if len(entries) > UNPACK.entries or len(names) != len(entries):
        raise RefusedError(Refusal.UNPACKS_TOO_LARGE)
    if sum(entry.file_size for entry in entries) > UNPACK.total_bytes:
        raise RefusedError(Refusal.UNPACKS_TOO_LARGE)
    for entry in entries:
        swollen = entry.file_size > UNPACK.ratio * max(entry.compress_size, 1)
        if entry.file_size > UNPACK.entry_bytes or (
            swollen and entry.file_size > UNPACK.ratio_from
        ):
            raise RefusedError(Refusal.UNPACKS_TOO_LARGE)
