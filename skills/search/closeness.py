"""How close a name is to what was typed, 0 to 1. Plain Python, a few microseconds a name."""

from collections.abc import Sequence

from skills.search.words import Reading

# Parts of a closeness: how much of the query the name has, how much of the name was asked for.
_OF_QUERY, _OF_NAME = 0.7, 0.2
_BEGINS = 0.06
# Of a name that the query begins, be it with two letters.
_BEGUN = 0.6
_IN_ORDER = 0.04
_SMALL_WORDS = frozenset(
    ("a", "al", "an", "and", "at", "by", "con", "de", "del", "e", "el", "en", "for", "from", "in",
     "la", "las", "lo", "los", "o", "of", "on", "or", "para", "por", "the", "to", "u", "un", "una",
     "with", "y")
)  # fmt: skip


def closeness(folded: str, query: str, readings: Sequence[Reading]) -> float:
    """Of a folded name; 1 is the query itself."""
    if folded == query:
        return 1.0
    words = folded.split()
    close = max(reading.sure * _of_reading(words, reading) for reading in readings)
    if folded.startswith(query):
        close = max(close, _BEGUN + _OF_NAME * len(query) / len(folded))
    return close


def _of_reading(words: Sequence[str], reading: Reading) -> float:
    asked = found = 0.0
    places = []
    matched = set()
    for word in reading.words:
        asked += word.telling
        best, place = 0.0, -1
        for each, text in enumerate(words):
            sure = word.kin.get(text, 0.0)
            if sure > best:
                best, place = sure, each
        if place >= 0:
            found += word.telling * best
            places.append(place)
            matched.add(place)
    if not matched:
        return 0.0
    of_query = found / asked
    weighty = [place for place, word in enumerate(words) if word not in _SMALL_WORDS]
    of_name = len(matched.intersection(weighty)) / max(1, len(weighty))
    close = _OF_QUERY * of_query + _OF_NAME * of_name * of_query
    if places[0] == 0:
        close += _BEGINS * of_query
    if places == sorted(places):
        close += _IN_ORDER * of_query
    return min(close, 0.99)
