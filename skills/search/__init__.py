"""Search as one types: skills, occupations and credentials by everyday words in both languages."""

from skills.search.finding import (
    LONGEST_QUERY,
    Found,
    search_credentials,
    search_occupations,
    search_skills,
)

__all__ = [
    "LONGEST_QUERY",
    "Found",
    "search_credentials",
    "search_occupations",
    "search_skills",
]
