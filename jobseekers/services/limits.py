"""How much a profile holds, how long its words are, and which years make sense in it."""

MAX_SKILLS = 200
MAX_OWN_SKILLS = 30
LONGEST_OWN_SKILL = 100
MAX_JOBS = 60
MAX_CREDENTIALS = 60
MAX_RESUMES = 5
EARLIEST_YEAR, LATEST_YEAR = 1940, 2100
