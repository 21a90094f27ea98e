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
- `Named("kept", (l, r, m))`: if l ≡ r modulo m before a move, then after it.
- `Named("always", (l, r, m))`: so it is in every state that can be reached. "So always $S \\equiv
  2 \\pmod 3$."
- `Named("route", (a, b, i, k, j, l, ...))`: k times move i, then l times move j, ... lead from a
  state a to b. `Named("reached in", (n, 4, 7))`: the legs that were shown lead there in n moves.
- `Named("count", (i, Var k))`: k is how often move i is used in a sequence of moves to the target,
  where that can be reached. `Named("counted in", (j, l, r))`: l = r is what then holds of the
  number at place j. `Named("adds constants", ())`: every move adds constants.
- `Named("goes", (i, k, Call("state", (1, 2)), Call("state", (7, -1))))`: k times move i leads from
  the one to the other; i = 0 for one use of some move that is not named. "Move 1 leads from $(1,
  2)$ to $(3, 1)$", "Using move 1 three times, we get from $(1, 2)$ to $(7, -1)$", "$(1, 2) \\to
  (3, 1) \\to (2, 4)$".

An invariant is obvious once it was said for each move what the move does to S; a reader fills in a
move or two (DETAIL), not a whole list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import gcd

from selfproof.world.kernel.boxes import integers
from selfproof.world.kernel.forms import proportional
from selfproof.world.kernel.judgement import Judgement
from selfproof.world.kernel.normal import polynomial
from selfproof.world.poly import Mono, Poly, constant, content, minus, plus, times
from selfproof.world.props import And, Cong, Divides, Named, Not, Prop, Rel
from selfproof.world.terms import (
    Add,
    Call,
    Exact,
    Num,
    Term,
    Undefined,
    Var,
    children,
    num,
    substitute,
    variables,
)

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
        "route",
        "reached in",
        "count",
        "adds constants",
        "kept",
        "counted in",
    )
)
_FILLED_IN = 2
"""Moves that a reader checks alone, where at least as many were treated."""
_MOST_TIMES = 200
_MOST_ROUNDS = 8
_MOST_FACTORS = 100
_MOST_LEGS = 400

State = tuple[int, ...]


_free = lru_cache(maxsize=4_096)(variables)
"""The same terms are asked about at every claim."""


@dataclass(slots=True)
class _Process:
    """The process, and what was said about it."""

    names: tuple[str, ...] = ()
    start: State = ()
    target: State = ()
    moves: dict[int, Mapping[str, Term]] = field(default_factory=dict)
    defined: dict[str, Term] = field(default_factory=dict)
    said: list[Named] = field(default_factory=list)
    computed: list[Term] = field(default_factory=list)
    """Numbers that were worked out, as they were written."""
    judged: set[Term] = field(default_factory=set)
    """Of what it was said which residue it has."""
    spoken: list[Term] = field(default_factory=list)
    """What equations and divisibilities speak of."""
    refuted: bool = False
    """That the target can be reached was refuted."""

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
        return polynomial(term)

    def after(self, term: Term, move: int) -> Poly:
        """The normal form of what the term becomes."""
        term = self.written_out(term)
        if not _free(term) <= set(self.names):
            raise Undefined("not a function of the state")
        return polynomial(substitute(term, self.moves[move]))

    def at(self, term: Term, state: State) -> Fraction:
        """Its value in a state."""
        values = {name: num(x) for name, x in zip(self.names, state, strict=True)}
        value = constant(polynomial(substitute(self.written_out(term), values)))
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
    refuted: list[State | None] = []
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
            case Not(Named("reachable", args)):
                refuted.append(integers(args))
            case Cong(left, _, _):
                process.judged.add(left)
            case Divides(left, right):
                process.spoken += [left, right]
            case Rel("=", left, right) if not _free(left) and not _free(right):
                process.computed.append(left)
                process.spoken += [left, right]
            case Rel("=", Var(name), value) if _free(value) and name not in _free(value):
                equal.append((name, value))
            case Rel("=", left, right):
                process.spoken += [left, right]
    names = process.names
    if not names or len(process.start) != len(names) or not moves:
        return None
    if any(len(args) != len(names) for _, args in moves):
        return None
    process.refuted = process.target in refuted
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
        case Named("kept", (left, right, Num(m))) if m.denominator == 1:
            return _kept(left, right, m.numerator, process)
        case Named("unreachable", args):
            return _unreachable(integers(args), process)
        case Named("goes", (Num(i), Num(k), Call("state", a), Call("state", b))):
            return _goes(i, k, _values(a), _values(b), process)
        case Named("route", (Call("state", a), Call("state", b), *runs)):
            return _route(_values(a), _values(b), integers(runs), process)
        case Named("reachable", args):
            return _reachable(_values(args), process)
        case Named("reached in", (Num(n), *args)):
            return _reached_in(n, _values(args), process)
        case Named("counted in", (Num(place), left, right)):
            return _sure_or_open(_is_counted(Rel("=", left, right), int(place), process))
        case Named("adds constants", ()):
            return _sure(all(_constants(move, process) for move in process.moves))
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


