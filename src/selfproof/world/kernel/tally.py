"""Counting the same thing twice.

A problem says what is counted; its proof must say how. So a hypothesis gives the numbers only, and
the equations between them are judged here when they are claimed:

- `Named("degrees", (3, 3, 2))`: a graph (people and friendships, teams and games) with these
  degrees. `Var("pairs")` is the number of its edges, `Var("total")` the sum of the degrees. Then 3
  + 3 + 2 = total = 2 pairs, so this is even ("every edge is counted twice").
- `Named("table", (Call("first", (5, 7)), Call("second", (6, 6)))`: `Var("total")` is the sum of
  all entries of a table, which equals the sum of the numbers of the first list (row by row), and
  of the second (column by column). With members and clubs the lists are how many clubs each member
  is in and how many members each club has, and both sums are the number of pairs (member, club),
  here `Var("pairs")` or `Var("total")`. Numbers may be terms (12 * 3, x).

Sentences: "Let $E$ be the number of edges" is `Define(E, Var("pairs"))` (also games, matches,
friendships, acquaintances, handshakes, roads, pairs, memberships); "Let $T$ be the sum of all
numbers in the table" is `Define(T, Var("total"))` (also entries; the sum of all degrees). "Adding
the rows, $T = 5 + 7 = 12$", "Every edge is counted twice, so $3 + 3 + 2 = 2E$", "Since every edge
is counted twice, $3 + 3 + 2$ is even" are claims about these terms with the reason "counted twice"
or "adding the rows". "Both are the sum of all entries, so $12 = 11$" is a claim as well.

Goals: `Not(Named("such", ()))`, "there is no such table"; `Named("such", ())`, "there is one",
which follows from an example that was given:

- `Named("example", (Call("row", (1, 4)), Call("row", (4, 3))))`: "The table with the rows $(1, 4)$
  and $(4, 3)$ has these sums." Entries are integers.
- `Named("example", (Call("edge", (1, 2)), ...))`: "Join 1 and 2, 2 and 3, ..." Vertices are
  numbered from 1 in the order of the degrees.

"Suppose that there is such a table" is `Suppose(Named("such", ()))`. `Named("odd ones", (5,))` says
that five of the numbers of one list are odd, `Named("both", (12, 11))` that 12 and 11 were found
for the same number ("so 12 = 11", which is a contradiction and no false equation).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction

from selfproof.world.kernel.boxes import integers
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.normal import polynomial
from selfproof.world.poly import Poly, constant, minus, scale
from selfproof.world.props import Cong, Divides, Is, Named, Not, Prop, Rel
from selfproof.world.terms import (
    TWO,
    Call,
    Term,
    Undefined,
    Var,
    add,
    mul,
    num,
    sub,
    substitute,
    variables,
)

RELATIONS = frozenset(("degrees", "table", "such", "example", "odd ones", "both"))
SETTINGS = frozenset(("degrees", "table"))
TOTAL, PAIRS = Var("total"), Var("pairs")
"""Names that no text can use."""
_COUNTED = {TOTAL.name, PAIRS.name}
_MOST_ROUNDS = 4
_MOST_ENTRIES = 400


def judge_count(prop: Prop, known: Iterable[Prop]) -> Judgement:
    """Whether a claim about numbers is one of the counts of a known table or graph, or is seen
    where the text has counted: what it found is divisible by 3, or odd."""
    known = tuple(known)
    setting, defined = read(known)
    if setting is None:
        return Judgement.OPEN
    try:
        match prop:
            case Rel("=", left, right):
                claim = _difference(left, right, defined)
                found = (left, right) in _both_sums(setting)
                found = found or (bool(claim) and _is_count(claim, setting))
            case Cong(left, right, modulus) if integers((modulus,)) == (2,):
                found = _has_parity(_difference(left, right, defined), setting, known)
            case Is(term, "integer" | "natural"):
                found = _counts_something(put_in(term, defined))
            case _:
                found = False
        found = found or by_value(prop, known, defined) is True
    except Undefined:
        return Judgement.OPEN
    return Judgement.OBVIOUS if found else Judgement.OPEN


def _has_parity(claim: Poly, setting: Named, known: Iterable[Prop]) -> bool:
    """The sum of the degrees, or the same number by another name, is even; a sum is odd where the
    text has counted its odd summands."""
    totals = [add(*setting.args), TOTAL] if setting.relation == "degrees" else []
    if any(not minus(claim, polynomial(total)) for total in totals):
        return True
    rest = constant(minus(claim, polynomial(TOTAL)))
    if rest is None or rest.denominator != 1:
        return False
    return any(
        (counted[0] + rest) % 2 == 0
        for fact in known
        if isinstance(fact, Named) and fact.relation == "odd ones"
        for counted in (integers(fact.args),)
        if counted
    )


def _odd_ones(prop: Named, setting: Named) -> bool:
    """So many of the listed numbers are odd."""
    lists = [setting.args] if setting.relation == "degrees" else _lists(setting)
    numbers = [found for found in map(integers, lists) if found is not None]
    return integers(prop.args) in [(sum(x % 2 for x in found),) for found in numbers]


def _both_sums(setting: Named) -> list[tuple[Term, Term]]:
    """Row by row and column by column, as they are listed."""
    sums = [add(*values) for values in _lists(setting)]
    return [(sums[0], sums[1]), (sums[1], sums[0])] if len(sums) == 2 else []


def _lists(setting: Named) -> list[tuple[Term, ...]]:
    return [part.args for part in setting.args if isinstance(part, Call)]


def _counts_something(term: Term) -> bool:
    return term in (TOTAL, PAIRS)


def by_value(prop: Prop, known: Iterable[Prop], defined: dict[str, Term]) -> bool | None:
    """A divisibility of what was counted, where its value was found: the last one that was."""
    holds = not isinstance(prop, Not)
    match prop.prop if isinstance(prop, Not) else prop:
        case Divides(modulus, term):
            pass
        case Cong(left, right, modulus):
            term = sub(left, right)
        case _:
            return None
    by, term = integers((modulus,)), put_in(term, defined)
    if by is None or by[0] < 1 or variables(term) != {TOTAL.name}:
        return None
    value = next(values(known, defined), None)
    if value is None:
        return None
    number = constant(polynomial(substitute(term, {TOTAL.name: num(value)})))
    if number is None or number.denominator != 1:
        return None
    return (number % by[0] == 0) is holds


def values(known: Iterable[Prop], defined: dict[str, Term]) -> Iterator[Fraction]:
    """What the text has found the total to be."""
    for fact in known:
        if isinstance(fact, Rel) and fact.op == "=":
            for term, value in ((fact.left, fact.right), (fact.right, fact.left)):
                if variables(value) or put_in(term, defined) != TOTAL:
                    continue
                found = constant(polynomial(value))
                if found is not None:
                    yield Fraction(found)


def judge_named(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about a claim of one of `RELATIONS`."""
    known = tuple(known)
    facts = [fact for fact in known if isinstance(fact, Named) and fact.relation in RELATIONS]
    if prop in facts:
        return Judgement.OBVIOUS
    setting = next((fact for fact in facts if fact.relation in SETTINGS), None)
    if setting is None:
        return Judgement.OPEN
    if prop.relation == "both":
        return Judgement.OBVIOUS if _is_both(prop, known) else Judgement.OPEN
    if prop.relation == "odd ones":
        return Judgement.OBVIOUS if _odd_ones(prop, setting) else Judgement.FALSE
    if prop.relation == "example":
        right = _is_table if setting.relation == "table" else _is_graph
        return Judgement.OBVIOUS if right(prop, setting) else Judgement.FALSE
    if prop == Named("such", ()) and any(fact.relation == "example" for fact in facts):
        return Judgement.OBVIOUS
    return Judgement.OPEN


