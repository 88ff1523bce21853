"""Settings of a journey: those of the tests, with the cache that a real host has."""

from portal.settings import base
from portal.settings.test import *

CACHES = base.CACHES
LOG_LEVEL = "WARNING"
