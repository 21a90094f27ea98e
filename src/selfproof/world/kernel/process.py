"""Processes: a state of integers, moves, and what they never change.

A problem's hypotheses are, with state variables a, b (or one, or three) that are integers:

- `Named("state", (Var a, Var b))`, `Named("start", (1, 2))`, `Named("target", (4, 7))`;
- `Named("move", (1, Call("state", (a + 2, b - 1))))`: move 1 replaces (a, b) by (a + 2, b - 1);
  one for each move, numbered from 1.

A goal is `Named("unreachable", (4, 7))` or `Named("reachable", (4, 7))`. What may be claimed, with
the sentences that say so (S is a name that the proof defined, "Let $S = a + 2b$", or such a term):

- `Named("becomes", (i, S, T, m))`: after move i the value of S is T modulo m, where T speaks of
  the values before it; m = 0 says exactly. "Move 1 changes $S$ by $-6$" (T = S - 6, m = 0), "Move
  2 replaces $S$ by $S + 3$", "The third move does not change $S$" (T = S), "Move 4 changes $S$ by
  a multiple of 3" and "Move 4 does not change $S$ modulo $3$" (T = S, m = 3).
- `Named("invariant", (S, m))`: no move changes S modulo m. "So $S$ modulo $3$ never changes",
  "Every move changes $S$ by a multiple of 3", "$S$ is invariant modulo 3"; m = 0: "$S$ never
  changes".
- `Named("at start", (l, r, m))`, `Named("at target", (l, r, m))`: l = r (m = 0) or l ≡ r modulo m
  with the values of the start or target put in. "At the start $S = 1 + 2 \\cdot 2 = 5$",
  "Initially ...", "For the target $S = 18 \\equiv 0 \\pmod 3$", "At $(4, 7)$, $S = 18$" (one claim
  for each link of a chain).
- `Named("always", (l, r, m))`: so it is in every state that can be reached. "So always $S \\equiv
  2 \\pmod 3$."
- `Named("goes", (i, k, Call("state", (1, 2)), Call("state", (7, -1))))`: k times move i leads from
  the one to the other; i = 0 for one use of some move that is not named. "Move 1 leads from $(1,
  2)$ to $(3, 1)$", "Using move 1 three times, we get from $(1, 2)$ to $(7, -1)$", "$(1, 2) \\to
  (3, 1) \\to (2, 4)$".

An invariant is obvious once it was said for each move what the move does to S; a reader fills in a
move or two (DETAIL), not a whole list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import gcd

from selfproof.world.kernel.boxes import integers
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.normal import polynomial
from selfproof.world.poly import Poly, constant, content, minus, plus
from selfproof.world.props import Named, Prop, Rel
from selfproof.world.terms import Call, Num, Term, Undefined, Var, num, substitute, variables

RELATIONS = frozenset(
    (
        "state",
        "start",
        "target",
        "move",
        "unreachable",
        "reachable",
        "becomes",
        "invariant",
        "at start",
        "at target",
        "always",
        "goes",
    )
)
_FILLED_IN = 2
"""Moves that a reader checks alone, where at least as many were treated."""
_MOST_TIMES = 200
_MOST_ROUNDS = 8

State = tuple[int, ...]


_free = lru_cache(maxsize=4_096)(variables)
_normal = lru_cache(maxsize=4_096)(polynomial)
"""The same terms are asked about at every claim; treat what is found as immutable."""


@dataclass(slots=True)
class _Process:
    """The process, and what was said about it."""

    names: tuple[str, ...] = ()
    start: State = ()
    target: State = ()
    moves: dict[int, Mapping[str, Term]] = field(default_factory=dict)
    defined: dict[str, Term] = field(default_factory=dict)
    said: list[Named] = field(default_factory=list)

    def written_out(self, term: Term) -> Term:
        """In terms of the state alone, as far as the definitions go."""
        for _ in range(_MOST_ROUNDS):
            if not _free(term) & self.defined.keys():
                break
            term = substitute(term, self.defined)
        return term

    def poly(self, term: Term) -> Poly:
        """The normal form of a term in the state variables."""
        term = self.written_out(term)
        if not _free(term) <= set(self.names):
            raise Undefined("not a function of the state")
        return _normal(term)

    def after(self, term: Term, move: int) -> Poly:
        """The normal form of what the term becomes."""
        term = self.written_out(term)
        if not _free(term) <= set(self.names):
            raise Undefined("not a function of the state")
        return _normal(substitute(term, self.moves[move]))

    def at(self, term: Term, state: State) -> Fraction:
        """Its value in a state."""
        values = {name: num(x) for name, x in zip(self.names, state, strict=True)}
        value = constant(_normal(substitute(self.written_out(term), values)))
        if value is None:
            raise Undefined("no value")
        return Fraction(value)


def judge(prop: Named, known: Iterable[Prop]) -> Judgement:
    """What is known about a claim of one of `RELATIONS`."""
    process = _read(known)
    if process is None:
        return Judgement.OPEN
    if prop in process.said:
        return Judgement.OBVIOUS
    try:
        return _judge(prop, process)
    except Undefined:
        return Judgement.OPEN


def _read(known: Iterable[Prop]) -> _Process | None:
    process = _Process()
    equal: list[tuple[str, Term]] = []
    moves: list[tuple[int, tuple[Term, ...]]] = []
    for fact in known:
        match fact:
            case Named("state", args):
                process.names = tuple(arg.name for arg in args if isinstance(arg, Var))
            case Named("start", args):
                process.start = integers(args) or ()
            case Named("target", args):
                process.target = integers(args) or ()
            case Named("move", (Num(i), Call("state", args))) if i.denominator == 1:
                moves.append((i.numerator, args))
            case Named(relation, _) if relation in RELATIONS:
                process.said.append(fact)
            case Rel("=", Var(name), value) if _free(value) and name not in _free(value):
                equal.append((name, value))
    names = process.names
    if not names or len(process.start) != len(names) or not moves:
        return None
    if any(len(args) != len(names) for _, args in moves):
        return None
    process.moves = {i: dict(zip(names, args, strict=True)) for i, args in moves}
    # A state variable stands for every state: an equation that gives it a value is no definition,
    # and a name keeps its first one.
    process.defined = {name: value for name, value in equal if name not in names}
    return process


def _judge(prop: Named, process: _Process) -> Judgement:
    match prop:
        case Named("becomes", (Num(i), before, after, Num(m))):
            if i not in process.moves or m.denominator != 1:
                return Judgement.OPEN
            change = minus(process.after(before, i.numerator), process.poly(after))
            return _vanishes(change, m.numerator)
        case Named("invariant", (term, Num(m))) if m.denominator == 1:
            return _invariant(term, m.numerator, process)
        case Named("at start", (left, right, Num(m))) if m.denominator == 1:
            return _at(left, right, m.numerator, process.start, process)
        case Named("at target", (left, right, Num(m))) if m.denominator == 1:
            return _at(left, right, m.numerator, process.target, process)
        case Named("always", (left, right, Num(m))) if m.denominator == 1:
            return _always(left, right, m.numerator, process)
        case Named("unreachable", args):
            return _unreachable(integers(args), process)
        case Named("goes", (Num(i), Num(k), Call("state", a), Call("state", b))):
            return _goes(i, k, integers(a), integers(b), process)
        case Named("reachable", args):
            return _reachable(integers(args), process)
    return Judgement.OPEN


def _vanishes(p: Poly, m: int) -> Judgement:
    """Whether a polynomial is 0 (modulo m) for all integers."""
    if not p:
        return Judgement.OBVIOUS
    if m > 0 and all(type(coef) is int for coef in p.values()):
        if all(coef % m == 0 for coef in p.values()):
            return Judgement.OBVIOUS
        linear = all(sum(e for _, e in mono) <= 1 for mono in p)
        return Judgement.FALSE if linear else Judgement.OPEN
    return Judgement.FALSE if m == 0 else Judgement.OPEN


def _invariant(term: Term, m: int, process: _Process) -> Judgement:
    before = process.poly(term)
    for move in process.moves:
        judged = _vanishes(minus(process.after(term, move), before), m)
        if judged is not Judgement.OBVIOUS:
            return judged
    told = {move for move in process.moves if _told(move, before, m, process)}
    missing = len(process.moves) - len(told)
    if missing == 0:
        return Judgement.OBVIOUS
    filled_in = missing <= min(_FILLED_IN, len(told))
    return Judgement.DETAIL if filled_in else Judgement.OPEN


def _told(move: int, before: Poly, m: int, process: _Process) -> bool:
    """Whether it was said that the move keeps this polynomial modulo m."""
    for fact in process.said:
        match fact:
            case Named("becomes", (Num(i), term, after, Num(n))) if i == move:
                if n and (m == 0 or n.numerator % m):
                    continue
                if not minus(process.poly(term), before) and (
                    _vanishes(minus(process.poly(after), before), m) is Judgement.OBVIOUS
                ):
                    return True
    return False


def _at(left: Term, right: Term, m: int, state: State, process: _Process) -> Judgement:
    if len(state) != len(process.names):
        return Judgement.OPEN
    return _sure(_agree(process.at(left, state) - process.at(right, state), m))


def _agree(difference: Fraction, m: int) -> bool:
    if m == 0:
        return difference == 0
    return m > 0 and difference.denominator == 1 and difference.numerator % m == 0


def _always(left: Term, right: Term, m: int, process: _Process) -> Judgement:
    if not _agree(process.at(left, process.start) - process.at(right, process.start), m):
        return Judgement.FALSE  # It fails at the start.
    changes = minus(process.poly(left), process.poly(right))
    for judged, invariants in (
        (Judgement.OBVIOUS, _invariants(process)),
        (Judgement.DETAIL, _unsaid_invariants(process)),
    ):
        for term, n in invariants:
            if n and (m == 0 or n % m):
                continue
            for sign in (1, -1):
                if _constant_modulo(plus(changes, process.poly(term), sign), m):
                    return judged
    return Judgement.OPEN


def _constant_modulo(p: Poly, m: int) -> bool:
    inner = {mono: coef for mono, coef in p.items() if mono}
    return _vanishes(inner, m) is Judgement.OBVIOUS


def _invariants(process: _Process) -> list[tuple[Term, int]]:
    found = []
    for fact in process.said:
        match fact:
            case Named("invariant", (term, Num(m))) if m.denominator == 1 and m >= 0:
                found.append((term, m.numerator))
    return found


def _unreachable(target: State | None, process: _Process) -> Judgement:
    if target is None or len(target) != len(process.names):
        return Judgement.OPEN
    for fact in process.said:
        match fact:
            case Named("invariant", (term, Num(m))) if m.denominator == 1:
                change = process.at(term, target) - process.at(term, process.start)
            case Named("always", (left, right, Num(m))) if m.denominator == 1:
                change = process.at(left, target) - process.at(right, target)
            case _:
                continue
        if not _agree(change, m.numerator):
            return Judgement.OBVIOUS
    for term, modulus in _unsaid_invariants(process):
        if not _agree(process.at(term, target) - process.at(term, process.start), modulus):
            return Judgement.DETAIL
    return Judgement.OPEN


def _unsaid_invariants(process: _Process) -> list[tuple[Term, int]]:
    """What was said of all moves, where nobody said that something stays the same."""
    changes: dict[Term, dict[int, list[Poly]]] = {}
    for fact in process.said:
        match fact:
            case Named("becomes", (Num(i), term, after, Num(m))) if m == 0:
                change = minus(process.poly(after), process.poly(term))
                changes.setdefault(term, {}).setdefault(i.numerator, []).append(change)
    found = []
    for term, by_move in changes.items():
        polys = [poly for each in by_move.values() for poly in each]
        whole = all(type(coef) is int for poly in polys for coef in poly.values())
        if whole and by_move.keys() >= process.moves.keys():
            found.append((term, gcd(*(content(poly) for poly in polys))))
    return found


def _goes(
    i: Fraction, k: Fraction, a: State | None, b: State | None, process: _Process
) -> Judgement:
    if a is None or b is None or not len(a) == len(b) == len(process.names):
        return Judgement.OPEN
    if i == 0:
        reached = (_moved(a, move, 1, process) for move in process.moves)
        return _sure(k == 1 and any(state == b for state in reached))
    if i not in process.moves or k.denominator != 1 or not 1 <= k <= _MOST_TIMES:
        return Judgement.OPEN
    return _sure(_moved(a, i.numerator, k.numerator, process) == b)


def _moved(state: State, move: int, times: int, process: _Process) -> State:
    for _ in range(times):
        values = [process.at(term, state) for term in process.moves[move].values()]
        if any(value.denominator != 1 for value in values):
            raise Undefined("not an integer")
        state = tuple(value.numerator for value in values)
    return state


def _reachable(target: State | None, process: _Process) -> Judgement:
    arrows: dict[State, list[State]] = {}
    for fact in process.said:
        match fact:
            case Named("goes", (_, _, Call("state", a), Call("state", b))):
                arrows.setdefault(integers(a) or (), []).append(integers(b) or ())
            case Named("reachable", args):
                arrows.setdefault(process.start, []).append(integers(args) or ())
    waiting: list[State] = [process.start]
    seen = set(waiting)
    while waiting:
        for state in arrows.get(waiting.pop(), ()):
            if state not in seen:
                seen.add(state)
                waiting.append(state)
    return _sure_or_open(target in seen)


def _sure(value: bool) -> Judgement:
    return Judgement.OBVIOUS if value else Judgement.FALSE


def _sure_or_open(value: bool) -> Judgement:
    return Judgement.OBVIOUS if value else Judgement.OPEN
