"""Reference proofs of the family `invariant`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import TypeAlias

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.phrases import bracketed, mod
from selfproof.world.families.slips import FATAL, verdict
from selfproof.world.problem import Problem

Row: TypeAlias = tuple[int, ...]
"""Coefficients of the state and a constant."""
_DETAIL = (IssueKind.OMITTED_DETAIL,)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True)
class Process:
    """Affine moves from a start; `way` (move, times) leads to the target, or `form` modulo
    `modulus` shows that nothing does."""

    names: tuple[str, ...]
    moves: tuple[tuple[Row, ...], ...]
    start: tuple[int, ...]
    target: tuple[int, ...]
    form: tuple[int, ...]
    modulus: int
    way: tuple[tuple[int, int], ...]

    @property
    def state_tex(self) -> str:
        """`(a, b)`."""
        return f"({', '.join(self.names)})"

    def move_tex(self, i: int) -> str:
        """What move i, from 0, makes of the state: `(a + 2, b - 1)`."""
        return f"({', '.join(row_tex(self.names, row) for row in self.moves[i])})"

    @staticmethod
    def values_tex(values: Sequence[int]) -> str:
        """`(4, 7)`."""
        return f"({', '.join(map(str, values))})"


def dot(form: Sequence[int], values: Sequence[int]) -> int:
    """The value of a linear form."""
    return sum(c * x for c, x in zip(form, values, strict=True))


def applied(move: Sequence[Sequence[int]], state: Sequence[int]) -> tuple[int, ...]:
    """The state after a move."""
    return tuple(dot(row[:-1], state) + row[-1] for row in move)


def keeps(here: Process, form: Sequence[int], m: int) -> bool:
    """Whether no move changes the form modulo m."""
    return all(
        (dot(form, [row[col] for row in move]) - each) % m == 0
        for move in here.moves
        for col, each in enumerate((*form, 0))
    )


def row_tex(names: Sequence[str], row: Sequence[int]) -> str:
    """`2a - b + 3`."""
    return say.sum_tex([*zip(row[:-1], names, strict=True), (row[-1], "")])


def write(problem: Problem, here: Process, style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    steps = [_opening(problem, here, draws)]
    steps += _by_way(here, draws) if here.way else _by_form(here, draws)
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _opening(problem: Problem, here: Process, draws: Draws) -> ProofStep:
    wrong: tuple[Wrong, ...] = ()
    if problem.task == "decide":
        text, wrong = verdict(problem, draws)
    else:
        text = say.opening(draws, *(() if here.way else ("We look for an invariant.",)))
    can = "can" if here.way else "cannot"
    assumed = f"Suppose that ${here.values_tex(here.target)}$ {can} be reached."
    wrong += (Wrong(f"{text} {assumed}".strip(), say.ASSUMED, (IssueKind.CIRCULAR,), 0.0),)
    return ProofStep(text, "opening", wrong=wrong)


# An invariant.


def _by_form(here: Process, draws: Draws) -> list[ProofStep]:
    form = _another(here, draws)
    name = draws.pick(("S", "S", "S", "T", "I", "V"))
    shown = row_tex(here.names, (*form, 0))
    let = draws.pick(("Let", "Consider", "Put", "Define"))
    other = row_tex(here.names, (form[0], *(c + 1 if c != -1 else 2 for c in form[1:]), 0))
    wrong = Wrong(f"{let} ${name} = {other}$.", say.PROPAGATED, FATAL, 0.0, elsewhere=True)
    steps = [ProofStep(f"{let} ${name} = {shown}$.", "definition", wrong=(wrong,))]
    look = _Look(draws, len(here.moves))
    for i in range(len(here.moves)):
        steps.append(_move_step(here, i, form, name, look))
    always = draws.between(0, 1) == 1
    steps.append(_unchanged(here, form, name, always, look))
    steps += _ends(here, form, name, always, draws)
    return steps


def _another(here: Process, draws: Draws) -> tuple[int, ...]:
    """The form, or a multiple of it modulo m that is as good."""
    m = here.modulus
    unit = draws.pick((1, 1, -1, *(u for u in range(2, min(m, 6)) if gcd(u, m) == 1)))
    if unit == 1:
        return here.form
    reduced = [(unit * c) % m for c in here.form]
    return tuple(c - m if 2 * c > m and draws.between(0, 1) else c for c in reduced)


class _Look:
    """The wording that all moves of one proof share."""

    def __init__(self, draws: Draws, moves: int) -> None:
        self.draws = draws
        self.ordinal = moves <= len(_ORDINALS) and draws.between(1, 3) == 1
        self.lines = moves > 4 and draws.between(0, 1) == 1
        self.change = draws.pick(("changes", "changes", "always changes"))
        self.replace = draws.pick(("replaces", "replaces", "turns"))
        self.computed = draws.between(0, 2) > 0

    def subject(self, i: int) -> str:
        """`Move 3`, as a line of its own or not."""
        start = "\n- " if self.lines else ""
        return start + (f"The {_ORDINALS[i]} move" if self.ordinal else f"Move {i + 1}")


def _move_step(here: Process, i: int, form: Sequence[int], name: str, look: _Look) -> ProofStep:
    move, m = here.moves[i], here.modulus
    size = len(form)
    after = [dot(form, [row[col] for row in move]) for col in range(size + 1)]
    change = [c - f for c, f in zip(after, (*form, 0), strict=True)]
    plain = all(row[j] == int(j == k) for k, row in enumerate(move) for j in range(size))
    subject = look.subject(i)

    def text(change: Sequence[int]) -> str:
        if not any(change):
            return f"{subject} does not change ${name}$."
        if not any(change[:-1]) and plain:
            return f"{subject} {look.change} ${name}$ by ${_sum(form, move, change[-1], look)}$."
        new = row_tex(here.names, after)
        factor = gcd(*change)
        inner = [c // factor for c in change]
        if sum(map(bool, change)) == 1 or factor == 1:
            rest = row_tex(here.names, change)
        else:
            rest = f"{factor}({row_tex(here.names, inner)})"
        plus = f" - {rest[1:]}" if rest[0] == "-" else f" + {rest}"
        into = "into" if look.replace == "turns" else "by"
        return f"{subject} {look.replace} ${name}$ {into} ${new} = {name}{plus}$."

    slip = [*change[:-1], change[-1] + m * look.draws.pick((1, -1))]
    wrong = [Wrong("", say.MISSING_CASE, _DETAIL, 0.5, elsewhere=True)]
    if any(change[:-1]) or any(slip):
        kinds = (IssueKind.SLIP, IssueKind.OMITTED_DETAIL, IssueKind.FALSE_STEP)
        wrong.append(Wrong(text(slip), say.SLIP, kinds, 0.5))
    return ProofStep(text(change), "case", f"Move {i + 1}", tuple(wrong))


def _sum(form: Sequence[int], move: Sequence[Row], change: int, look: _Look) -> str:
    """The change, with its computation or without: `2 - 2 \\cdot 4 = -6`."""
    pieces = [(c, bracketed(row[-1])) for c, row in zip(form, move, strict=True) if row[-1] and c]
    shown = say.sum_tex(pieces)
    if look.computed and len(pieces) > 1 and shown != str(change):
        return f"{shown} = {change}"
    return str(change)


def _pieces(form: Sequence[int], values: Sequence[int]) -> list[tuple[int, str]]:
    """The summands of a form with values put in, for `say.sum_tex`."""
    return [
        (c * x, "") if abs(c) == 1 else (c, bracketed(x))
        for c, x in zip(form, values, strict=True)
        if c * x
    ]


def _unchanged(
    here: Process, form: Sequence[int], name: str, always: bool, look: _Look
) -> ProofStep:
    m = here.modulus
    apart = dot(form, here.start) - dot(form, here.target)
    moduli = (w for w in range(m + 1, 4 * m) if apart % w and not keeps(here, form, w))
    other = next(moduli, 0)
    wording = look.draws.pick(
        (
            "So ${S}$ modulo ${m}$ never changes.",
            "Hence no move changes ${S}$ modulo ${m}$.",
            "Thus every move changes ${S}$ by a multiple of ${m}$.",
            "All these changes are multiples of ${m}$, so ${S}$ modulo ${m}$ never changes.",
            "Therefore ${S}$ is invariant modulo ${m}$.",
            "So the residue of ${S}$ modulo ${m}$ stays the same in every move.",
        )
    )

    def text(m: int) -> str:
        shown = wording.replace("{S}", name).replace("{m}", str(m))
        return f"\n{shown}" if look.lines else shown

    wrong = [Wrong("", say.LEAP, _DETAIL, 0.5, elsewhere=True)]
    if other and not always:  # Without another modulus, the form never changes at all.
        kinds = (IssueKind.FALSE_STEP, IssueKind.SLIP)
        wrong.append(Wrong(text(other), say.WRONG_MODULUS, kinds, 0.0))
    return ProofStep(text(m), "step", wrong=tuple(wrong))


def _ends(
    here: Process, form: Sequence[int], name: str, always: bool, draws: Draws
) -> list[ProofStep]:
    """The values at the start and of the target, and what they mean."""
    m = here.modulus
    first = _value_step(here, form, name, here.start, "start", draws)
    last = _value_step(here, form, name, here.target, "target", draws)
    a, b = dot(form, here.start), dot(form, here.target)
    steps = [first]
    if always:
        lead = draws.pick(("So always", "Hence we always have", "So in every state"))
        text = f"{lead} ${name} \\equiv {a % m} {mod(m)}$."
        bad = f"{lead} ${name} \\equiv {b % m} {mod(m)}$."
        slip = Wrong(bad, say.SLIP, (IssueKind.SLIP, IssueKind.FALSE_STEP), 0.5)
        steps.append(ProofStep(text, "step", wrong=(slip,)))
    steps.append(last)
    target = f"${here.values_tex(here.target)}$"
    end = draws.pick(
        (
            f"{say.connective(draws)} {target} can never be reached.",
            f"{say.connective(draws)} {target} cannot be reached.",
            f"Since ${b} \\not\\equiv {a} {mod(m)}$, {target} cannot be reached.",
            f"As ${b} \\not\\equiv {a} {mod(m)}$, it is impossible to reach {target}.",
        )
    )
    steps.append(ProofStep(end, "conclusion"))
    return steps


def _value_step(
    here: Process, form: Sequence[int], name: str, state: Sequence[int], where: str, draws: Draws
) -> ProofStep:
    m, value = here.modulus, dot(form, state)
    put_in = say.sum_tex(_pieces(form, state))
    lead = {
        "start": draws.pick(("At the start", "Initially", "In the beginning")),
        "target": draws.pick(
            ("For the target", f"At ${here.values_tex(state)}$", "In the target state")
        ),
    }[where]
    have = draws.pick((" we have ", ", ", " "))
    reduce = draws.between(0, 1) == 1 and value % m != value

    def text(value: int) -> str:
        chain = f"{name} = {value}" if put_in == str(value) else f"{name} = {put_in} = {value}"
        if reduce:
            chain += f" \\equiv {value % m} {mod(m)}"
        return f"{lead}{have}${chain}$."

    wrong = Wrong(text(value + draws.pick((1, -1, 2))), say.SLIP, (IssueKind.SLIP,), 0.5)
    return ProofStep(text(value), "computation", wrong=(wrong,))


# A way.


def _by_way(here: Process, draws: Draws) -> list[ProofStep]:
    steps: list[ProofStep] = []
    arrows = draws.between(0, 2) == 0 and sum(k for _, k in here.way) <= 8
    if arrows:
        states = [here.start]
        for i, times in here.way:
            for _ in range(times):
                states.append(applied(here.moves[i - 1], states[-1]))
        lead = draws.pick(("These moves do it:", "We have", "One way is"))
        shown = [here.values_tex(state) for state in states]
        changed = list(shown)
        place = draws.between(1, len(shown) - 1)
        changed[place] = here.values_tex([x + 1 for x in states[place]])
        dropped = [*shown[:place], *shown[place + 1 :]]
        chains = [" \\to ".join(each) for each in (shown, changed, dropped)]
        versions = [f"{lead} ${chain}$." for chain in chains]
        wrong = [Wrong(versions[1], say.PROPAGATED, (*FATAL, IssueKind.SLIP), 0.0)]
        if place == len(shown) - 1:
            wrong.append(Wrong(versions[2], say.MISSING_CASE, FATAL, 0.0, elsewhere=True))
        steps.append(ProofStep(versions[0], "computation", wrong=tuple(wrong)))
    else:
        state = here.start
        for i, times in here.way:
            steps.append(_leg(here, state, i, times, draws))
            for _ in range(times):
                state = applied(here.moves[i - 1], state)
    target = f"${here.values_tex(here.target)}$"
    end = draws.pick((f"So {target} can be reached.", f"Hence {target} is reached."))
    steps.append(ProofStep(end, "conclusion"))
    return steps


def _leg(here: Process, state: Row, i: int, times: int, draws: Draws) -> ProofStep:
    reached = state
    for _ in range(times):
        reached = applied(here.moves[i - 1], reached)
    count = {1: "", 2: " twice"}.get(times, f" {say.number_word(times)} times")
    if times == 1:
        lead = draws.pick((f"Move {i} leads from", f"Using move {i}, we get from"))
    else:
        lead = draws.pick(
            (f"Using move {i}{count}, we get from", f"Move {i}, used{count}, leads from")
        )

    def text(reached: Sequence[int]) -> str:
        return f"{lead} ${here.values_tex(state)}$ to ${here.values_tex(reached)}$."

    slip = list(reached)
    slip[draws.between(0, len(slip) - 1)] += draws.pick((1, -1))
    wrong = (
        Wrong(text(slip), say.PROPAGATED, (*FATAL, IssueKind.SLIP), 0.0),
        Wrong("", say.MISSING_CASE, FATAL, 0.0, elsewhere=True),
    )
    return ProofStep(text(reached), "step", f"Move {i}", wrong)
