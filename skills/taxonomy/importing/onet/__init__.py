"""The O*NET database as its text files have it: occupations, what they do and what they use."""

from skills.taxonomy.importing.onet.loading import import_onet

__all__ = ["import_onet"]
