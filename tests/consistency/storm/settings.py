"""Settings of a storm: lists so short that cuts, floors and rescoring happen all the time."""

from portal.settings.test import *

MATCHING_POSTINGS_PER_PROFILE = 12
MATCHING_PROFILES_PER_POSTING = 6
MATCHING_RESERVE = 4
LOG_LEVEL = "WARNING"
