"""Tiny inputs for worked examples: say only what the example is about."""

from datetime import date

from matching.engine import (
    HeldCredential,
    HeldSkill,
    Importance,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Taxonomy,
)

AS_OF = date(2026, 11, 22)


def a_taxonomy(specificity=None, relations=None, occupation_relations=None, version="test"):
    """A taxonomy where every skill is fully specialised and nothing is related, unless said."""
    return Taxonomy(version, specificity or {}, relations or {}, occupation_relations or {})


def a_person(id=1, skills=None, experience=(), education=None, credentials=None):
    """A profile; ``skills`` maps skill to level, ``credentials`` maps credential to last day."""
    return ProfileInput(
        id=id,
        skills=tuple(HeldSkill(skill, level) for skill, level in (skills or {}).items()),
        experience=tuple(experience),
        education=education,
        credentials=tuple(HeldCredential(*held) for held in (credentials or {}).items()),
    )


def asks(skill, level=2, importance=Importance.ESSENTIAL, trainable=False):
    """A requirement: essential, at level 2, unless said."""
    return RequirementInput(skill, importance, level, trainable)


def a_job(*requirements, id=1, occupation=None, months=None, education=None, **rest):
    """A posting with these requirements; ``or_equivalent`` and ``gates`` if said."""
    return PostingInput(
        id=id,
        requirements=requirements,
        occupation=occupation,
        months=months,
        education=education,
        education_or_equivalent=rest.get("or_equivalent", False),
        gates=tuple(rest.get("gates", ())),
    )
