"""The loops of `kernel`, compiled. Imported only where Numba is there.

Left to itself the compiler takes eight numbers at a time; told the shape of the sum, sixteen, which is half again as
fast. What is written down is no machine's own instruction, so every processor has some way to do it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

WIDE = 32
"""Numbers that are multiplied at a time; the compiler cuts them to what the processor has."""

_I32, _I64 = ir.IntType(32), ir.IntType(64)


@intrinsic  # type: ignore[untyped-decorator]
def _products(_context: Any, coarse: Any, query: Any, row: Any, dimensions: Any) -> Any:
    """The sum of the products of one row's bytes with the query, over as many whole blocks as there are."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        rows = context.make_array(signature.args[0])(context, builder, arguments[0])
        sought = context.make_array(signature.args[1])(context, builder, arguments[1])
        length = arguments[3]
        begin = builder.gep(rows.data, [builder.mul(arguments[2], length)])
        wide, half = ir.VectorType(_I32, WIDE), ir.VectorType(_I32, WIDE // 2)
        total = cgutils.alloca_once_value(builder, ir.Constant(half, None))
        blocks = builder.mul(builder.sdiv(length, ir.Constant(_I64, WIDE)), ir.Constant(_I64, WIDE))
        with cgutils.for_range_slice(builder, ir.Constant(_I64, 0), blocks, ir.Constant(_I64, WIDE)) as (place, _):
            left = _loaded(builder, builder.gep(begin, [place]), 8)
            right = _loaded(builder, builder.gep(sought.data, [place]), 16)
            product = builder.mul(builder.sext(left, wide), builder.sext(right, wide))
            # Neighbours are added at once: the shape of an instruction that most processors have.
            pairs = builder.add(_picked(builder, product, 0, WIDE, 2), _picked(builder, product, 1, WIDE, 2))
            builder.store(builder.add(builder.load(total), pairs), total)
        sums, size = builder.load(total), WIDE // 2
        while size > 1:
            sums = builder.add(_picked(builder, sums, 0, size // 2, 1), _picked(builder, sums, size // 2, size, 1))
            size //= 2
        return builder.extract_element(sums, ir.Constant(_I32, 0))

    return types.int32(coarse, query, row, dimensions), generate


def _loaded(builder: Any, pointer: Any, bits: int) -> Any:
    kind = ir.VectorType(ir.IntType(bits), WIDE)
    return builder.load(builder.bitcast(pointer, kind.as_pointer()), align=bits // 8)


def _picked(builder: Any, vector: Any, begin: int, end: int, step: int) -> Any:
    places = list(range(begin, end, step))
    chosen = ir.Constant(ir.VectorType(_I32, len(places)), places)
    return builder.shuffle_vector(vector, ir.Constant(vector.type, ir.Undefined), chosen)


def _fast(loop: Any) -> Any:
    """Compiled once for all processes where a folder can keep it; else by each for itself, in two seconds."""
    try:
        return njit(nogil=True, cache=True)(loop)
    except RuntimeError:  # neither beside this file nor in a home of the user
        return njit(nogil=True)(loop)


@_fast
def _one(coarse: Any, query: Any, row: Any) -> Any:
    dimensions = coarse.shape[1]
    total = _products(coarse, query, row, dimensions)
    for column in range(dimensions // WIDE * WIDE, dimensions):
        total = np.int32(total + np.int32(np.int32(coarse[row, column]) * np.int32(query[column])))
    return np.float32(total)


@_fast
def every(coarse: Any, scale: Any, query: Any, out: Any) -> None:
    """A score for every row."""
    for row in range(coarse.shape[0]):
        out[row] = _one(coarse, query, row) * scale[row]


@_fast
def masked(coarse: Any, scale: Any, query: Any, mask: Any, out: Any) -> None:
    """A score for every row, the least of all where the mask says no: choosing first would cost more than reading."""
    for row in range(coarse.shape[0]):
        score = _one(coarse, query, row) * scale[row]
        out[row] = score if mask[row] else np.float32(-np.inf)


@_fast
def listed(coarse: Any, scale: Any, query: Any, places: Any, out: Any) -> None:
    """A score for each row of a list."""
    for number in range(places.shape[0]):
        row = places[number]
        out[number] = _one(coarse, query, row) * scale[row]
