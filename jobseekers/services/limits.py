"""How much a profile holds, and which years make sense in it."""

MAX_SKILLS = 200
MAX_JOBS = 60
MAX_CREDENTIALS = 60
MAX_RESUMES = 5
EARLIEST_YEAR, LATEST_YEAR = 1940, 2100
