"""Processes on two or three integers: a target that cannot be reached, or a way to it.

Parameters are the moves (affine maps of the state), the start, the target, and either the
invariant of the reference proof, a linear form modulo m, or the way. Every move keeps the form
modulo m, often not exactly, and the target has another residue than the start; the form and the
modulus have to be found, and the moves are the parts. The meaning is encoded as `kernel.process`
says.
"""

from __future__ import annotations

from collections.abc import Sequence

from selfproof.world import terms
from selfproof.world.families import invariant_proofs
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.invariant_proofs import Process, Row, applied, dot
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import Named, Prop
from selfproof.world.terms import Call, Term, Var, num

_MOVES = {1: (2, 3), 2: (3, 4), 3: (4, 6), 4: (7, 10), 5: (11, 15), 6: (18, 24)}
_MODULI = {
    1: (2, 3, 4),
    2: (3, 4, 5),
    3: (4, 5, 6, 7),
    4: (5, 6, 7, 8, 9),
    5: (7, 8, 9, 10, 11),
    6: (9, 11, 13),
}
_STEP = {1: 4, 2: 5, 3: 7, 4: 9, 5: 12, 6: 16}
"""Largest change of a number in a move."""
_NAMES = (("a", "b"), ("x", "y"), ("m", "n"), ("p", "q"))
_NAMES_3 = (("a", "b", "c"), ("x", "y", "z"), ("p", "q", "r"))
_ATTEMPTS = 400


