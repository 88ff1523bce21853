"""Names that are everyday words too, and what must speak for them to be taken as names.

One table: a row of words, the evidence of which one kind is enough, and the neighbours that rule
them out whatever else speaks for them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag, auto

from skills.reading.headings import Section
from skills.reading.layout import Sentence
from skills.reading.names import Match
from skills.reading.stems import light


class Evidence(Flag):
    """What can speak for an everyday word: its capital letter, its company, a word beside it."""

    CAPITAL = auto()
    """It begins with a capital in the middle of a sentence that is not all in capitals."""
    LISTED = auto()
    """It stands in a section or a list of skills."""
    CUE = auto()
    """Words such as "experience with" before it or "software" after it."""
    ASKED = auto()
    """It stands where skills stand: under requirements, duties or past jobs."""


@dataclass(frozen=True, slots=True)
class Everyday:
    """The evidence that is enough, and patterns (lower case, no accents) that rule out a name."""

    enough: Evidence
    not_after: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None


_ANY = Evidence.CAPITAL | Evidence.LISTED | Evidence.CUE
_NAMED = Evidence.LISTED | Evidence.CUE
_IN_PLACE = _NAMED | Evidence.ASKED

CUES_BEFORE = re.compile(
    r"\b(?:experience (?:with|in|using|as)|experienced (?:with|in)|proficien(?:t|cy) (?:in|with"
    r"|using)"
    r"|knowledge of|using|use of|use|uses|used|skilled (?:in|with|at)|trained (?:in|on)"
    r"|expertise in"
    r"|familiar(?:ity)? with|background in|fluent in|competent (?:in|with)|microsoft|ms|google"
    r"|adobe"
    r"|certified in|skills? (?:in|with|such as|like|including)|software (?:such as|like|including)"
    r"|programs? (?:such as|like|including)|systems? (?:such as|like|including)|abilit(?:y|ies) to"
    r"|works? with|worked with|working with|operat(?:e|ed|es|ing)|handl(?:e|ed|es|ing)|perform(?:s"
    r"|ed)?"
    r"|performing|process(?:es|ed|ing)?|responsible for|prepar(?:e|ed|es|ing)"
    r"|experiencia (?:en|con|de|como)|conocimientos? (?:de|en)|manejo de|uso de|usar|dominio de"
    r"|habilidad (?:en|para)|destreza en|capacitad[oa] en|trabajar con|trabaje con|operar)\b"
    r"[^.;:!?]{0,60}$"
)
CUES_AFTER = re.compile(
    r"\W{0,2}\s*(?:experience|skills?|software|systems?|certifi(?:ed|cation)|program(?:s|ming|mer)?"
    r"|spreadsheets?|documents?|database|developer|pos|platform|suite|duties|operator|operation"
    r"|work|training|knowledge|proficiency|experiencia|licen[sc]ed?|a plus|preferred"
    r"|required|a must|helpful|is a|es un|deseable|requerido|preferido|\+)"
)

_ROWS: tuple[tuple[str, Everyday], ...] = (
    # Products with the names of things: a capital letter is enough in the middle of a sentence.
    (
        """word|access|square|outlook|teams|zoom|epic|sage|oracle|inventor|concur|aloha|workday
        |bootstrap|react|swift|ruby|spring|flask|slack|notion|canvas|blackboard|toast|clover|chef
        |puppet|spark|maya|express|node|go|rust|julia|pandas|bash|shell|sass|vue|fosse|meraki
        |okta|drupal|visio|micros|resy|scrum|agile|salesforce|tableau|git|playwright|selenium
        |maximo|waze|bobcat|cummins|peachtree|inventor|kitting|jenkins|angular|redis|airflow
        |flutter|snowflake|looker|basecamp|monday|indeed|unity|illustrator|photoshop|premiere
        |publisher|project|planner|forms|docs|sheets|slides|drive|acrobat|fusion|eclipse|ant
        |maven|gradle|hive|pig|impala|kafka|storm|sketch|framer|principle|figma|raspberry pi
        |less|source|vision""",
        Everyday(
            _ANY,
            not_before=re.compile(
                r"\s+(?:of mouth|to\b|the\b|our\b|your\b|is\b|are\b|on (?:life|time)|feet|foot|ft\b"
                r"|and (?:thrive|grow|succeed|move)|for (?:the|this|future)|wellness)"
            ),
            not_after=re.compile(r"(?:\bpositive|\bgreat|\bhealthy|\bour|\bjob|\b8.hour)\s+$"),
        ),
    ),
    (
        "excel",
        Everyday(
            _ANY,
            not_before=re.compile(
                r"\s+(?:at|in (?:a|an|the|this|your|our|fast|every|all)|as|under)\b"
            ),
            not_after=re.compile(r"\b(?:to|who|that|you|can|will|people)\s+$"),
        ),
    ),
    # Short abbreviations that are words as well.
    (
        "act|tab|end|pod|chi|it|us|or|am|an|as|at|is|hot|all|aid|cap|par|pat|spa|cna|sas|era|cep|mig",
        Everyday(_ANY),
    ),
    ("c|r|d|b|e|f", Everyday(_NAMED, not_before=re.compile(r"\s*[.&'/-]"))),
    # Doings and things that job texts are full of for other reasons.
    (
        "driving",
        Everyday(
            _NAMED | Evidence.CAPITAL,
            not_before=re.compile(
                r"\s+(?:results|growth|innovation|change|sales|revenue|performance|engagement|force"
                r"|success|the|our|adoption|improvement|efficiency|record|licen[sc]e|directions)"
            ),
        ),
    ),
    (
        "register",
        Everyday(
            _NAMED,
            not_before=re.compile(r"\s+(?:online|at|here|for|your|today|with|now|to)\b"),
            not_after=re.compile(r"\b(?:to|please|must|and)\s+$"),
        ),
    ),
    (
        "orientation",
        Everyday(
            Evidence.CUE,
            not_after=re.compile(r"\b(?:sexual|gender|paid|attend|day|week|during|new hire)\s+$"),
        ),
    ),
    (
        "minutes",
        Everyday(
            Evidence.CUE,
            not_after=re.compile(r"(?:\d|\bfew|\bfive|\bten|\bfifteen|\bthirty)\s*$"),
        ),
    ),
    (
        "harness",
        Everyday(_NAMED, not_before=re.compile(r"\s+(?:the|your|our|its|power|technology)\b")),
    ),
    (
        "organized",
        Everyday(
            _NAMED | Evidence.CAPITAL,
            not_after=re.compile(r"\b(?:locally|well-?|is|are|by)\s*$"),
            not_before=re.compile(r"\s+(?:by|into|around|labor|crime)\b"),
        ),
    ),
    (
        """fines|closings|collections|travelers|staging|reserving|probability|regression|renewals
        |framing|tablet|fax|buyer|checkout|hosting|leases|flashing|siding|taper|painter|offsets
        |foreman|spotter|buffing|racking|manifests|placards|normalization|correspondence|act
        |accruals|alignments|companionship|receptacles|transformers|reasoning|design|security
        |mechanical|speaking|science|installation|monitoring|instructing|persuasion|repairing
        |transportation|telecommunications|geography|programming|mathematics|physics
        |endorsements|estimating|backups|composites|shoring|fitter|packer|picker|bagger""",
        Everyday(_NAMED),
    ),
    (
        """accuracy|integrity|kindness|compassion|recycling|refunds|picking|stocking|filing|outreach
        |onboarding|documentation|email|e-mail|hydraulics|statistics|switchboard|banquets|catering
        |courier|caseload|prospecting|mortar|research|writing|planning|teaching|training|testing
        |coaching|marketing|sales|accounting|nursing|inspection|maintenance|leadership|safety
        |charting|billing|scheduling|recruiting|purchasing|shipping|receiving|english
        |spanish""",
        Everyday(_IN_PLACE),
    ),
    (
        "bridgeport",
        Everyday(
            _NAMED,
            not_before=re.compile(r"\W*\s*(?:ct\b|conn|hospital|\d{5}|area\b|office|public|high)"),
            not_after=re.compile(r"(?:\b(?:in|at|of|to|near|from|downtown|en|de)|,)\s+$"),
        ),
    ),
    ("reliability", Everyday(_IN_PLACE, not_before=re.compile(r"\s+engineer"))),
    # What employers promise in words that skills have too.
    ("flexible working|flexible work", Everyday(Evidence(0))),
    # Spanish.
    (
        """barra|prensa|pipa|plancha|reversa|transmision|rescate|tarifas|botones|minutas|cocinas
        |boletos|armador|vinos|coberturas|probabilidad|dominios|cartero|marbete|aislante|alfombra
        |canaletas|caldera|sondas|moho|alarmas|mudanza|conducir|comprador|tableros|precision
        |transformadores|responsabilidad|cocina|ventas|seguridad|mantenimiento""",
        Everyday(
            _IN_PLACE,
            not_after=re.compile(r"\b(?:sociedad|empresa|compania|con la|bajo|su|nuestra|la)\s+$"),
        ),
    ),
)

EVERYDAY: dict[str, Everyday] = {
    form: row
    for words, row in reversed(_ROWS)
    for word in words.split("|")
    for form in (word.strip(), light(word.strip(), "en"))
}
"""By the word as it stands, in lower case without accents, and by its singular."""

_LIST_SECTIONS = frozenset({Section.SKILLS, Section.CREDENTIALS, Section.LANGUAGES})
_IN_PLACE_SECTIONS = frozenset(
    {
        Section.REQUIREMENTS,
        Section.PREFERRED,
        Section.DUTIES,
        Section.SKILLS,
        Section.EXPERIENCE,
        Section.CREDENTIALS,
    }
)
_BESIDE_ITEMS = re.compile(r"[,;|/•·]|\band\b|\by\b")
_LONGEST_ITEM = 4


def has_evidence(
    text: str, flat: str, match: Match, sentence: Sentence, others: Iterable[Match]
) -> bool | None:
    """Whether enough speaks for an everyday word; None for a name that is no everyday word.

    `flat` is the text in lower case without accents, `others` are all names found in the sentence.
    """
    word = flat[match.start : match.end]
    row = EVERYDAY.get(word) or EVERYDAY.get(light(word, "en"))
    if row is None:
        return None
    before, after = flat[sentence.start : match.start], flat[match.end : sentence.end]
    if row.not_after is not None and row.not_after.search(before):
        return False
    if row.not_before is not None and row.not_before.match(after):
        return False
    return bool(row.enough & _evidence(text, flat, match, sentence, others))


def _evidence(
    text: str, flat: str, match: Match, sentence: Sentence, others: Iterable[Match]
) -> Evidence:
    found = Evidence(0)
    before, after = flat[sentence.start : match.start], flat[match.end : sentence.end]
    starts_sentence = not re.search(r"\w", before)
    written = text[match.start : match.end]
    if written[:1].isupper() and not starts_sentence and not sentence.in_capitals:
        found |= Evidence.CAPITAL
    if sentence.section in {Section.SKILLS, Section.CREDENTIALS, Section.LANGUAGES} or _is_listed(
        flat, match, sentence, others
    ):
        found |= Evidence.LISTED
    if CUES_BEFORE.search(before) or CUES_AFTER.match(after):
        found |= Evidence.CUE
    if sentence.section in _IN_PLACE_SECTIONS:
        found |= Evidence.ASKED
    return found


def _is_listed(flat: str, match: Match, sentence: Sentence, others: Iterable[Match]) -> bool:
    """Whether the word is an item of a list in which at least two more items are names."""
    items = _BESIDE_ITEMS.split(flat[sentence.start : sentence.end])
    if len(items) < 3:
        return False
    company = sum(other.start != match.start for other in others)
    return company >= 2 and any(
        flat[match.start : match.end] in item and len(item.split()) <= _LONGEST_ITEM
        for item in items
    )
