"""Nodes of terms and propositions: immutable, made, compared and hashed without a call of Python.

A checker makes, compares and looks up millions of them, and a frozen dataclass does each of that in
Python, field by field. These are tuples that end with the name of their class, which keeps a sum
and a product of the same terms apart.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def node(cls: type[T]) -> type[T]:
    """A class decorator: `cls` with its annotated fields, as a tuple. Fields have no defaults."""
    names = tuple(cls.__annotations__)
    make: Any = namedtuple  # its fields are not known before
    base = make(cls.__name__, (*names, "tag"), defaults=(cls.__name__,))
    own = {
        "__doc__": cls.__doc__,
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__annotations__": cls.__annotations__,
        "__match_args__": names,
        "__repr__": _shown,
        "__slots__": (),
    }
    made: type[T] = type(cls.__name__, (base,), own)
    return made


def _shown(self: tuple[object, ...]) -> str:
    return f"{type(self).__name__}({', '.join(map(repr, self[:-1]))})"
