"""The synthetic load: median 30 skills a profile, 12 requirements a posting, 20 relations a skill.

Popularity follows Zipf's law, and everything else that the model knows is there too: levels and
unknown levels, experience, schooling, credentials with and without expiry, gates, training.
"""

from portal.bench.load.arrays import AS_OF, some_postings, some_profiles, some_taxonomy

__all__ = ["AS_OF", "some_postings", "some_profiles", "some_taxonomy"]
