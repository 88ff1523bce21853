"""Invented people, organisations and openings that read true for Connecticut; for dev and tests.

`load_demo` writes them. The same seed and taxonomy give the same data on the same day.
"""
