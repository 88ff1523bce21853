"""The engine's inner loops, compiled by numba: the same whole numbers as the reference, faster.

``tables`` turns the settings into look-up tables, ``compiled`` is how a function becomes a kernel,
``scoring`` and ``block`` score pairs, ``selecting`` keeps the best, ``merging`` moves entries in
ranked lists.
Kernels take plain arrays, check nothing and are called by ``fast``, ``select`` and the lists alone.
No kernel uses fast-math: where one divides in floating point, a comment says why it stays exact.
"""