def _agree(difference: Exact, m: int) -> bool:
    if m == 0:
        return difference == 0
    return m > 0 and difference.denominator == 1 and difference.numerator % m == 0


def _always(left: Term, right: Term, m: int, process: _Process) -> Judgement:
    if not _agree(process.at(left, process.start) - process.at(right, process.start), m):
        return Judgement.FALSE  # It fails at the start.
    changes = minus(process.poly(left), process.poly(right))
    passed_on = _passed_on(left, right, changes, m, process)
    if passed_on is Judgement.OBVIOUS:
        return passed_on
    for judged, invariants in (
        (Judgement.OBVIOUS, _invariants(process)),
        (Judgement.DETAIL, _unsaid_invariants(process)),
    ):
        for term, n in invariants:
            if n and (m == 0 or n % m):
                continue
            for sign in (1, -1):
                if _constant_modulo(plus(changes, process.poly(term), sign), m):
                    shown = _is_shown("at start", process.poly(term), process)
                    return judged if shown else Judgement.DETAIL
    return passed_on


def _passed_on(left: Term, right: Term, p: Poly, m: int, process: _Process) -> Judgement:
    """Whether each move makes of p = left - right a multiple of p modulo m, as was told: then p is
    0 modulo m in every state, as it is at the start. That changes are multiples of m has to be
    said of some move, or that it is passed on; a multiple c * p with c > 1 is seen as one."""
    factors = _factors(left, right, p, m, process)
    if factors is None:
        return Judgement.OPEN
    told = {move for move in process.moves if _speaks_of(move, p, m, 1, process)}
    exact = {move for move in factors if _speaks_of(move, p, m, 0, process)}
    plain = {move for move in exact - told if _is_multiple(left, right, p, move, process)}
    kept = any(_is_kept(fact, p, m, process) for fact in process.said)
    if kept or (told | plain >= process.moves.keys() and any(_seen(factors, told, plain))):
        shown = _is_shown("at start", p, process)
        return Judgement.OBVIOUS if shown else Judgement.DETAIL
    return Judgement.DETAIL if told | exact >= process.moves.keys() else Judgement.OPEN


def _seen(factors: Mapping[int, int], told: set[int], plain: set[int]) -> Iterable[bool]:
    return (move in told or factors[move] != 1 for move in told | plain)


def _factors(left: Term, right: Term, p: Poly, m: int, process: _Process) -> dict[int, int] | None:
    """For each move, c with p becoming c * p modulo m; None when there is none."""
    if not 0 < m <= _MOST_FACTORS:
        return None
    found = {}
    for move in process.moves:
        after = minus(process.after(left, move), process.after(right, move))
        factor = next((c for c in (1, *range(m)) if _is_zero(plus(after, p, -c), m)), None)
        if factor is None:
            return None
        found[move] = factor
    return found


