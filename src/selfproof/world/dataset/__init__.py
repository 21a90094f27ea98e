"""Data sets of any size from a seed, in the shape that Hugging Face `datasets` and TRL take.

`rows` makes the rows of a data set one by one; `write` makes a JSONL or Parquet file of them with a
pool of processes. A row is the same whoever makes it: data sets can be made in pieces, anywhere.
"""

from selfproof.world.dataset.files import FORMATS, Format, write
from selfproof.world.dataset.rows import COLUMNS, Columns, Plan, Render, Row, row_of, rows

__all__ = [
    "COLUMNS",
    "FORMATS",
    "Columns",
    "Format",
    "Plan",
    "Render",
    "Row",
    "row_of",
    "rows",
    "write",
]
