"""Sentences that stand in every posting and ask nothing, wherever they stand."""

import re

_BENEFITS = (
    r"\b(?:we|company|employer)(?:'ll)?(?: also| will| are proud to| do)? (?:offers?|provides?"
    r"|gives?|pays? for)\b(?![^.;]*\b(?:services?|products|solutions|care) (?:to|for)\b)"
    r"|\b(?:benefits|perks|compensation|package) (?:include|includes|are|such as|package)"
    r"|\b401\s?\(?k\)?|\b403\s?\(?b\)?|\bpaid time off\b|\bpto\b|\bpaid (?:holidays|vacation"
    r"|sick)\b"
    r"|\b(?:health|dental|vision|medical|life|disability)(?:,| and|/)? (?:\w+,? )*(?:insurance"
    r"|coverage"
    r"|benefits|plans?)\b(?=[^.;]*(?:offer|provid|includ|available|package|401|paid|eligib|after \d"
    r"|full[- ]time|,|$))(?<!verify insurance)"
    r"|\btuition (?:reimbursement|assistance)|\bemployee (?:discounts?|assistance program)"
    r"|\beligible for (?:benefits|bonus)|\byou(?:'ll| will) (?:enjoy|receive|get) (?!to know)"
    r"|\b(?:tuition help|shift differential|bank holidays|profit sharing)\b"
    r"|^\W*pagamos\b|\b(?:agencia|empresa|compania) ofrece\b|\bpropinas\b.*\b(?:suyas|tuyas)\b"
    r"|\b(?:ofrecemos|beneficios incluyen|le ofrecemos|te ofrecemos|contamos con)\b"
    r"|\bseguro (?:medico|dental|de salud|de vida)\b|\bvacaciones pagadas\b|\bdias pagados\b"
)
_EQUAL = (
    r"\bequal (?:employment )?opportunit|\bregardless of (?:race|age|sex|color)"
    r"|\bwithout regard to\b|\b(?:sexual orientation|gender identity|protected veteran"
    r"|national origin)"
    r"|\bdiscriminat|\breasonable accommodations?\b|\baffirmative action\b|\be-?verify\b"
    r"|\bm/f/d/?v?\b|\beoe\b|\beeo/|\bpeople of color\b"
    r"|\bpeople with disabilities\b.*\b(?:encouraged|welcome|apply)\b"
    r"|\bpersonas con discapacidad\b.*\b(?:bienvenidas|solicitar|aplicar)\b"
    r"|\bigualdad de oportunidades\b|\bsin distincion de\b|\borientacion sexual\b"
    r"|\bsin importar (?:raza|sexo|edad)|\ball qualified applicants\b|\bdiverse workforce\b"
)
_APPLY = (
    r"\b(?:send|submit|email|e-mail|forward|fax|mail|drop off) (?:us )?(?:your |a |an |the )?"
    r"(?:\w+ )?(?:resumes?|cvs?|cover letter|application)"
    r"|\bresumes? (?:to|by)\b|^\W*to apply\b|\bapply (?:online|now|today|in person|at|by|via"
    r"|directly)"
    r"|\bplease (?:call|email|contact|apply|visit|send|submit|register)|\b(?:call|text|email) us\b"
    r"|\bno phone calls\b|\bvisit (?:our|us|www)|\bfor more information\b|\bwalk-?ins? welcome\b"
    r"|\benvi(?:e|a|ar) (?:su|tu) (?:resume|curriculum|cv|hoja|solicitud)|\bpara (?:aplicar"
    r"|solicitar)\b"
    r"|\b(?:aplique|solicite|postulese|llame|llamenos|visite|contactenos|inscribase|registrese)\b"
    r"|\bbackground (?:checks?|investigations?)\b|\bdrug (?:screen|test)|\bpolygraph\b"
    r"|\b(?:llama|manda|escribe|llame|mande|escriba) (?:o \w+ )?(?:un )?(?:whatsapp|texto|mensaje"
    r"|al? \d)|^\W*tel(?:efono|\.)"
)
_ABOUT = (
    r"\b(?:founded|established) (?:in|by)\b|\bfamily[- ]owned\b|\bour (?:mission|vision|values"
    r"|company|story|culture)\b|\b(?:leading|premier|largest|top|global"
    r"|trusted) (?:\w+ ){0,3}(?:provider"
    r"|supplier|manufacturer|company|distributor|retailer|employer|agency|organization|firm"
    r"|leader)\b"
    r"|\b(?:has|have) been (?:serving|providing|making|building|helping)\b|\bour (?:customers"
    r"|clients)"
    r" (?:include|range)\b|\bsince (?:18|19|20)\d\d\b|\bin business\b|\bheadquartered in\b"
    r"|\bwe (?:are|'re) (?:a|an|the|proud|committed|growing)\b(?!\s*(?:looking|seeking|hiring))"
    r"|^\W*our \w+(?: \w+)?, (?:our )?\w+"
    r"|\b(?:specializes|specialize|specializing) in\b"
    r"|\b(?:somos una?|fundada en|nuestra (?:mision|empresa|compania)|empresa (?:familiar|lider))\b"
)
_SEEKS = re.compile(
    r"\b(?:looking for|seeking|hiring|in need of|must|required?|buscamos|necesitamos|solicitamos"
    r"|contratando|require[sd]?|responsib\w+|you will (?!enjoy|receive|get)|experience (?:in"
    r"|with))\b"
)
_PATTERN = re.compile("|".join((_BENEFITS, _EQUAL, _APPLY, _ABOUT)))
_ALWAYS = re.compile("|".join((_EQUAL, _APPLY)))

# Lines of a résumé that a reader must not see: they are never read at all.
PERSONAL = re.compile(
    r"^\W*(?:date of birth|birth ?date|d\.?o\.?b\b|born|birthplace|place of birth|age|sex|gender"
    r"|marital status|civil status|nationality|citizenship|race|ethnicity|religion|photo|children"
    r"|height|weight|social security|ssn|fecha de nacimiento|nacimiento|lugar de nacimiento|edad"
    r"|sexo"
    r"|genero|estado civil|nacionalidad|ciudadania|religion|raza|foto|hijos|estatura|peso"
    r"|seguro social)\b\s*(?:[:=–-]|\d|is\b)"
)


def is_boilerplate(plain: str) -> bool:
    """Whether a sentence of a posting offers, promises or introduces instead of asking.

    A sentence that also says what is sought ("We are a family-owned bakery looking for ...") is
    none, unless it tells how to apply or that all may.
    """
    if _PATTERN.search(plain) is None:
        return False
    return _ALWAYS.search(plain) is not None or _SEEKS.search(plain) is None
