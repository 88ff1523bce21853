"""Words without their endings, so that "operating forklifts" and "forklift operation" can meet.

Two depths. `light` takes away plurals (and the gender of Spanish trades): all that is safe for a
name of a single word, since "schedule" is not "scheduling". `deep` also takes away the endings of
verbs and of the nouns made from them: safe where a second word says what is meant.
"""

import re
from functools import lru_cache

_SHORTEST = 3

# Words whose forms share no regular stem, by their folded form.
_IRREGULAR = {
    "maintenance": "maintain",
    "administer": "administr",
    "administering": "administr",
    "administered": "administr",
    "administers": "administr",
    "analysis": "analy",
    "analyses": "analy",
    "analyze": "analy",
    "analyse": "analy",
    "analyzing": "analy",
    "analysing": "analy",
    "analyzed": "analy",
    "analysed": "analy",
    "drove": "driv",
    "driven": "driv",
    "wrote": "writ",
    "written": "written",
    "kept": "keep",
    "built": "build",
    "taught": "teach",
    "led": "lead",
    "sold": "sell",
    "made": "mak",
    "took": "tak",
    "taken": "tak",
    "gave": "giv",
    "given": "giv",
    "held": "hold",
    "ran": "run",
    "rang": "ring",
    "bought": "buy",
    "caught": "catch",
    "fed": "feed",
    "drew": "draw",
    "drawn": "draw",
    "dealt": "deal",
    "brought": "bring",
    "swept": "sweep",
    "laid": "lay",
    "spoke": "speak",
    "told": "tell",
    "stood": "stand",
    "grew": "grow",
    "hung": "hang",
    "won": "win",
    "spun": "spin",
    "shot": "shoot",
    "oversaw": "oversee",
    "ground": "grind",
    "dying": "die",
    "taking": "tak",
    "removal": "remov",
    "disposal": "dispos",
    "delivery": "deliver",
    "deliveries": "deliver",
    "children": "child",
    "process": "process",
    "processes": "process",
    "processing": "process",
    "processed": "process",
    "sales": "sale",
    "station": "station",
    "stations": "station",
    "nursing": "nursing",
    "nurse": "nurse",
    "nurses": "nurse",
    "engineering": "engineering",
    "engineer": "engineer",
    "engineers": "engineer",
    "accounting": "accounting",
    "account": "account",
    "accounts": "account",
    "training": "train",
    "lb": "pound",
    "lbs": "pound",
    "production": "production",
    "information": "information",
    "organization": "organization",
    "organisation": "organization",
    "computing": "computing",
    "department": "department",
    "apartment": "apartment",
    "apartments": "apartment",
}
_UNDOUBLED = re.compile(r"([bdfglmnprstvz])\1$")
_VOWEL = re.compile(r"[aeiouy]")
_SIBILANT = ("ches", "shes", "sses", "xes", "zes")

# "cartera" is not a woman who brings letters.
_NOT_TRADES = """cartera carretera manera madera primera bandera tercera frontera escalera esfera
    ladera caldera computadora ribera hilera acera entera cualquiera quiera fuera era"""
_NO_TRADE = frozenset(_NOT_TRADES.split())
_IRREGULAR_SPANISH = {
    "hago": "hac", "hice": "hac", "hizo": "hac", "hacia": "hac", "hecho": "hac",
    "sirvo": "serv", "sirve": "serv", "sirvi": "serv", "traduzco": "traduc", "traduje": "traduc",
    "conduzco": "conduc", "conduje": "conduc", "pongo": "pon", "puse": "pon", "doy": "dar",
    "di": "dar", "daba": "dar", "dando": "dar", "visto": "vest", "viste": "vest",
    "cuento": "cont", "contaba": "cont", "cierro": "cerr", "cierre": "cerr", "resuelvo": "resolv",
    "muevo": "mov", "mido": "med", "atiendo": "atend", "llevo": "llev", "leo": "le", "leer": "le",
    "leia": "le", "leyendo": "le", "lectura": "le", "riego": "reg",
}  # fmt: skip
_SPANISH_ENDINGS = (
    "abamos", "iamos", "aban", "aba", "aron", "ieron", "amos", "emos", "imos",
    "amientos", "imientos", "amiento", "imiento", "aciones", "iciones", "acion", "icion",
    "ciones", "cion", "adura", "aduras", "iendo", "ando", "endo", "ados", "adas", "idos", "idas",
    "ado", "ada", "ido", "ida", "ezas", "eza", "ajes", "aje", "ar", "er", "ir",
)  # fmt: skip


@lru_cache(maxsize=200_000)
def light(word: str, language: str) -> str:
    """A folded word in the singular; in Spanish a trade in the form of the man."""
    return _spanish_singular(word) if language == "es" else _english_singular(word)


@lru_cache(maxsize=200_000)
def deep(word: str, language: str) -> str:
    """The part of a folded word that its verb, its noun and their forms share."""
    if language == "es":
        return _spanish_root(_spanish_singular(word))
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _english_root(_english_singular(word))


def _english_singular(word: str) -> str:
    if len(word) <= _SHORTEST or not word.endswith("s") or word in _IRREGULAR:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(_SIBILANT) and len(word) > 5:
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    return word[:-1]


def _english_root(word: str) -> str:
    if not word.isalpha() or word in _IRREGULAR:
        return _IRREGULAR.get(word, word)
    root = word
    for ending, shortest in (("ing", 3), ("ment", 4), ("ion", 4), ("ance", 5), ("ed", 3)):
        if root.endswith(ending) and len(root) - len(ending) >= shortest:
            bare = root[: -len(ending)]
            if _VOWEL.search(bare):
                root = bare
                break
    root = _UNDOUBLED.sub(r"\1", root)
    root = root.removesuffix("e") if len(root) > _SHORTEST else root
    if root.endswith("at") and len(root) >= 6:
        # "operat(ion)" and "operat(e)", "verificat(ion)" and "verif(y)".
        root = root[:-2].removesuffix("ic") if root.endswith("ificat") else root[:-2]
    return root.rstrip("yi") if len(root) > 4 else root


def _spanish_singular(word: str) -> str:
    if len(word) > 4 and word.endswith("es") and word[-3] in "rlndjsz":
        word = word[:-2]
    elif len(word) > _SHORTEST and word.endswith("s") and word[-2] not in "sui":
        # Also where the word is English, as many names of tools are: "forklifts".
        word = word[:-1]
    if word.endswith(("dora", "tora")) and word not in _NO_TRADE:
        return word[:-1]
    if word.endswith("era") and len(word) > 4 and word not in _NO_TRADE:
        return word[:-1] + "o"
    return word


def _spanish_root(word: str) -> str:
    if not word.isalpha() or word in _IRREGULAR_SPANISH:
        return _IRREGULAR_SPANISH.get(word, word)
    for ending in _SPANISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    if len(word) > 4 and word[-1] in "aeo":
        return word[:-1]
    return word
