"""The requirement simulator: what each thing that a posting asks costs it in people.

`people` keeps in memory who may be counted, `matching.engine.simulate` counts, `disclosure` decides
what may be told of a count, and `sizes` answers an organisation's question within its limits.
"""

from matching.engine.simulate import ChangeKind
from matching.simulate.disclosure import Size
from matching.simulate.people import PoolLoadingError
from matching.simulate.sizes import (
    Asked,
    Effect,
    PoolSizes,
    TooManyQuestionsError,
    asked_in,
    pool_sizes,
)

__all__ = [
    "Asked",
    "ChangeKind",
    "Effect",
    "PoolLoadingError",
    "PoolSizes",
    "Size",
    "TooManyQuestionsError",
    "asked_in",
    "pool_sizes",
]
