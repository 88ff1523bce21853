"""Everything about the code that can be judged without running the tests."""

import os
import secrets
import subprocess
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from devtools import environment, stack, suite
from devtools.console import say
from devtools.workspace import ROOT


@dataclass(frozen=True)
class Check:
    """A named command that exits with 0 when all is well; `env` adds to everyone's environment."""

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    check: Check
    ok: bool
    seconds: float
    output: str


def all_checks() -> list[Check]:
    """The slow ones first, so that two processors end at about the same time."""
    tool, manage = environment.installed, stack.manage
    own_apps = sorted(folder.parent.parent.name for folder in ROOT.glob("*/migrations/__init__.py"))
    spectacular = ["spectacular", "--validate", "--fail-on-warn", "--file", os.devnull]
    concise = ["--output-format", "concise"]
    compose_schema = ["--builtin-schema", "vendor.compose-spec"]
    return [
        Check("types", [tool("mypy")]),
        Check("API description", manage(*spectacular)),
        Check(
            "safe migrations", manage("lintmigrations", "--no-cache", "--include-apps", *own_apps)
        ),
        Check("missing migrations", manage("makemigrations", "--check", "--dry-run")),
        Check("deployment", manage("check", "--deploy", "--fail-level", "WARNING"), _production()),
        Check("translations", manage("messages", "check")),
        Check("import contracts", [tool("lint-imports")]),
        Check("templates, format", [tool("djlint"), "--check", "templates", "--quiet"]),
        Check("templates, lint", [tool("djlint"), "--lint", "templates", "--quiet"]),
        Check("Python, format", [tool("ruff"), "format", "--check", *concise, "."]),
        Check("Python, lint", [tool("ruff"), "check", *concise, "."]),
        Check(
            "compose file, schema",
            [tool("check-jsonschema"), *compose_schema, "docker-compose.yml"],
        ),
        Check("compose file, lint", [tool("compose-lint"), "docker-compose.yml"]),
        Check("Dockerfile", [tool("hadolint"), "Dockerfile"]),
    ]


def run() -> int:
    """Run all checks, two at a time, whatever fails; 0 when all are well."""
    with suite.test_servers(), ThreadPoolExecutor(max_workers=2) as pool:
        env = {**stack.variables("test"), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        outcomes = []
        for outcome in pool.map(lambda check: _outcome(check, env), all_checks()):
            if not outcome.ok:
                command = " ".join(map(str, outcome.check.command))
                say(f"\n--- {outcome.check.name}: {command}\n{outcome.output}")
            outcomes.append(outcome)
    for outcome in outcomes:
        verdict = "ok" if outcome.ok else "FAILED"
        print(f"{verdict:<7} {outcome.check.name:<22} {outcome.seconds:5.1f} s")
    failed = sum(not outcome.ok for outcome in outcomes)
    print(f"{len(outcomes)} checks, {failed or 'none'} failed")
    return 1 if failed else 0


def _outcome(check: Check, env: Mapping[str, str]) -> Outcome:
    started = time.monotonic()
    answer = subprocess.run(
        check.command,
        cwd=ROOT,
        env={**env, **check.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(check, answer.returncode == 0, time.monotonic() - started, answer.stdout)


def _production() -> dict[str, str]:
    """An environment as a real host would have it, with a throw-away secret."""
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings.prod",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "portal.example.org",
    }
