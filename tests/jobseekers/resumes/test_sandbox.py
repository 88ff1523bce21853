"""Whatever the reader's process does, it ends, and nothing of it stays."""

import os
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from jobseekers.resumes import documents
from jobseekers.resumes.documents import Problem, UnreadableDocumentError, read_document
from jobseekers.resumes.sandbox import MAX_ANSWER, Outcome, run_limited
from tests.jobseekers.resumes.files import lines_pdf

_ROOT = Path(__file__).resolve().parents[3]


def run(code: str, *, content: bytes = b"", seconds: float = 10) -> Outcome:
    """Runs code in the sandbox, under the reader's own limits."""
    start = f"import sys; sys.path.append({str(_ROOT)!r})\n"
    limits = "from jobseekers.resumes.reader.limits import *\nlimit_this_process()\n"
    command = [sys.executable, "-I", "-S", "-B", "-c", start + limits + textwrap.dedent(code)]
    return run_limited(command, content, seconds=seconds)


def test_what_goes_in_comes_out() -> None:
    outcome = run("sys.stdout.write(sys.stdin.read().upper())", content=b"ana")
    assert outcome == Outcome(output=b"ANA", code=0, late=False)


def test_it_has_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "very-secret")
    assert b"very-secret" not in run("import os; print(os.environ)").output


def test_a_process_that_sleeps_is_ended_with_all_its_kin() -> None:
    begun = time.monotonic()
    outcome = run("import time; time.sleep(60)", seconds=0.5)
    assert outcome.took_too_long
    assert time.monotonic() - begun < 3


def test_so_is_one_that_closes_its_output_and_goes_on() -> None:
    assert run("import os, time; os.close(1); time.sleep(60)", seconds=0.5).took_too_long


def test_nor_does_a_child_of_it_live_on() -> None:
    code = "import subprocess, sys; print(subprocess.Popen(['/bin/sleep', '60']).pid, flush=True)"
    command = [sys.executable, "-I", "-c", code]
    outcome = run_limited(command, b"", seconds=1)
    deadline = time.monotonic() + 3
    while _is_running(int(outcome.output or 0)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(int(outcome.output or 0))


def test_it_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "left"
    run(f"open({str(target)!r}, 'w').write('x' * 10)")
    assert not target.exists() or target.stat().st_size == 0


def test_once_the_doors_are_closed_nothing_opens() -> None:
    code = """
        import socket
        close_the_doors()
        for act in (lambda: open("/etc/passwd"), socket.socket, lambda: open("/tmp/left", "w")):
            try:
                act()
            except OSError as error:
                print(error.errno)
    """
    assert run(code).output.split() == [b"24"] * 3


def test_processor_time_ends() -> None:
    code = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 9))\nwhile True: pass"
    assert run(code).took_too_long


def test_memory_ends() -> None:
    assert run("try:\n  b'x' * 2**30\nexcept MemoryError:\n  print('no')").output == b"no\n"


def test_endless_output_is_not_kept() -> None:
    outcome = run("while True: sys.stdout.write('x' * 65536)")
    assert len(outcome.output) <= MAX_ANSWER


@pytest.mark.parametrize(
    "output",
    [b"", b"{", b"[]", b"[1]", b'"text"', b"null", b'{"text": 1, "pages": 1, "kind": "pdf"}',
     b'{"text": "x", "pages": true, "kind": "exe"}', b'{"text": "x", "pages": 99, "kind": "pdf"}',
     b'{"refusal": "because"}', b"\xff\xfe\x00", b'{"text": "x", "pages": "1", "kind": "pdf"}'],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_means_a_damaged_file(
    output: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "run_reader", lambda content: Outcome(output, -11, False))
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(b"Ana Rivera")
    assert refused.value.problem == Problem.CORRUPT


def test_a_reader_that_is_late_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "run_reader", lambda content: Outcome(b"", -9, True))
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(b"Ana Rivera")
    assert refused.value.problem == Problem.TOO_SLOW


def test_whoever_gets_no_turn_is_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(documents, "_TURN_SECONDS", 0.1)
    with documents._AT_ONCE, pytest.raises(UnreadableDocumentError) as refused:
        read_document(b"Ana Rivera, forklift driver")
    assert refused.value.problem == Problem.BUSY
    assert read_document(b"Ana Rivera, forklift driver").pages == 1


def test_a_machine_without_room_asks_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(content: bytes) -> Outcome:
        raise BlockingIOError

    monkeypatch.setattr(documents, "run_reader", no_room)
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(lines_pdf(["Ana"]))
    assert refused.value.problem == Problem.BUSY


def _is_running(pid: int) -> bool:
    if not pid:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"
