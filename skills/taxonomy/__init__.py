"""Taxonomies come in as files, are checked as a whole, and are stored by difference."""
