"""Named rows of numbers as Parquet, in bytes, and back: how the draws of an estimate are kept.

Invariant: what goes out comes in again, to the precision of four bytes a number. Only this needs pyarrow, which is imported here when used.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

Key = tuple[str, ...]


def to_parquet(names: Sequence[str], rows: Iterable[tuple[Key, Sequence[float]]]) -> bytes:
    """A table of one row for each key, its parts in columns of these names and its numbers as one list in `values`."""
    import pyarrow
    from pyarrow import parquet

    its = list(rows)
    columns: dict[str, Any] = {name: pyarrow.array([key[at] for key, _ in its]) for at, name in enumerate(names)}
    columns["values"] = pyarrow.array([values for _, values in its], type=pyarrow.list_(pyarrow.float32()))
    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out, compression="zstd")
    return out.getvalue()


def from_parquet(names: Sequence[str], data: bytes) -> list[tuple[Key, Any]]:
    """The rows again, each one's numbers as an array that numpy can take."""
    import pyarrow
    from pyarrow import parquet

    # Without threads: so little is read, and one that is left at the end takes the process down with it.
    file = parquet.ParquetFile(pyarrow.BufferReader(data), pre_buffer=False)
    table = file.read(use_threads=False)
    parts = [table.column(name).to_pylist() for name in names]
    values = table.column("values").combine_chunks()
    return [
        (tuple(part[at] for part in parts), values[at].values.to_numpy(zero_copy_only=False))
        for at in range(table.num_rows)
    ]