def read(known: Iterable[Prop]) -> tuple[Named | None, dict[str, Term]]:
    """The setting, and names for what is counted."""
    setting: Named | None = None
    defined: dict[str, Term] = {}
    for fact in known:
        match fact:
            case Named(relation, _) if relation in SETTINGS:
                setting = fact
            case Rel("=", Var(name), value) if name not in variables(value) | _COUNTED:
                defined[name] = value
    return setting, defined


def _difference(left: Term, right: Term, defined: dict[str, Term]) -> Poly:
    difference = minus(polynomial(left), polynomial(right))
    names = (variables(left) | variables(right)) & defined.keys()
    if not names:
        return difference
    for _ in range(_MOST_ROUNDS):
        left, right = substitute(left, defined), substitute(right, defined)
    return minus(polynomial(left), polynomial(right))


def contradicts_value(prop: Prop, known: Iterable[Prop]) -> bool:
    """A divisibility that the value which was found last does not have."""
    if not isinstance(prop, Divides | Cong | Not):
        return False
    known = tuple(known)
    setting, defined = read(known)
    with suppress(Undefined):
        if setting is None or by_value(prop, known, defined) is not False:
            return False
        parity = isinstance(prop, Cong) and integers((prop.modulus,)) == (2,)
        if isinstance(prop, Cong) and parity:
            return not _has_parity(_difference(prop.left, prop.right, defined), setting, known)
        return True
    return False