def _is_multiple(left: Term, right: Term, p: Poly, move: int, process: _Process) -> bool:
    """The move makes of p a multiple of p, exactly."""
    after = minus(process.after(left, move), process.after(right, move))
    return not after or proportional(after, p)


def _is_kept(fact: Named, p: Poly, m: int, process: _Process) -> bool:
    match fact:
        case Named("kept", (left, right, Num(n))) if n == m:
            return not minus(minus(process.poly(left), process.poly(right)), p)
    return False


def _kept(left: Term, right: Term, m: int, process: _Process) -> Judgement:
    """Each move was told, and passes it on that left and right are congruent modulo m."""
    p = minus(process.poly(left), process.poly(right))
    if _factors(left, right, p, m, process) is None:
        return Judgement.OPEN
    return _sure_or_open(
        all(
            _speaks_of(move, p, m, 0, process) or _speaks_of(move, p, m, 1, process)
            for move in process.moves
        )
    )


def _is_zero(p: Poly, m: int) -> bool:
    return all(type(coef) is int and coef % m == 0 for coef in p.values())


def _speaks_of(move: int, p: Poly, m: int, residues: int, process: _Process) -> bool:
    """Whether it was said what the move makes of p, but for a constant; with `residues`, of its
    residue modulo m, else exactly."""
    for fact in process.said:
        match fact:
            case Named("becomes", (Num(i), term, _, Num(n))) if i == move and bool(n) == residues:
                if n.numerator % m == 0 and _constant_modulo(minus(process.poly(term), p), m):
                    return True
    return False


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
    if target is None or target != process.target:
        return Judgement.OPEN  # Another state is none of the proof's business.
    if process.refuted:
        return Judgement.OBVIOUS
    found = _kept_apart(target, process)
    if found is None:
        return Judgement.OPEN
    return Judgement.OBVIOUS if found else Judgement.DETAIL


def _kept_apart(target: State, process: _Process) -> bool | None:
    """Whether the proof has shown a value that the target has and no state can have; None where it
    has not even spoken of what stays the same."""
    best: bool | None = None
    for fact in process.said:
        match fact:
            case Named("invariant", (term, Num(m))) if m.denominator == 1:
                change = process.at(term, target) - process.at(term, process.start)
            case Named("always", (left, right, Num(m))) if m.denominator == 1:
                change = process.at(left, target) - process.at(right, target)
            case _:
                continue
        if not _agree(change, m.numerator):
            about = process.poly(fact.args[0])
            shown = _is_shown("at target", about, process)
            if fact.relation == "invariant":
                shown = shown and _is_shown("at start", about, process)
            if shown:
                return True
            best = False
    for term, modulus in _unsaid_invariants(process):
        if not _agree(process.at(term, target) - process.at(term, process.start), modulus):
            best = False
    return best


def _is_shown(relation: str, about: Poly, process: _Process) -> bool:
    """Whether the value of this quantity at the start or the target was said."""
    for fact in process.said:
        if fact.relation == relation and _names_in(fact, process):
            difference = minus(process.poly(fact.args[0]), process.poly(fact.args[1]))
            if any(constant(plus(difference, about, sign)) is not None for sign in (1, -1)):
                return True
    state = process.start if relation == "at start" else process.target
    values = dict(zip(process.names, state, strict=True))
    if any(num(value) in process.judged for value in _of_state(about, values)):
        return True
    return any(_is_put_in(term, about, values) for term in process.computed)


def _of_state(about: Poly, values: Mapping[str, int]) -> list[int]:
    """The value, where it is one of the numbers of the state (up to its sign and a constant)."""
    found = [(mono, abs(coef)) for mono, coef in about.items() if mono]
    return [value for name, value in values.items() if found == [(((name, 1),), 1)]]


