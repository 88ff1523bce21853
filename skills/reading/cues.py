"""The words around a finding that change what it means, as tables of patterns.

All are matched against lower case without accents (skills.reading.words.plain). "Ahead" cues speak
of what follows them up to the end of their clause, "behind" cues of what stands before them.
"""

import re
from typing import NamedTuple

from skills.models import Importance, SkillLevel


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_NEEDED = (
    r"(?:required|needed|necessary|mandatory|essential|compulsory|a must|a requirement|expected"
    r"|asked for|important)"
)
_PERSONS = (
    r"(?:must|you|we|they|he|she|i|it|this|should|applicants?|candidates?|only|just|please|strong"
    r"|need|needs|able|ability|will|our|debe|deben|debes|usted|nosotros|solo|te|le|se|tambien"
    r"|required|requires|requiere|requerimos|vamos|nuestro|nuestra|preferred|preferably)"
)
CLOSING = (
    r"(?:required|needed|necessary|preferred|a plus|a must|desirable|desired|provided|welcome"
    r"|helpful|mandatory|requerid[oa]s?|necesari[oa]s?|deseables?|obligatori[oa]s?|indispensables?)"
)

CLAUSE_END = _any(
    r";",
    r"\n\s*[-*•·]\s",
    r"\s[—–-]\s",
    r"—",
    r"\b(?:but|however|although|though|whereas|except that)\b(?! not limited to)",
    r"\b(?:pero|aunque|sino|sin embargo|no obstante)\b",
    rf",\s+(?=(?:and |or |so |y |o |as )?{_PERSONS}\b)",
    rf"\b(?:and|so|y)\s+(?={_PERSONS}\b)",
    rf"\b{CLOSING}(?:,|\s+(?:and|y))\s",
)

_HELP = (
    r"(?:direct |constant |close |much |any |immediate |a lot of )?(?:supervision|assistance|help"
    r"|guidance|errors?|mistakes?|accommodations?|interruption|delays?|being|fail)\b"
)
NEGATION_AHEAD = _any(
    r"\bno\b(?! (?:less|more|fewer|later|problems?|matter|doubt|nonsense|limit|one|solo|solamente"
    r"|menos|mas|dude|dudes|importa|obstante|later)\b)",
    r"\bnot\b(?! (?:only|just|limited|merely|simply|to mention|less|fewer|afraid|hesitate"
    r"|to exceed|for profit)\b)",
    r"n't\b(?! (?:hesitate|miss|worry|wait|afraid|just|only)\b)",
    r"\b(?:dont|doesnt|didnt|wont|isnt|arent|havent|hasnt|cant)\b(?! (?:hesitate|miss|worry"
    r"|wait)\b)",
    r"\bcannot\b(?! wait)",
    r"\bnever\b(?! (?:miss|late|fail))",
    r"\bneither\b",
    r"\bnor\b",
    rf"\bwithout\b(?! {_HELP})",
    r"\black(?:s|ed|ing)?\b(?: of)?",
    r"\b(?:instead of|rather than|unable to|exempt from|free from|zero experience)\b",
    r"\bsin\b(?! (?:supervision|embargo|ayuda|errores|limites?|fines de lucro|duda|importar|costo"
    r"|asistencia|necesidad de supervision)\b)",
    r"\b(?:nunca|jamas|tampoco|ni|ningun[oa]?s?)\b",
    r"\b(?:en lugar de|en vez de|falta de|excepto|salvo)\b",
)
NEGATION_BEHIND = _any(
    rf"\b(?:not|never)(?: \w+ly)?(?: be)? {_NEEDED}\b",
    rf"n't(?: \w+ly)?(?: be)? {_NEEDED}\b",
    r"\bunnecessary\b",
    r"\bnot (?:part of|included in) (?:this|the|your) (?:job|role|position|work)\b",
    r"\bno (?:es|son|sera|seran) (?:\w+mente )?(?:necesari|requisit|obligatori|indispensable"
    r"|imprescindible|requerid|exigid|esencial)\w*",
    r"\bno (?:necesari|requerid|indispensable|obligatori|imprescindible)\w*",
    r"\bno (?:se )?(?:requiere|requieren|necesita|necesitan|exige|exigen|pide|hace falta)\W*$",
    r"[:(]\s*(?:no|none|n/a|ningun[oa]?)\s*(?:$|[,;.)])",
)
# "not required but helpful": then it is not denied, only wished.
STILL_WELCOME = re.compile(
    r"\W{0,3}\s*(?:but |although |though |pero |aunque )?(?:it |they |that )?(?:is |are |would be"
    r" |will be |it's |es |son |seria )?(?:very |highly |strongly |definitely |muy |always )?"
    r"(?:a |an |un |una )?(?:big |huge |definite |strong |gran )?(?:plus|preferred|helpful|bonus"
    r"|nice to have|desirable|desired|advantage|welcome|appreciated|asset|ideal|deseable|preferible"
    r"|se valora|ventaja|util|bienvenid[oa]s?)\b"
)

