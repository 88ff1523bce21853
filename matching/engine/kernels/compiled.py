"""How a function becomes a kernel, and the one vector instruction that loops can't be turned into.

Kernels are compiled at first use and kept on disk: beside the code, or in ``NUMBA_CACHE_DIR`` where
the code's folder can't be written to. They let go of the interpreter's lock while they run.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

LANES = 16
"""How many 16-bit numbers ``largest_of`` compares at a time."""


def compiled(function: Function) -> Function:
    """The function, compiled when it is first called with arrays of a kind."""
    return cast(Function, numba.njit(cache=True, nogil=True)(function))


@intrinsic
def largest_of(_context: Any, table: Any, rows: Any, count: Any, out: Any) -> Any:
    """Writes to ``out`` the largest of each of 16 columns over ``count`` rows of the table.

    ``table`` has int16 rows of 16, ``rows`` are unsigned numbers of rows, ``out`` takes 16 int16.
    None is below 0. A loop over columns inside the loop over rows keeps its maxima in memory and
    takes five times as long as this, which keeps them in a register.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        def data(at: int) -> Any:
            return context.make_array(signature.args[at])(context, builder, arguments[at]).data

        vector = ir.VectorType(ir.IntType(16), LANES)
        source = builder.bitcast(data(0), vector.as_pointer())
        largest = cgutils.alloca_once_value(builder, ir.Constant(vector, [0] * LANES))
        with cgutils.for_range(builder, arguments[2]) as loop:
            number = builder.load(builder.gep(data(1), [loop.index]))
            at = builder.zext(number, ir.IntType(64))
            row = builder.load(builder.gep(source, [at]), align=2)
            so_far = builder.load(largest)
            greater = builder.icmp_signed(">", row, so_far)
            builder.store(builder.select(greater, row, so_far), largest)
        target = builder.bitcast(data(3), vector.as_pointer())
        builder.store(builder.load(largest), target, align=2)
        return context.get_dummy_value()

    return types.void(table, rows, count, out), generate
