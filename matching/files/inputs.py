"""What was read, as the engine takes it.

Beside skills of the taxonomy there are a few that stand for a text as a whole. Each posting asks
for *its work*; each person has *their work so far*, which is related to what postings ask as much
as the two texts are alike, and to the skills that are typical of it. So what is only implied earns
what a related skill earns, at most, and stands in the ledger as that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

from matching.engine import (
    DEFAULT,
    Experience,
    HeldCredential,
    HeldSkill,
    Importance,
    PostingInput,
    ProfileInput,
    RequirementInput,
    Taxonomy,
)
from matching.engine.settings import FULL
from matching.files.knowledge import Knowledge
from matching.files.lines import Id
from matching.files.reading import ReadPosting, ReadProfile
from matching.files.settings import FilesSettings
from matching.files.works import likeness

_WHOLE = 100

ENGINE = replace(DEFAULT, adjacent_cap=FULL)
"""The engine's numbers, but that the cap of related skills is in the strengths given to it: a text
that tells of the very work earns all of it, a related skill as much as elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Two files as the engine takes them, in their order.

    `taxonomies` has one for each profile: what its skills and its work give. `works` tells the
    occupation of each skill that stands for a posting's work, where one was read; `so_far` is the
    skill that stands for a person's work. Both are numbers of occupations, too. `gates` tells the
    credentials of which one opens a gate; `usual` the skills that each posting does not name.
    """

    profiles: tuple[ProfileInput, ...]
    postings: tuple[PostingInput, ...]
    taxonomies: tuple[Taxonomy, ...]
    works: Mapping[int, int]
    so_far: int
    gates: Mapping[int, frozenset[int]]
    usual: tuple[frozenset[int], ...]


def inputs_of(
    profiles: Mapping[Id, ReadProfile],
    postings: Mapping[Id, ReadPosting],
    knowledge: Knowledge,
    settings: FilesSettings,
) -> Inputs:
    """Everything that the engine needs to judge each profile with each posting."""
    so_far = _first_free(knowledge)
    gates = {
        group: so_far + number
        for number, group in enumerate(
            dict.fromkeys(group for each in postings.values() for group in each.gates), start=1
        )
    }
    own = range(so_far + 1, so_far + 1 + len(postings))
    usual = [_usual(read, knowledge, settings) for read in postings.values()]
    alike = likeness(
        [each.work for each in profiles.values()],
        [each.work for each in postings.values()],
        settings,
    )
    specificity = dict(knowledge.taxonomy.specificity) | dict.fromkeys(
        own, settings.work_specificity
    )
    base = replace(knowledge.taxonomy, specificity=specificity)
    return Inputs(
        profiles=tuple(_profile(id, read, so_far, gates) for id, read in profiles.items()),
        postings=tuple(
            _posting(id, read, work, gates, unnamed)
            for (id, read), work, unnamed in zip(postings.items(), own, usual, strict=True)
        ),
        taxonomies=tuple(
            _taxonomy(
                read,
                base,
                {
                    work: _percent(near, settings)
                    for work, near in zip(own, row.tolist(), strict=True)
                },
                so_far=so_far,
                knowledge=knowledge,
                settings=settings,
            )
            for read, row in zip(profiles.values(), alike, strict=True)
        ),
        works={
            work: occupation
            for work, read in zip(own, postings.values(), strict=True)
            if (occupation := knowledge.works.nearest(read.work)) is not None
        },
        so_far=so_far,
        gates={number: group for group, number in gates.items()},
        usual=tuple(frozenset(each) for each in usual),
    )


def _first_free(knowledge: Knowledge) -> int:
    """The first number that is neither a skill's nor an occupation's."""
    return 1 + max([0, *knowledge.taxonomy.specificity, *knowledge.works.occupations])


def _pair_id(id: Id) -> int:
    """What the engine breaks ties by: the line's own id, whatever else is in the file."""
    return crc32(f"{type(id).__name__} {id}".encode())


def _profile(
    id: Id, read: ReadProfile, so_far: int, gates: Mapping[frozenset[int], int]
) -> ProfileInput:
    skills = [HeldSkill(skill, level) for skill, level in read.skills.items()]
    if read.work.any():
        skills.append(HeldSkill(so_far, None))
    return ProfileInput(
        id=_pair_id(id),
        skills=tuple(skills),
        experience=(Experience(so_far, read.months),) if read.months else (),
        education=read.education,
        credentials=tuple(
            HeldCredential(gate, None) for group, gate in gates.items() if group & read.credentials
        ),
    )


def _posting(
    id: Id,
    read: ReadPosting,
    work: int,
    gates: Mapping[frozenset[int], int],
    usual: Sequence[int],
) -> PostingInput:
    asked = [
        RequirementInput(skill, one.importance, one.level, one.trainable)
        for skill, one in read.skills.items()
    ]
    if read.work.any():
        asked.append(RequirementInput(work, Importance.ESSENTIAL, None, trainable=False))
        asked += [
            RequirementInput(skill, Importance.NICE, None, trainable=False) for skill in usual
        ]
    return PostingInput(
        id=_pair_id(id),
        requirements=tuple(asked),
        occupation=work if read.work.any() else None,
        months=read.months,
        education=read.education,
        education_or_equivalent=read.education_or_equivalent,
        gates=tuple(gates[group] for group in read.gates),
    )


def _usual(read: ReadPosting, knowledge: Knowledge, settings: FilesSettings) -> list[int]:
    """The skills that belong to a posting's work most, of those that it does not name."""
    typical = knowledge.works.typical(read.work, settings)
    unnamed = [skill for skill in typical if skill not in read.skills]
    return sorted(unnamed, key=lambda skill: (-typical[skill], skill))[: settings.typical]


def _taxonomy(
    read: ReadProfile,
    base: Taxonomy,
    closeness: Mapping[int, int],
    *,
    so_far: int,
    knowledge: Knowledge,
    settings: FilesSettings,
) -> Taxonomy:
    """What the skills and the work of one person give of others."""
    relations: dict[int, list[tuple[int, int]]] = {}
    for held in sorted(read.skills):
        for target, strength in knowledge.given_by.get(held, ()):
            relations.setdefault(target, []).append((held, _of_related(strength)))
    for skill, share in knowledge.works.typical(read.work, settings).items():
        if strength := round(share * settings.implied * _WHOLE):
            relations.setdefault(skill, []).append((so_far, strength))
    for work, strength in closeness.items():
        if strength:
            relations[work] = [(so_far, strength)]
    return replace(
        base,
        relations={target: tuple(row) for target, row in relations.items()},
        occupation_relations={
            work: ((so_far, strength),)
            for work, strength in closeness.items()
            if strength >= settings.related_from
        },
    )


def _of_related(strength: int) -> int:
    """What the engine's cap would leave of a related skill's percent."""
    return strength * DEFAULT.adjacent_cap // FULL


def _percent(near: float, settings: FilesSettings) -> int:
    share = (near - settings.unlike) / (settings.alike - settings.unlike)
    return round(min(max(share, 0.0), 1.0) * _WHOLE)
