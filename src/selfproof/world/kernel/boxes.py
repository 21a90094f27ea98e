"""Pigeonhole: numbers chosen from a set, boxes, two in the same box.

A problem's hypothesis is `Named("choose", (N, x1, ..., xk))`: N different numbers are chosen from
the different integers x1, ..., xk. A relation of two numbers is a term: `Call("sum", (13,))`,
`Call("difference", (5,))`, `Call("sum multiple", (7,))` and `Call("difference multiple", (7,))`
(the sum, the difference is divisible by 7), `Call("divides", ())` (one divides the other),
`Call("coprime", ())`, `Call("within", (3,))` (they differ by at most 3). What may be claimed, with
the sentences that say so:

- `Named("boxes", (Call("box", (1, 12)), ...))`: "Put the numbers into the boxes {1, 12}, {2, 11},
  ..." (also *pairs*, *groups*, *pigeonholes*; *divide*, *split*, *distribute*). All written out;
  every number of the set in exactly one of them.
- `Named("box count", (6,))`: "There are 6 boxes."
- `Named("one box", (Call("box", (1, 12)),))`: one of them has these numbers ("For {1, 12}: ...").
- `Named("each box", (relation,))`: "The two numbers in each box have the sum 13", "Any two numbers
  in the same box differ by a multiple of 4". With a second argument, of the boxes with so many
  numbers only. `Call("divides next", ())` says it of each number and the next one of its box, as
  written, `Call("divides later", ())` of each and all that follow. What is computed for one box (1
  + 12 = 13) is an equation.
- `Named("same box", ())`: "By the pigeonhole principle two of the 7 numbers are in the same box."
- `Named("two with", (relation,))`: "Two of the chosen numbers have the sum 13." The usual goal.

That a number N is too small is shown by an example; the goal is `Named("choice without",
(relation,))`, "one can choose N of the numbers so that no two have the relation":

- `Named("take", (1, 2, ...))`: "Choose the numbers 1, 2, 3, 4."
- `Named("none with", (relation,))`: "No two of them have the sum 13."

With several `boxes` or `take` known, the newest counts, so pass what is known newest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from math import gcd

from selfproof.world.kernel.judgement import Judgement
from selfproof.world.props import Named, Not, Prop
from selfproof.world.terms import Call, Num, Term

RELATIONS = frozenset(
    (
        "choose",
        "boxes",
        "box count",
        "one box",
        "each box",
        "same box",
        "two with",
        "choice without",
        "take",
        "none with",
    )
)
_LASTING = frozenset(("choose", "two with", "choice without"))
"""They do not speak of the boxes or of the choice at hand."""
_MOST_NUMBERS = 200
_GLANCE = 2
"""Numbers in a box of which a reader sees the relation without being told."""

_ORDERED = ("divides next", "divides later")
"""Said of the numbers of a box in the order in which they are written."""

Box = tuple[int, ...]


def judge(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about a claim of one of `RELATIONS`."""
    facts: dict[str, Named] = {}
    told: list[Named] = []
    known = tuple(known)
    if prop.relation == "two with" and Not(Named("no two", prop.args)) in known:
        return Judgement.OBVIOUS
    for fact in known:
        if isinstance(fact, Named) and fact.relation in RELATIONS:
            if fact == prop and prop.relation in _LASTING:
                return Judgement.OBVIOUS
            facts.setdefault(fact.relation, fact)
            if fact.relation == "each box":
                told.append(fact)
    choose = facts.get("choose")
    numbers = integers(choose.args) if choose is not None else None
    if numbers is None or len(numbers) < 2:
        return Judgement.OPEN
    count, elements = numbers[0], numbers[1:]
    match prop.relation:
        case "boxes":
            return _sure(boxes_cover(prop, elements))
        case "take":
            return _sure(_is_choice(prop, count, elements))
        case "box count" | "one box" | "each box" | "same box" | "two with":
            return _about_boxes(prop, count, facts, told)
        case "none with" | "choice without":
            return _about_choice(prop, facts)
    return Judgement.OPEN


def holds(relation: Term, a: int, b: int) -> bool | None:
    """Whether two different integers are so related; None for an unknown relation."""
    if not isinstance(relation, Call):
        return None
    values = integers(relation.args)
    if values is None:
        return None
    match relation.name, values:
        case "sum", (s,):
            return a + b == s
        case "difference", (d,):
            return abs(a - b) == d
        case "sum multiple", (m,) if m > 0:
            return (a + b) % m == 0
        case "difference multiple", (m,) if m > 0:
            return (a - b) % m == 0
        case "divides", ():
            return (a != 0 and b % a == 0) or (b != 0 and a % b == 0)
        case "divides next" | "divides later", ():
            return a != 0 and b % a == 0
        case "coprime", ():
            return gcd(a, b) == 1
        case "within", (d,):
            return abs(a - b) <= d
    return None