TRAINED_AHEAD = _any(
    r"\b(?:we|we're|company|employer)(?:'ll| will| can| do| also| are happy to| are willing to"
    r"| happily| gladly| fully|'re happy to)*\s+(?:train|teach|coach|show)\b",
    r"\bwill (?:be (?:trained|taught|shown)|train you|teach you|show you|learn)\b",
    r"\b(?:willing|happy|glad|able) to train\b",
    r"\btraining (?:is |will be )?(?:provided|available|offered|given)(?: to you)? (?:in|on|for"
    r"|with)\b",
    r"\b(?:provide|offer|give|receive|get|includes?)(?: you)?(?: with)?(?: full| paid| free"
    r"| on-the-job| complete| hands-on| all)* training (?:in|on|for|with)\b",
    r"\bpaid training (?:in|on|for|with)\b",
    r"\b(?:you'll|you will|you can|chance to|opportunity to|ability to|able to) learn\b",
    r"\b(?:willing|willingness|eager|eagerness|excited|ready|happy|want|wants|wanting|hope|hoping"
    r"|looking|like|love|desire|open) to (?:learn|be trained|train (?:in|on|for)|become"
    r"|get into)\b",
    r"\b(?:interested in|keen on|open to|enthusiastic about) (?:learning|training|becoming|being"
    r" trained|being taught)\b",
    r"\b(?:currently|still|now) learning\b",
    r"\b(?:le|te|les|los|lo) (?:vamos a )?(?:ensenamos|ensenaremos|capacitamos|capacitaremos"
    r"|entrenamos|entrenaremos|ensenar|capacitar|entrenar)\b",
    r"\b(?:se ofrece|ofrecemos|damos|brindamos|recibira|recibiras|proporcionamos) (?:la )?"
    r"(?:capacitacion|entrenamiento|formacion|adiestramiento)(?: pagad[oa]| gratuit[oa]"
    r"| complet[oa])?"
    r" (?:en|de|para|sobre)\b",
    r"\b(?:capacitacion|entrenamiento) (?:pagad[oa] )?en\b",
    r"\b(?:aprenderas|aprendera|aprenderan)\b",
    r"\b(?:dispuest[oa]s?|deseos[oa]s?|ganas|interes|disposicion|dispuesto|capacidad|quiero"
    r"|deseo|quisiera|me gustaria|interesad[oa]s?)(?: a| de| en| por| para)? (?:aprender"
    r"|capacitarme|capacitarse|formarme|ser capacitad[oa])\b",
)
TRAINED_BEHIND = _any(
    r"\b(?:we|employer|company)(?: will| can|'ll)? (?:train|teach)\b",
    r"\bwill train\b",
    r"\btraining (?:is |will be )?(?:provided|available|offered|given|included)\b",
    r"\b(?:will be|can be|is|are) (?:provided|taught|trained|learned on the job)\b(?! by you)",
    r"\btrain(?:ed)? on the job\b",
    r"\b(?:le|te|los|les) (?:ensenamos|capacitamos|entrenamos|ensenaremos|capacitaremos)\b",
    r"\bse (?:ofrece|brinda|da|proporciona) (?:capacitacion|entrenamiento|formacion)\b",
    r"\b(?:con|incluye) capacitacion (?:incluida|pagada)\b",
)
# On a résumé: what a person would like is not what they have done.
WISHED_AHEAD = _any(
    r"\b(?:interested|interest) in\b",
    r"\b(?:hope|hoping|want|wanting|plan|planning|aspiring|aspire|would like|wish|seeking|looking)"
    r" to (?:become|work as|work in|get|obtain|move into|start|gain|earn)\b",
    r"\b(?:in progress|enrolled in|pursuing|studying for|working toward|working towards)\b",
    r"\b(?:interesad[oa] en|me interesa|me gustaria|quisiera|aspiro a|busco aprender)\b",
)

