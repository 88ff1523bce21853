"""Random taxonomies, profiles, postings and pools for property tests.

Few ids on purpose, so that people, postings and relations meet; the extremes are in reach too.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from matching.engine import (
    Education,
    Experience,
    HeldCredential,
    HeldSkill,
    Importance,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Taxonomy,
)

TODAY = date(2026, 11, 22)

skill_ids = st.integers(0, 5) | st.sampled_from([6, 700, 4_000])
occupation_ids = st.integers(0, 2) | st.just(900)
credential_ids = st.integers(0, 1) | st.just(500)
levels = st.none() | st.integers(1, 4)
educations = st.none() | st.sampled_from(Education)
percents = st.integers(1, 100)
months = st.integers(0, 90) | st.sampled_from([0, 1, 47, 48, 100_000])
days = st.none() | st.integers(-2, 2).map(lambda days: TODAY + timedelta(days=days))
pool_ids = st.integers(1, 40) | st.sampled_from([0, 2**31, 2**62])


def _relations(ids):
    """Relations as data may hold them: repeated pairs and relations with oneself included."""
    return st.dictionaries(
        ids, st.lists(st.tuples(ids, percents), max_size=5).map(tuple), max_size=8
    )


def taxonomies():
    """A taxonomy that may not know every skill and occupation that is in use."""
    return st.builds(
        Taxonomy,
        version=st.just("test"),
        specificity=st.dictionaries(skill_ids, st.integers(40, 100), max_size=14),
        relations=_relations(skill_ids),
        occupation_relations=_relations(occupation_ids),
    )


held_skills = st.builds(HeldSkill, skill=skill_ids, level=levels)
experiences = st.builds(Experience, occupation=st.none() | occupation_ids, months=months)
held_credentials = st.builds(HeldCredential, credential=credential_ids, expires=days)
requirements = st.builds(
    RequirementInput,
    skill=skill_ids,
    importance=st.sampled_from(Importance),
    level=levels,
    trainable=st.booleans(),
)


def profiles(ids=pool_ids):
    """A profile: empty, ordinary, or saying the same thing twice."""
    return st.builds(
        ProfileInput,
        id=ids,
        skills=st.lists(held_skills, max_size=8).map(tuple),
        experience=st.lists(experiences, max_size=4).map(tuple),
        education=educations,
        credentials=st.lists(held_credentials, max_size=4).map(tuple),
    )


def postings(ids=pool_ids):
    """A posting: one that asks for nothing, ordinary, or asking for the same thing twice."""
    return st.builds(
        PostingInput,
        id=ids,
        requirements=st.lists(requirements, max_size=8).map(tuple),
        occupation=st.none() | occupation_ids,
        months=st.none() | months,
        education=educations,
        education_or_equivalent=st.booleans(),
        gates=st.lists(credential_ids, max_size=3).map(tuple),
    )


def profile_pools(max_size=8):
    """Profiles with ids of their own, in any order."""
    return st.lists(profiles(), max_size=max_size, unique_by=lambda profile: profile.id)


def posting_pools(max_size=8):
    """Postings with ids of their own, in any order."""
    return st.lists(postings(), max_size=max_size, unique_by=lambda posting: posting.id)
