"""How people stand among a posting's candidates, whether its stored list holds them or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from employers.models import Posting
from jobseekers.models import Profile
from matching import engine, stored
from matching.live import explain_pairs
from matching.selectors.pages import people_shown


@dataclass(frozen=True, slots=True)
class Standing:
    """An exact fit (hundredths), and the place among the posting's best, 1 for the first.

    `rank` is None below the last of the `depth` best: how far below, no list tells.
    """

    fit: int
    band: str | None
    gates_open: bool
    rank: int | None
    depth: int


def rank_of(profile: Profile, posting: Posting) -> Standing | None:
    """How this person stands for a public posting; None for a pair that is not matched."""
    return ranks_of([profile], posting).get(profile.pk)


def ranks_of(profiles: Iterable[Profile], posting: Posting) -> dict[int, Standing]:
    """The same for several people, by profile id, in as many queries as for one.

    The fit is worked out now, from what both sides say today. The rank counts the people whom the
    candidates page shows before them; who hides from it stands where they would if they did not.
    """
    explained = explain_pairs([(profile.pk, posting.pk) for profile in profiles])
    ranked = stored.candidates_for(posting.pk)
    visible = people_shown(posting, ranked.ids.tolist())
    hashes = engine.pair_hash(ranked.ids, posting.pk)
    keys = engine.rank_key(ranked.gates_open, ranked.fit, hashes).tolist()
    listed = [(key, pk) for key, pk in zip(keys, ranked.ids.tolist(), strict=True) if pk in visible]
    floor = None if ranked.complete or not keys else keys[-1]
    standings = {}
    for (pk, _posting), pair in explained.items():
        explanation = pair.explanation
        gates_open = all(gate.open for gate in explanation.gates)
        key = engine.rank_key(gates_open, explanation.fit, engine.pair_hash(pk, posting.pk))
        ahead = sum(
            other > key or (other == key and one < pk) for other, one in listed if one != pk
        )
        is_among = explanation.band is not None and (floor is None or key >= floor)
        standings[pk] = Standing(
            fit=explanation.fit,
            band=None if explanation.band is None else explanation.band.value,
            gates_open=gates_open,
            rank=ahead + 1 if is_among else None,
            depth=settings.MATCHING_PROFILES_PER_POSTING,
        )
    return standings
