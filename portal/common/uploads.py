"""Uploads stay in memory and small: what is too large is counted, never kept."""

from io import BytesIO
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

# All files of a request together, in bytes.
LARGEST_UPLOAD = 5 * 1024 * 1024
# A request up to here is read to its end, so that its form can come back with a message; a larger
# one is refused before it is read.
LARGEST_REQUEST = 50 * 1024 * 1024


class LimitedUploads(FileUploadHandler):
    """Takes files into memory up to LARGEST_UPLOAD.

    A file that exceeds it comes out empty but with its true `size`, by which a form refuses it.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._held = 0
        self._file: BytesIO | None = None

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - named so by Django
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuses a request that is far too large. Raises RequestDataTooBig."""
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("This request is too large to be read.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keeps the chunk while there is room; without, lets go of the whole file."""
        if self._file is None:
            return
        self._held += len(raw_data)
        if self._held > LARGEST_UPLOAD:
            self._held -= start + len(raw_data)
            self._file = None
        else:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file as forms get it."""
        content = self._file or BytesIO()
        content.seek(0)
        return InMemoryUploadedFile(
            file=content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
