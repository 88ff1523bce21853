"""What each sign is worth, learned from sentences that were labelled by reading.

Logistic regression over the likeliest labels of each sentence (`sentences.LIKELIEST`). `./dev bench
sentences` fits it anew on tests/quality/sentences; change the numbers only by that.
"""

from typing import NamedTuple


class Signs(NamedTuple):
    """A number for each sign of a label in a sentence: its value, or what a unit of it is worth.

    `span`: cosine of the label and the nearest stretch of 1 to 5 words; `sentence`: cosine of the
    label and the whole sentence; `partly` and `whole`: see `covering.NameCover`; `use` and
    `breadth`: see `labels.Label`; `length`: telling words of the label.
    """

    span: float
    sentence: float
    partly: float
    whole: float
    use: float
    breadth: float
    length: float


class Weights(NamedTuple):
    """Log odds that a sentence says a label: `bias`, and each sign times what it is worth."""

    bias: float
    signs: Signs


WITH_MODEL = Weights(
    bias=-9.82,
    signs=Signs(
        span=7.46, sentence=2.43, partly=1.83, whole=0.30, use=0.09, breadth=0.44, length=-0.54
    ),
)
WITHOUT_MODEL = Weights(
    bias=-6.61,
    signs=Signs(
        span=0.0, sentence=0.0, partly=2.60, whole=0.36, use=0.12, breadth=0.30, length=-0.47
    ),
)
