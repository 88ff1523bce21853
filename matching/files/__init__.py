"""Free-text profiles ranked against free-text postings, without touching what is stored.

`lines` checks the two files, `knowledge` loads the taxonomy, `reading` reads each text, `works`
says what kind of work it is about, `inputs` makes of both what the engine takes, `ranking` has the
engine score every pair, `telling` puts the best in words.
"""

from matching.files.inputs import inputs_of
from matching.files.knowledge import NoTaxonomyError, load_knowledge
from matching.files.lines import LineError
from matching.files.ranking import By, Ranking
from matching.files.settings import DEFAULT, FilesSettings
from matching.files.telling import Teller

__all__ = [
    "DEFAULT",
    "By",
    "FilesSettings",
    "LineError",
    "NoTaxonomyError",
    "Ranking",
    "Teller",
    "inputs_of",
    "load_knowledge",
]