class Invariant:
    """See the module's docstring."""

    name = "invariant"
    category: Category = "combinatorics"
    grows_by_parts = True
    discovers = "an invariant"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan")
        reachable, task = plan.pick(
            ((False, "prove"),) * 6 + ((False, "decide"), (True, "decide"), (True, "prove"))
        )
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, reachable, task)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return invariant_proofs.write(problem, process(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """Linear forms looked at, modulus after modulus; for a way, sequences of moves."""
        here = process(problem.parameters)
        if here.way:
            return int(len(here.moves) ** min(sum(k for _, k in here.way), 12))
        return sum(int(m ** len(here.names)) for m in range(2, here.modulus + 1))


def process(parameters: Parameters) -> Process:
    """What these parameters stand for."""
    return Process(
        names=tuple(parameters["names"]),
        moves=tuple(tuple(map(tuple, move)) for move in parameters["moves"]),
        start=tuple(parameters["start"]),
        target=tuple(parameters["target"]),
        form=tuple(parameters["form"]),
        modulus=parameters["modulus"],
        way=tuple(map(tuple, parameters["way"])),
    )


# Making.


def _draw(draws: Draws, level: int, reachable: bool, task: str) -> Parameters | None:
    three = level > 3 and draws.between(1, 3) == 1
    names = draws.pick(_NAMES_3 if three else _NAMES)
    m = draws.pick(_MODULI[level])
    form = [1] + [draws.between(1, m - 1) for _ in names[1:]]
    form = [c if draws.between(0, 1) or c == 1 else c - m for c in form]
    if len(set(form)) == 1 and level > 2:
        return None
    moves: list[list[list[int]]] = []
    for _ in range(draws.between(*_MOVES[level])):
        move = _draw_move(draws, form, m, _STEP[level], level)
        if move is None or move in moves:
            return None
        moves.append(move)
    start = [draws.between(0, 4 + 2 * level) for _ in names]
    way: list[list[int]] = []
    if reachable:
        way = _draw_way(draws, moves, level)
        target = start
        states = [start]
        for i, times in way:
            for _ in range(times):
                target = list(applied(moves[i - 1], target))
                states.append(target)
        if max(map(abs, target)) > 400 or any(states.count(each) > 1 for each in states):
            return None
    else:
        target = [draws.between(0, 10 + 10 * level) for _ in names]
        if (dot(form, target) - dot(form, start)) % m == 0:
            return None
    return {
        "names": list(names),
        "moves": moves,
        "start": start,
        "target": target,
        "form": form,
        "modulus": m,
        "way": way,
        "decide": task == "decide",
    }


def _draw_move(
    draws: Draws, form: Sequence[int], m: int, step: int, level: int
) -> list[list[int]] | None:
    """Rows (coefficients, constant) of the new values."""
    size = len(form)
    change = _draw_change(draws, form, m, step)
    if change is None:
        return None
    rows = [[int(i == j) for j in range(size)] for i in range(size)]
    if level > 1 and draws.between(1, 4) == 1:
        for _ in range(_ATTEMPTS):
            i, j = draws.rng.sample(range(size), 2)
            changed = [list(row) for row in rows]
            for place in (i, j):
                changed[place][i] = draws.between(-1, 3)
                changed[place][j] = draws.between(-1, 3)
            if all(changed[place][i] == changed[place][j] == 0 for place in (i, j)):
                continue
            if changed != rows and all(
                (sum(form[k] * changed[k][col] for k in range(size)) - form[col]) % m == 0
                for col in range(size)
            ):
                rows = changed
                if draws.between(0, 1):
                    change = [0] * size
                break
    return [[*row, c] for row, c in zip(rows, change, strict=True)]


def _draw_change(draws: Draws, form: Sequence[int], m: int, step: int) -> list[int] | None:
    for _ in range(_ATTEMPTS):
        change = [draws.between(-step, step) for _ in form]
        if len(form) > 2 and draws.between(0, 1):
            change[draws.between(0, 2)] = 0
        if any(change) and dot(form, change) % m == 0:
            return change
    return None


def _draw_way(draws: Draws, moves: Sequence[object], level: int) -> list[list[int]]:
    way: list[list[int]] = []
    for _ in range(min(2 + level, 6)):
        i = draws.between(1, len(moves))
        if way and way[-1][0] == i:
            continue
        way.append([i, draws.pick((1, 1, 1, 2, 3)) if level > 1 else 1])
    return way


# Meaning.


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    here = process(parameters)
    task: Task = "decide" if parameters["decide"] else "prove"
    draws = Draws(f"{family}/{level}/{split}/{index}/statement")
    target = tuple(map(num, here.target))
    # The statement to decide is always that the target can be reached.
    return Problem(
        family=family,
        category="combinatorics",
        level=level,
        split=split,
        index=index,
        statement=_statement(here, task, draws),
        task=task,
        givens=tuple(Given(name, "integer") for name in here.names),
        hypotheses=_hypotheses(here),
        obligations=(Obligation(Named("reachable" if here.way else "unreachable", target)),),
        truth=task == "prove" or bool(here.way),
        parameters=parameters,
        parts=len(here.way) if here.way else len(here.moves),
    )


def _hypotheses(here: Process) -> tuple[Prop, ...]:
    moves = tuple(
        Named("move", (num(i), Call("state", tuple(_row_term(here.names, row) for row in move))))
        for i, move in enumerate(here.moves, 1)
    )
    return (
        Named("state", tuple(map(Var, here.names))),
        Named("start", tuple(map(num, here.start))),
        Named("target", tuple(map(num, here.target))),
        *moves,
    )


def _row_term(names: Sequence[str], row: Row) -> Term:
    parts = [say.monomial(c, name, 1) for c, name in zip(row, names, strict=False) if c]
    if row[-1] or not parts:
        parts.append(num(row[-1]))
    return terms.add(*parts)


def _statement(here: Process, task: Task, draws: Draws) -> str:
    state = here.state_tex
    start, target = here.values_tex(here.start), here.values_tex(here.target)
    what = {2: "pair", 3: "triple"}[len(here.names)]
    moves = [f"{state} \\to {here.move_tex(i)}" for i in range(len(here.moves))]
    if len(moves) > 3 or draws.between(0, 1):
        shown = "; ".join(f"move {i}: ${move}$" for i, move in enumerate(moves, 1))
        allowed = draws.pick(
            (
                f"The following moves are allowed: {shown}.",
                f"In one step we may use any of these moves: {shown}.",
                f"There are {len(moves)} moves. {say.capital(shown)}.",
            )
        )
    else:
        ways = [f"by ${here.move_tex(i)}$ (move {i + 1})" for i in range(len(moves))]
        allowed = f"In one move ${state}$ is replaced {say.listing(ways, 'or')}."
    begin = draws.pick(
        (
            f"A {what} ${state}$ of integers is ${start}$ at the start.",
            f"We start with the {what} ${state} = {start}$ of integers.",
            f"A process begins with the {what} ${state} = {start}$.",
        )
    )
    never = draws.pick(
        (
            f"${target}$ can never be reached",
            f"the {what} ${target}$ cannot be reached",
            f"it is impossible to reach ${target}$",
            f"no sequence of moves leads to ${target}$",
        )
    )
    can = draws.pick((f"the {what} ${target}$ can be reached", f"${target}$ can be reached"))
    ask = draws.pick(("Prove that", "Show that"))
    question = f"{ask} {can if here.way else never}."
    if task == "decide":
        question = draws.pick(
            (
                f"Prove or disprove: {can}.",
                f"Prove or disprove that {can}.",
                f"Is it true that {can}? Prove your answer.",
                f"Decide, with proof, whether {can}.",
            )
        )
    return f"{begin} {allowed} {question}"
