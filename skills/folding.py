"""One way to write a name, so that what people type and what the taxonomy says can be compared."""

import re
import unicodedata

# What stands between words. Signs that make a name ("C++", "C#", ".NET", "R&D", "100%") stay.
_BETWEEN_WORDS = re.compile(r"[^\w+#.&%]|_|\.(?!\w)")
_APOSTROPHES = re.compile("['’‘ʼ`]")


def fold(text: str) -> str:
    """The text in lower case without accents, apostrophes and punctuation, one space between words.

    "Driver's licence (Class-D)" becomes "drivers licence class d". Control characters go too, so
    that the result can always be sent to the database.
    """
    plain = text.lower()
    # Imports fold a million names, of which few have an accent to take off.
    if not plain.isascii():
        plain = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", plain)
            if not unicodedata.combining(letter)
        )
    return " ".join(_BETWEEN_WORDS.sub(" ", _APOSTROPHES.sub("", plain)).split())