def _is_both(prop: Named, known: Iterable[Prop]) -> bool:
    """The text has found these two values for the same number."""
    known = tuple(known)
    _, defined = read(known)
    wanted = set(integers(prop.args) or ())
    found: dict[Term, set[Fraction]] = {}
    for fact in known:
        if isinstance(fact, Rel) and fact.op == "=" and variables(fact.left):
            with suppress(Undefined):
                value = None if variables(fact.right) else constant(polynomial(fact.right))
                if value is not None:
                    found.setdefault(put_in(fact.left, defined), set()).add(Fraction(value))
    return len(wanted) == 2 and any(wanted <= values for values in found.values())


def put_in(term: Term, defined: dict[str, Term]) -> Term:
    """With names for what is counted replaced by it."""
    for _ in range(_MOST_ROUNDS):
        if not variables(term) & defined.keys():
            break
        term = substitute(term, defined)
    return term


def _is_count(claim: Poly, setting: Named) -> bool:
    for left, right in counts(setting):
        identity = minus(polynomial(left), polynomial(right))
        if claim == identity or claim == scale(identity, -1):
            return True
    return False


def counts(setting: Named) -> tuple[tuple[Term, Term], ...]:
    """The equations that counting twice gives."""
    if setting.relation == "degrees":
        total, pairs = add(*setting.args), mul(TWO, PAIRS)
        return ((total, pairs), (TOTAL, pairs), (TOTAL, total))
    lists = [add(*values) for values in _lists(setting)]
    return (
        *((each, found) for each in (TOTAL, PAIRS) for found in lists),
        (TOTAL, PAIRS),
    )


def _is_table(prop: Named, setting: Named) -> bool:
    rows = [integers(row.args) for row in prop.args if isinstance(row, Call) and row.name == "row"]
    lists = [integers(part.args) for part in setting.args if isinstance(part, Call)]
    if len(lists) != 2 or None in lists or None in rows or len(rows) != len(prop.args):
        return False
    table = [row for row in rows if row is not None]
    first, second = lists
    if first is None or second is None or len(table) * len(second) > _MOST_ENTRIES:
        return False
    return (
        all(len(row) == len(second) for row in table)
        and tuple(map(sum, table)) == first
        and tuple(map(sum, zip(*table, strict=True))) == second
    )


def _is_graph(prop: Named, setting: Named) -> bool:
    degrees = integers(setting.args)
    if degrees is None or len(prop.args) > _MOST_ENTRIES:
        return False
    found = [0] * len(degrees)
    seen: set[frozenset[int]] = set()
    for edge in prop.args:
        ends = integers(edge.args) if isinstance(edge, Call) and edge.name == "edge" else None
        if ends is None or len(ends) != 2 or not all(1 <= end <= len(found) for end in ends):
            return False
        if len(set(ends)) != 2 or frozenset(ends) in seen:
            return False
        seen.add(frozenset(ends))
        for end in ends:
            found[end - 1] += 1
    return tuple(found) == degrees