def to_the_point(prop: Prop, known: Iterable[Prop]) -> bool:
    """Of "73 is not a multiple of 5" and "9 is not 6 modulo 11": the numbers are the values that
    some quantity was said to have at the target and the start, and the modulus is one of which
    was spoken. What else differs proves nothing about the target."""
    process = _read(known)
    match prop:
        case Divides(Num(m), Num(a)):
            wanted: Exact | None = None
        case Cong(Num(a), Num(b), Num(m)):
            wanted = b
        case _:
            return True
    if process is None or m.denominator != 1 or m < 1:
        return True
    quantities = [
        fact.args[0]
        for fact in process.said
        if fact.relation == "at target" and _free(process.written_out(fact.args[0]))
    ]
    moduli = {
        fact.args[-1].value
        for fact in process.said
        if fact.relation in _MODULAR and isinstance(fact.args[-1], Num) and fact.args[-1].value
    }
    if not quantities:
        return _have_occurred((a, m), process)
    for term in quantities:
        try:
            start, target = process.at(term, process.start), process.at(term, process.target)
        except Undefined:
            continue
        if _agree(a - target, int(m)) and _agree(start - (wanted or 0), int(m)):
            return not moduli or any(n % m == 0 for n in moduli)
    return False


def _have_occurred(numbers: Iterable[Exact], process: _Process) -> bool:
    """Whether each number stands in something that was said of numbers and counts."""
    found: set[Exact] = set()
    stack: list[Term] = list(process.spoken)
    while stack:
        term = stack.pop()
        if isinstance(term, Num):
            found |= {term.value, -term.value}
        stack.extend(children(term))
    return not process.spoken or found.issuperset(numbers)


_MODULAR = frozenset(("becomes", "invariant", "always", "kept", "at start", "at target"))


def _is_put_in(term: Term, about: Poly, values: Mapping[str, int]) -> bool:
    """A sum of numbers that is the quantity with these values put in."""
    summands = Counter(constant(polynomial(each)) or 0 for each in _summands(term))
    wanted = Counter(_put_in(mono, coef, values) for mono, coef in about.items() if mono)
    return len(wanted) > 1 and not wanted - summands


def _summands(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Add) else (term,)


def _put_in(mono: Mono, coef: Exact, values: Mapping[str, int]) -> Exact:
    for name, exponent in mono:
        if name not in values:
            raise Undefined("not a function of the state")
        coef = coef * values[name] ** exponent
    return coef


def _names_in(fact: Named, process: _Process) -> bool:
    return any(_free(process.written_out(arg)) for arg in fact.args[:2])


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


def _goes(i: Exact, k: Exact, a: State | None, b: State | None, process: _Process) -> Judgement:
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


def _values(terms: Iterable[Term]) -> State | None:
    """The state that is written so, with sums and products worked out."""
    found = []
    for term in terms:
        value = constant(polynomial(term)) if not _free(term) else None
        if value is None or Fraction(value).denominator != 1:
            return None
        found.append(int(value))
    return tuple(found)


def _route(
    a: State | None, b: State | None, runs: Sequence[int] | None, process: _Process
) -> Judgement:
    """Several sorts of moves at once: a reader adds up what three of them do if that is always the
    same."""
    if a is None or b is None or runs is None or len(runs) % 2 or len(a) != len(process.names):
        return Judgement.OPEN
    state = a
    for move, often in zip(runs[::2], runs[1::2], strict=True):
        if move not in process.moves or not 1 <= often <= _MOST_TIMES:
            return Judgement.OPEN
        state = _moved(state, move, often, process)
    if state != b:
        return Judgement.FALSE
    easy = len(runs) <= 6 and all(_constants(move, process) for move in runs[::2])
    return Judgement.OBVIOUS if easy else Judgement.DETAIL


def _constants(move: int, process: _Process) -> bool:
    """Whether the move adds a constant to each number of the state."""
    return all(
        constant(minus(process.after(Var(name), move), process.poly(Var(name)))) is not None
        for name in process.names
    )


