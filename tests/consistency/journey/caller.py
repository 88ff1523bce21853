"""A program that knows nothing of the portal but its API."""

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any


@dataclass
class Caller:
    """Speaks JSON over the network with `host:port`, with a token once it has one."""

    host: str
    token: str = ""

    def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """The status and the decoded body of an answer."""
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Token {self.token}"
        connection = HTTPConnection(self.host, timeout=20)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, f"/api/v1/{path}", sent, headers)
            answer = connection.getresponse()
            return answer.status, json.load(answer)
        finally:
            connection.close()

    def get(self, path: str) -> Any:
        """The body of a page that is there."""
        status, body = self.call("GET", path)
        assert status == 200, body
        return body

    def sign_in(self, email: str, password: str) -> "Caller":
        """The same caller with this person's token."""
        status, body = self.call("POST", "auth/token/", {"email": email, "password": password})
        assert status == 200, body
        return Caller(self.host, body["token"])


def seconds_until(holds: Callable[[], bool], patience: float = 20) -> float:
    """How long it took until something held; at most `patience` seconds."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < patience, "it never came true"
        time.sleep(0.05)
    return time.monotonic() - started


def wait_for_server(host: str, patience: float = 30) -> None:
    """Returns when the portal answers."""
    until = time.monotonic() + patience
    while True:
        try:
            Caller(host).call("GET", "skills/?q=a")
        except OSError:
            assert time.monotonic() < until, "the web server does not answer"
            time.sleep(0.1)
        else:
            return


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
