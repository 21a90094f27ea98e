"""Without loss of generality: an order of names that can be exchanged.

The order a <= b (or a <= b <= c) may be assumed where exchanging two neighbours changes neither
what is given and supposed nor what is to be shown, and one of the two orders always holds. The
rest of the proof, with the names exchanged, then covers the other order.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from selfproof.world.check.logic import either, parts_of, substitute
from selfproof.world.check.state import Walk
from selfproof.world.kernel import Facts, follows
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import Var


def is_symmetric(walk: Walk, prop: Prop) -> bool:
    """The order may be assumed."""
    pairs = []
    for part in parts_of(prop):
        if not isinstance(part, Rel) or part.op not in ("<", "<=", ">", ">="):
            return False
        if not isinstance(part.left, Var) or not isinstance(part.right, Var):
            return False
        pairs.append((part, part.left.name, part.right.name))
    return _is_chain([pair[1:] for pair in pairs]) and all(
        _exchangeable(walk, part, a, b) for part, a, b in pairs
    )


def _is_chain(pairs: list[tuple[str, str]]) -> bool:
    """a <= b, b <= c, ... with different names: each order of the names is one such chain."""
    names = [pairs[0][0], *(b for _, b in pairs)] if pairs else []
    linked = all(first[1] == second[0] for first, second in pairwise(pairs))
    return bool(pairs) and linked and len(set(names)) == len(names)


def _exchangeable(walk: Walk, order: Rel, a: str, b: str) -> bool:
    first, second = walk.root.names.get(a), walk.root.names.get(b)
    if first is None or second is None or not (first.given and second.given):
        return False
    if first.kind != second.kind or a in walk.frame.renames or b in walk.frame.renames:
        return False
    swap = {a: Var(b), b: Var(a)}
    problem = walk.problem
    supposed = [frame.condition for frame in walk.frame.chain() if frame.condition is not None]
    known = (*problem.hypotheses, *supposed, *walk.orders)
    if not follows(either((order, substitute(order, swap))), walk.frame.facts):
        return False
    if not _same_after(walk, known, swap, ()):
        return False
    return all(
        _same_after(walk, each.assume, swap, known)
        and _same_after(walk, (each.show,), swap, (*known, *each.assume))
        for each in problem.obligations
    )


def _same_after(
    walk: Walk, props: Iterable[Prop], swap: dict[str, Var], known: Iterable[Prop]
) -> bool:
    """The exchanged propositions follow from the propositions."""
    props = tuple(props)
    facts = Facts(walk.problem.givens, (*known, *props))
    return all(follows(substitute(prop, swap), facts) for prop in props)
