"""Benchmarks: one module each, listed in `registry`, run by `manage.py bench`."""
