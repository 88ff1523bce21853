"""The names by which search and text reading find what imported entries mean."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from skills.folding import fold
from skills.models import SkillAlias
from skills.taxonomy.importing.entries import PRECEDENCE, Entry
from skills.taxonomy.importing.joining import EntryId
from skills.taxonomy.storing import Tally, store_rows

_COMMON_WORDS = Path(__file__).resolve().parents[2] / "data" / "common_words.txt"
_ONE_WORD = re.compile(r"[a-z]+")
# "R", "C" and "Go" are words of every text.
_SHORTEST_WORD = 3


@cache
def common_words() -> frozenset[str]:
    """Words that job texts use all the time and that, alone, name no skill."""
    return frozenset(_COMMON_WORDS.read_text("utf-8").split())


def is_too_common(folded: str) -> bool:
    """Whether a name is one word that any text may have."""
    if not _ONE_WORD.fullmatch(folded):
        return False
    return len(folded) < _SHORTEST_WORD or folded in common_words()


def store_names(entries: Iterable[Entry], skill_of: dict[EntryId, int]) -> Tally:
    """Makes the English names that imports have given equal to those of the entries.

    A name that a skill has already from the starter taxonomy or from staff stays theirs. What is
    too common a word, or is a name of another starter skill, only the search box uses; and so are
    phrases of job ads, of which several may say one thing.
    """
    language = SkillAlias.Language.EN
    theirs: dict[tuple[int, str], bool] = {
        (skill_id, folded): in_text
        for skill_id, folded, in_text in SkillAlias.objects.exclude(source__in=PRECEDENCE)
        .filter(language=language)
        .order_by("pk")
        .values_list("skill_id", "folded", "in_text")
    }
    starter_words = {folded: skill_id for (skill_id, folded), in_text in theirs.items() if in_text}
    wanted: dict[tuple[int, str, str], tuple[str, bool, str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.order):
        skill_id = skill_of[entry.id]
        for name in (entry.label, *entry.names):
            folded = fold(name)
            if not folded or (skill_id, folded) in theirs:
                continue
            of_another = starter_words.get(folded, skill_id) != skill_id
            in_text = not of_another and not is_too_common(folded)
            wanted.setdefault((skill_id, language.value, folded), (name, in_text, entry.source))
        for phrase in entry.phrases:
            named = (skill_id, language.value, fold(phrase))
            if named[2] and (skill_id, named[2]) not in theirs:
                wanted.setdefault(named, (phrase, False, entry.source))
    return store_rows(
        model=SkillAlias,
        key=("skill_id", "language", "folded"),
        columns=("text", "in_text", "source"),
        wanted=wanted,
        among=SkillAlias.objects.filter(
            source__in=PRECEDENCE, language=language, skill__retired=False
        ),
    )