PREFERRED = _any(
    r"\b(?:preferred|preferably|prefer|prefers|preference)\b",
    r"\b(?:a|an|big|huge|definite|strong|real) (?:plus|bonus|asset|advantage)\b",
    r"\bpluses\b",
    r"\b(?:nice|good|great) to have\b",
    r"\b(?:helpful|desirable|desired|beneficial|advantageous|optional|ideally|appreciated)\b",
    r"\bbonus (?:points|if|for)\b",
    r"\b(?:would|will) be (?:nice|great|a plus|welcome)\b",
    r"\bis welcome\b",
    r"\bnot (?:\w+ly )?(?:required|necessary|needed),? but\b",
    r"\b(?:deseable|deseables|preferible|preferiblemente|de preferencia|preferentemente"
    r"|idealmente)\b",
    r"\b(?:se valora|se valorara|se valoraran|un plus|una ventaja|se prefiere|se apreciara)\b",
)
REQUIRED = _any(
    r"\b(?:must|required|require|requires|requirement|mandatory|essential|necessary|minimum of"
    r"|at minimum)\b",
    r"\b(?:need|needs) (?:to|a|an|someone)\b",
    r"\bat least\b",
    r"\b(?:debe|deben|debes|obligatori[oa]s?|imprescindibles?|indispensables?|requerid[oa]s?"
    r"|necesari[oa]s?|se requiere|se requieren|requerimos|se necesita|se necesitan|requisito"
    r"|minimo de|al menos|como minimo|excluyente)\b",
)


class LevelCue(NamedTuple):
    """Words that say how well, and the level that they come down to."""

    words: re.Pattern[str]
    level: int


LEVELS: tuple[LevelCue, ...] = (
    LevelCue(
        _any(
            r"\b(?:basic|beginner'?s?|beginning|elementary|entry[- ]level|introductory|novice"
            r"|rudimentary)\b",
            r"\b(?:familiarity|familiar|acquainted|acquaintance) with\b",
            r"\b(?:some|general|limited) (?:knowledge|understanding|experience|exposure"
            r"|awareness)\b",
            r"\bexposure to\b",
            r"\bunder supervision\b",
            r"\b(?:basic[oa]s?|basicamente|principiante|elemental|nociones|familiarizad[oa]"
            r"|familiaridad|algo de)\b",
        ),
        SkillLevel.WITH_HELP,
    ),
    LevelCue(
        _any(
            r"\b(?:proficient|proficiency|proficiently|competent|competency|intermediate|skilled"
            r"|solid|working knowledge|comfortable with|conversational|independently|capable)\b",
            r"\bon (?:my|your|their) own\b",
            r"\b(?:intermedi[oa]|competente|buen manejo|buen dominio|por mi cuenta|de forma"
            r" independiente|conversacional)\b",
        ),
        SkillLevel.ON_MY_OWN,
    ),
    LevelCue(
        _any(
            r"\b(?:advanced|expert|expertise|mastery|master of|in[- ]depth|deep|extensive"
            r"|extensively"
            r"|thorough|fluent|fluency|highly (?:skilled|proficient|experienced)|seasoned"
            r"|specialist|native|complex)\b",
            r"\b(?:avanzad[oa]s?|expert[oa]s?|dominio|domino|amplia experiencia"
            r"|amplios? conocimientos?"
            r"|profund[oa]s?|fluidez|con fluidez|nativ[oa])\b",
        ),
        SkillLevel.HARD_CASES,
    ),
    LevelCue(
        _any(
            r"\b(?:trained|taught|teach|teaching|train|training|coached|mentored|instructed)"
            r" (?:\w+ )?(?:others|new (?:hires|employees|staff|workers|team members|associates)"
            r"|coworkers|co-workers|staff|employees|apprentices|students|colleagues|people|peers"
            r"|\d+ (?:people|employees|workers))\b",
            r"\b(?:lead|certified|master) (?:trainer|instructor)\b",
            r"\b(?:capacite|ensene|entrene|capacitaba|ensenaba|capacito|enseno) a\b",
            r"\binstructor[a]? de\b",
            r"\b(?:capacitar|ensenar|entrenar|capacitacion) (?:a|de) (?:otros|nuevos|companeros"
            r"|personal"
            r"|empleados)\b",
        ),
        SkillLevel.TEACHES,
    ),
)

IMPORTANCE_CUES: tuple[tuple[re.Pattern[str], Importance], ...] = (
    (PREFERRED, Importance.NICE),
    (REQUIRED, Importance.ESSENTIAL),
)
