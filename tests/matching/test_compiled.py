"""What a worker needs is compiled before it starts, not while a change waits."""

import pytest
from numba.core.registry import CPUDispatcher

from jobseekers.services import SkillClaim, add_skill
from matching.engine.kernels import block, merging, scoring, selecting
from matching.engine.warm import warm
from matching.outbox import mark_all_dirty
from tests.factories import PostingFactory, ProfileFactory
from tests.matching.draining import drain_all, matches_of
from tests.taxonomy import SmallTaxonomy


def compiled_kinds() -> dict[str, int]:
    """How many kinds of arrays each kernel is compiled for."""
    return {
        f"{module.__name__}.{name}": len(kernel.signatures)
        for module in (block, merging, scoring, selecting)
        for name, kernel in vars(module).items()
        if isinstance(kernel, CPUDispatcher)
    }


@pytest.mark.django_db
def test_a_drain_and_a_rebuild_compile_nothing_that_was_not_warmed_up(
    taxonomy: SmallTaxonomy,
) -> None:
    warm()
    before = compiled_kinds()
    assert sum(before.values()) >= 8
    driver = ProfileFactory(holds=[taxonomy.forklift])
    PostingFactory(asks=[taxonomy.forklift])
    drain_all()
    add_skill(profile=driver, claim=SkillClaim(skill=taxonomy.pallet_jack))
    drain_all()
    mark_all_dirty(reason="test")
    drain_all()
    assert matches_of(driver)
    assert compiled_kinds() == before