def integers(terms: Sequence[Term]) -> tuple[int, ...] | None:
    """The values of terms that are whole numbers, None when one is not."""
    values = []
    for term in terms:
        if not isinstance(term, Num) or term.value.denominator != 1:
            return None
        values.append(term.value.numerator)
    return tuple(values)


def contents(prop: Named) -> tuple[Box, ...] | None:
    """The boxes as written; None when one holds anything but integers, or is empty."""
    found = []
    for term in prop.args:
        inside = integers(term.args) if isinstance(term, Call) and term.name == "box" else None
        if not inside:
            return None
        found.append(inside)
    return tuple(found)


def boxes_cover(prop: Named, elements: Sequence[int]) -> bool:
    """Every number of the set is in exactly one box, and nothing else is in one."""
    boxes = contents(prop)
    if boxes is None:
        return False
    return sorted(x for box in boxes for x in box) == sorted(elements)


def _is_choice(prop: Named, count: int, elements: Sequence[int]) -> bool:
    taken = integers(prop.args)
    if taken is None:
        return False
    return len(taken) == count == len(set(taken)) and set(taken) <= set(elements)


def _about_boxes(
    prop: Named, count: int, facts: dict[str, Named], told: Sequence[Named]
) -> Judgement:
    boxes = contents(facts["boxes"]) if "boxes" in facts else None
    if boxes is None:
        return Judgement.OPEN
    if prop.relation == "box count":
        return _sure(integers(prop.args) == (len(boxes),))
    if prop.relation == "same box":
        return _sure(count > len(boxes))
    if prop.relation == "one box":
        return _sure(sorted((contents(prop) or ((),))[0]) in map(sorted, boxes))
    if not prop.args or max(map(len, boxes)) > _MOST_NUMBERS:
        return Judgement.OPEN
    if prop.relation == "each box":
        return _about_each(prop, boxes)
    related = [holds(prop.args[0], a, b) for box in boxes for a, b in combinations(box, 2)]
    if not all(related) or count <= len(boxes) or len(prop.args) != 1:
        return Judgement.OPEN  # Other boxes may show it.
    seen = max(map(len, boxes)) <= _GLANCE or any(_tells(each, prop.args[0]) for each in told)
    return Judgement.OBVIOUS if seen and "same box" in facts else Judgement.DETAIL


def _about_each(prop: Named, boxes: Sequence[Box]) -> Judgement:
    """What is said of all boxes, or of those with so many numbers."""
    related, *size = prop.args
    limit = integers(size)
    if limit is None or len(limit) > 1:
        return Judgement.OPEN
    if limit and limit[0] not in map(len, boxes):
        return Judgement.FALSE
    pairs = pairwise if related == Call("divides next", ()) else _all_pairs
    found = [
        holds(related, a, b)
        for box in boxes
        if not limit or len(box) == limit[0]
        for a, b in pairs(box)
    ]
    return Judgement.OPEN if None in found else _sure(all(found))


def _all_pairs(box: Box) -> Iterable[tuple[int, int]]:
    return combinations(box, 2)


def _tells(told: Named, related: Term) -> bool:
    """A reader who was told this sees the relation in a box of many numbers."""
    if len(told.args) != 1:
        return False
    ordered = isinstance(told.args[0], Call) and told.args[0].name in _ORDERED
    return told.args[0] == related or (ordered and related == Call("divides", ()))


def _about_choice(prop: Named, facts: dict[str, Named]) -> Judgement:
    taken = integers(facts["take"].args) if "take" in facts else None
    if taken is None or len(prop.args) != 1 or len(taken) > _MOST_NUMBERS:
        return Judgement.OPEN
    related = [holds(prop.args[0], a, b) for a, b in combinations(taken, 2)]
    if None in related:
        return Judgement.OPEN
    if prop.relation == "none with":
        return _sure(not any(related))
    if any(related):
        return Judgement.OPEN  # Another choice may do.
    told = facts.get("none with")
    return Judgement.OBVIOUS if told is not None and told.args == prop.args else Judgement.DETAIL


def _sure(value: bool) -> Judgement:
    return Judgement.OBVIOUS if value else Judgement.FALSE
