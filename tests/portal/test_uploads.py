"""Uploads are small, in memory, and a large one leaves the rest of its form as it was."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from portal.common.uploads import LARGEST_REQUEST, LARGEST_UPLOAD


def request_with(*sizes: int, **headers: str) -> HttpRequest:
    files = {
        f"file{place}": SimpleUploadedFile("a", b"x" * size) for place, size in enumerate(sizes)
    }
    return RequestFactory().post("/", {"text": "typed", **files}, **headers)


def test_a_file_up_to_the_limit_comes_whole() -> None:
    file = request_with(LARGEST_UPLOAD).FILES["file0"]

    assert len(file.read()) == file.size == LARGEST_UPLOAD


def test_a_larger_one_is_only_counted_and_the_form_is_read() -> None:
    request = request_with(LARGEST_UPLOAD + 1)
    file = request.FILES["file0"]

    assert (file.size, file.read()) == (LARGEST_UPLOAD + 1, b"")
    assert request.POST["text"] == "typed"


def test_several_files_share_the_limit() -> None:
    files = request_with(LARGEST_UPLOAD - 10, 100, 5).FILES

    assert [len(files[name].read()) for name in sorted(files)] == [LARGEST_UPLOAD - 10, 0, 5]


def test_a_request_that_is_far_too_large_is_not_read() -> None:
    request = request_with(10, CONTENT_LENGTH=str(LARGEST_REQUEST + 1))

    with pytest.raises(RequestDataTooBig):
        request.POST  # noqa: B018 - reading it is what is tested
