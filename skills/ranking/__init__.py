"""Ranks a taxonomy's skills for a sentence, and occupations for a job title.

Words (how much of a name a text covers) and meaning (a small language model) together; without the
model, words alone. Read `sentences.py` for skills and `titles.py` for occupations.
"""
