"""The one place that reads the environment: what may differ between machines comes from here."""

from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
