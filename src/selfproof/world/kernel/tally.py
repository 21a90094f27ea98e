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

"Suppose that there is such a table" is `Suppose(Named("such", ()))`.
"""

from __future__ import annotations

from collections.abc import Iterable

from selfproof.world.kernel.boxes import integers
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.normal import polynomial
from selfproof.world.poly import Poly, minus, scale
from selfproof.world.props import Cong, Named, Prop, Rel
from selfproof.world.terms import TWO, Call, Term, Undefined, Var, add, mul, substitute, variables

RELATIONS = frozenset(("degrees", "table", "such", "example"))
SETTINGS = frozenset(("degrees", "table"))
TOTAL, PAIRS = Var("total"), Var("pairs")
"""Names that no text can use."""
_MOST_ROUNDS = 4
_MOST_ENTRIES = 400


def judge_count(prop: Rel | Cong, known: Iterable[Prop]) -> Judgement:
    """Whether an equation or congruence is one of the counts of a known table or graph."""
    setting, defined = _read(known)
    if setting is None:
        return Judgement.OPEN
    try:
        claim = _difference(prop.left, prop.right, defined)
        if isinstance(prop, Rel):
            if prop.op == "=" and claim and _is_count(claim, setting):
                return Judgement.OBVIOUS
        elif setting.relation == "degrees" and integers((prop.modulus,)) == (2,):
            # The sum of the degrees, or the same number by another name, is even.
            for total in (add(*setting.args), TOTAL):
                if not minus(claim, polynomial(total)):
                    return Judgement.OBVIOUS
    except Undefined:
        pass
    return Judgement.OPEN


def judge_named(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about a claim of one of `RELATIONS`."""
    facts = [fact for fact in known if isinstance(fact, Named) and fact.relation in RELATIONS]
    if prop in facts:
        return Judgement.OBVIOUS
    setting = next((fact for fact in facts if fact.relation in SETTINGS), None)
    if setting is None:
        return Judgement.OPEN
    if prop.relation == "example":
        right = _is_table if setting.relation == "table" else _is_graph
        return Judgement.OBVIOUS if right(prop, setting) else Judgement.FALSE
    if prop == Named("such", ()) and any(fact.relation == "example" for fact in facts):
        return Judgement.OBVIOUS
    return Judgement.OPEN


def _read(known: Iterable[Prop]) -> tuple[Named | None, dict[str, Term]]:
    setting: Named | None = None
    defined: dict[str, Term] = {}
    for fact in known:
        match fact:
            case Named(relation, _) if relation in SETTINGS:
                setting = fact
            case Rel("=", Var(name), value) if name not in variables(value):
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
    lists = [add(*part.args) for part in setting.args if isinstance(part, Call)]
    if len(lists) != 2:
        return ()
    first, second = lists
    return (
        *((each, found) for each in (TOTAL, PAIRS) for found in lists),
        *((TOTAL, PAIRS), (first, second)),
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