def _legs(process: _Process) -> dict[State, list[tuple[State, int]]]:
    """Where the moves that were shown lead from each state, and with how many moves."""
    found: dict[State, list[tuple[State, int]]] = {}
    for fact in process.said:
        match fact:
            case Named("goes", (_, Num(k), Call("state", a), Call("state", b))):
                before, after, count = _values(a), _values(b), int(k)
            case Named("route", (Call("state", a), Call("state", b), *runs)):
                before, after = _values(a), _values(b)
                count = sum((integers(runs) or ())[1::2])
            case _:
                continue
        if before is not None and after is not None:
            found.setdefault(before, []).append((after, count))
    return found


def _reachable(target: State | None, process: _Process) -> Judgement:
    legs = _legs(process)
    for fact in process.said:
        if isinstance(fact, Named) and fact.relation == "reachable":
            legs.setdefault(process.start, []).append((_values(fact.args) or (), 0))
    waiting: list[State] = [process.start]
    seen = set(waiting)
    while waiting:
        for state, _ in legs.get(waiting.pop(), ()):
            if state not in seen:
                seen.add(state)
                waiting.append(state)
    return _sure_or_open(target in seen)


def _reached_in(count: Exact, target: State | None, process: _Process) -> Judgement:
    """Whether legs that were shown lead from the start to the target in so many moves."""
    legs = _legs(process)
    waiting = [(process.start, 0)]
    seen = set(waiting)
    while waiting and len(seen) < _MOST_LEGS:
        state, used = waiting.pop()
        for after, more in legs.get(state, ()):
            if (after, used + more) not in seen and used + more <= count:
                seen.add((after, used + more))
                waiting.append((after, used + more))
    return _sure_or_open((target, int(count)) in seen)


def counts_exist(names: Sequence[str], inner: Prop, named: Sequence[Named]) -> bool:
    """Whether these names can be the numbers of times that moves are used: the target is known to
    be reachable, and each name counts a move of its own."""
    parts = inner.parts if isinstance(inner, And) else (inner,)
    target = next((fact.args for fact in named if fact.relation == "target"), None)
    if not any(fact.relation == "reachable" and fact.args == target for fact in named):
        return False
    moves = {fact.args[0] for fact in named if fact.relation == "move"}
    found: dict[Term, str] = {}
    for part in parts:
        match part:
            case Named("count", (Num() as move, Var(name))) if move in moves:
                found[move] = name
            case _:
                return False
    return sorted(found.values()) == sorted(names) and len(found) == len(parts)


def judge_counted(prop: Rel, known: Iterable[Prop]) -> Judgement:
    """An equation for one number of the state, when each move is used so often: what it is at the
    start and all that the moves add make what it is at the target."""
    process = _read(known)
    if process is None:
        return Judgement.OPEN
    try:
        places = range(1, len(process.names) + 1)
        return _sure_or_open(any(_is_counted(prop, place, process) for place in places))
    except Undefined:
        return Judgement.OPEN


def _is_counted(equation: Rel, place: int, process: _Process) -> bool:
    """Whether it is the equation for the number at this place of the state."""
    counts = {
        int(fact.args[0].value): fact.args[1]
        for fact in process.said
        if fact.relation == "count" and isinstance(fact.args[0], Num)
    }
    if counts.keys() != process.moves.keys() or not 1 <= place <= len(process.names):
        return False
    if not all(_constants(move, process) for move in process.moves):
        return False
    wanted = minus(polynomial(equation.left), polynomial(equation.right))
    name = Var(process.names[place - 1])
    spread = process.start[place - 1] - process.target[place - 1]
    total: Poly = {(): spread} if spread else {}
    for move, count in counts.items():
        change = minus(process.after(name, move), process.poly(name))
        total = plus(total, times(polynomial(count), change))
    return bool(wanted and total) and proportional(wanted, total)


def _sure(value: bool) -> Judgement:
    return Judgement.OBVIOUS if value else Judgement.FALSE


def _sure_or_open(value: bool) -> Judgement:
    return Judgement.OBVIOUS if value else Judgement.OPEN
