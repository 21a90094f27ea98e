"""Pigeonhole with explicit boxes: N of the numbers of a set contain two that are related.

Parameters are the set, the relation (a sum, a difference, one dividing the other, ...), N and the
boxes of the reference proof. The set is made from the boxes, so that one number more than there are
boxes is enough; a prover has to find the boxes, which are the parts. With N one smaller the
statement is false, and a choice of numbers without such a pair refutes it. The meaning is encoded
as `kernel.boxes` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from selfproof.world.families import pigeonhole_proofs
from selfproof.world.families.base import Draws, Parameters, Proof, draw_parameters
from selfproof.world.families.phrases import number_word
from selfproof.world.families.pigeonhole_proofs import Pigeons
from selfproof.world.kernel.boxes import holds
from selfproof.world.problem import Category, Obligation, Problem, Split, Task
from selfproof.world.props import Named
from selfproof.world.terms import num

_BOXES = {1: (2, 3), 2: (4, 6), 3: (6, 9), 4: (9, 13), 5: (13, 18), 6: (20, 24)}
"""Fewest and most boxes."""
_KINDS = (
    *("sum", "difference", "difference multiple") * 4,
    *("divides",) * 3,
    *("coprime", "within"),
)
_MOST_NUMBER = {1: 20, 2: 40, 3: 60, 4: 100, 5: 150, 6: 240}


class Pigeonhole:
    """See the module's docstring."""

    name = "pigeonhole"
    category: Category = "combinatorics"
    grows_by_parts = True
    discovers = "the boxes"

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        plan = Draws(f"{self.name}/{level}/{split}/{index}/plan")
        kind = plan.pick(_KINDS)
        task = plan.pick(("prove",) * 6 + ("true", "false"))
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level, kind, task)
        )
        return _problem(self.name, level, split, index, parameters)

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`."""
        return pigeonhole_proofs.write(problem, pigeons(problem.parameters), style)

    def search_effort(self, problem: Problem) -> int:
        """Pairs looked at before each number has its box."""
        size = len(problem.parameters["numbers"])
        return size * (size - 1) // 2


def pigeons(parameters: Parameters) -> Pigeons:
    """What these parameters stand for."""
    return Pigeons(
        kind=parameters["kind"],
        value=parameters["value"],
        count=parameters["count"],
        numbers=tuple(parameters["numbers"]),
        boxes=tuple(map(tuple, parameters["boxes"])),
        choice=tuple(parameters["choice"]),
    )


# Making.


@dataclass(frozen=True, slots=True)
class _Set:
    """A relation with boxes, and as many numbers as boxes without a related pair."""

    value: int
    boxes: list[list[int]]
    choice: list[int]


def _draw(draws: Draws, level: int, kind: str, task: str) -> Parameters | None:
    count = draws.between(*_BOXES[level])
    most = _MOST_NUMBER[level]
    made = _MAKERS[kind](draws, count, most)
    if made is None or not all(made.boxes):
        return None
    numbers = sorted(x for box in made.boxes for x in box)
    chosen = len(made.boxes) + (task != "false")
    if len(set(numbers)) < len(numbers) or chosen >= len(numbers) or numbers[0] < 1:
        return None
    here = Pigeons(kind, made.value, chosen, tuple(numbers), (), ())
    if not all(holds(here.relation, a, b) for box in made.boxes for a, b in combinations(box, 2)):
        return None
    if any(holds(here.relation, a, b) for a, b in combinations(made.choice, 2)):
        return None
    if task == "false" and len(made.choice) < chosen:
        return None
    boxes = sorted(sorted(box) for box in made.boxes)
    return {
        "kind": kind,
        "value": made.value,
        "count": chosen,
        "numbers": numbers,
        "boxes": boxes,
        "choice": sorted(made.choice)[:chosen] if task == "false" else [],
        "decide": task != "prove",
    }


def _draw_sum(draws: Draws, count: int, most: int) -> _Set | None:
    total = draws.between(max(2 * count + 1, most // 2), most)
    if draws.between(1, 6) == 1:  # Consecutive numbers.
        middle = (total + 1) // 2
        boxes = [[x, total - x] for x in range(max(1, middle - count), middle)]
        return _Set(total, boxes + ([[total // 2]] if total % 2 == 0 else []), [])
    half = list(range(1, (total + 1) // 2))
    draws.rng.shuffle(half)
    pairs, alone = half[:count], half[count:]
    singles = draws.between(0, min(2, len(alone), count - 1))
    boxes = [[x, total - x] for x in pairs[: count - singles]]
    for x in alone[:singles]:
        boxes.append([draws.pick((x, total - x))])
    return _Set(total, boxes, [draws.pick(box) for box in boxes])


def _draw_difference(draws: Draws, count: int, most: int) -> _Set | None:
    step = draws.between(2, 9)
    boxes: list[list[int]] = []
    choice: list[int] = []
    if draws.between(1, 8) == 1:  # Consecutive numbers, in blocks of 2 d.
        first = draws.between(1, most // 2)
        for block in range(max(1, count // step)):
            for x in range(first, first + step):
                boxes.append([2 * step * block + x, 2 * step * block + x + step])
                choice.append(boxes[-1][0])
        return _Set(step, boxes, choice)
    used: set[int] = set()
    for _ in range(8 * count):
        if len(boxes) == count:
            break
        start, length = draws.between(1, most - step), draws.pick((2, 2, 2, 3, 4))
        chain = [start + i * step for i in range(length)]
        around = {chain[0] - step, *chain, chain[-1] + step}
        if around & used or (length + 1) // 2 > count - len(boxes):
            continue
        used.update(chain)
        boxes.extend(chain[i : i + 2] for i in range(0, length, 2))
        choice.extend(chain[::2])
    return _Set(step, boxes, choice) if len(boxes) == count else None


def _draw_multiple(draws: Draws, count: int, most: int) -> _Set | None:
    m = count + draws.between(0, 2)
    if m < 3:
        return None
    residues = draws.rng.sample(range(m), count)
    boxes = []
    for r in residues:
        top = max(3, min(most, 4 * m) // m)
        size = draws.pick((1, 2, 2, 3) if count < 10 else (1, 2, 2))
        places = draws.rng.sample(range(top), min(size, top))
        boxes.append([r + m * i if r + m * i else m * top for i in places])
    return _Set(m, boxes, [draws.pick(box) for box in boxes])


def _draw_divides(draws: Draws, count: int, most: int) -> _Set | None:
    if draws.between(1, 8) == 1:  # All numbers from 1 to 2 n by their odd parts.
        most = 2 * count
        odd = range(1, most, 2)
        by_odd_part = [[x * 2**i for i in range(10) if x * 2**i <= most] for x in odd]
        return _Set(0, by_odd_part, list(range(count + 1, most + 1)))
    boxes: list[list[int]] = []
    used: set[int] = set()
    for _ in range(20 * count):
        if len(boxes) == count:
            break
        chain = [draws.between(2, max(4, most // 2))]
        while len(chain) < 4 and draws.between(0, 2 + len(chain)) < 3:
            chain.append(chain[-1] * draws.pick((2, 2, 3, 3, 5)))
        if chain[-1] <= 2 * most and not used & set(chain):
            used.update(chain)
            boxes.append(chain)
    return _Set(0, boxes, [box[-1] for box in boxes]) if len(boxes) == count else None


def _draw_coprime(draws: Draws, count: int, most: int) -> _Set | None:
    starts = _starts(draws, count, 2, most)
    boxes = [[x, x + 1] for x in starts]
    return _Set(0, boxes, [next(x for x in box if x % 2 == 0) for box in boxes])


def _draw_within(draws: Draws, count: int, most: int) -> _Set | None:
    d = draws.between(1, 3) if count < 10 else draws.between(1, 2)
    boxes = []
    for x in _starts(draws, count, d + 1, most):
        box = list(range(x, x + d + 1))
        if d > 1 and draws.between(0, 1):
            box.remove(draws.pick(box[1:]))
        boxes.append(box)
    return _Set(d, boxes, [box[0] for box in boxes])


def _starts(draws: Draws, count: int, length: int, most: int) -> list[int]:
    """Where stretches of this length begin that do not overlap: one after the other, or not."""
    spare = most - count * length
    if spare < 1 or draws.between(1, 4) == 1:
        first = draws.between(1, max(1, spare))
        return [first + length * i for i in range(count)]
    gaps = sorted(draws.between(1, spare) for _ in range(count))
    return [gap + length * i for i, gap in enumerate(gaps)]


_MAKERS = {
    "sum": _draw_sum,
    "difference": _draw_difference,
    "difference multiple": _draw_multiple,
    "divides": _draw_divides,
    "coprime": _draw_coprime,
    "within": _draw_within,
}


def _problem(family: str, level: int, split: Split, index: int, parameters: Parameters) -> Problem:
    here = pigeons(parameters)
    truth = here.count > len(here.boxes)
    goal = Named("two with" if truth else "choice without", (here.relation,))
    task: Task = "decide" if parameters["decide"] else "prove"
    return Problem(
        family=family,
        category="combinatorics",
        level=level,
        split=split,
        index=index,
        statement=_statement(here, task, Draws(f"{family}/{level}/{split}/{index}/statement")),
        task=task,
        givens=(),
        hypotheses=(Named("choose", tuple(map(num, (here.count, *here.numbers)))),),
        obligations=(Obligation(goal),),
        truth=truth,
        parameters=parameters,
        parts=len(here.boxes) if truth else 1,
    )


def _statement(here: Pigeons, task: Task, draws: Draws) -> str:
    shown, n, which = here.set_tex, here.count, here.related(draws)
    many = number_word(n) if n <= 12 and draws.between(0, 2) == 0 else f"${n}$"
    claim = draws.pick(
        (
            f"among any {many} of the numbers ${shown}$ there are two {which}",
            f"any {many} of the numbers ${shown}$ include two {which}",
            f"if {many} of the numbers ${shown}$ are chosen, then there are two among them {which}",
            f"whenever {many} different numbers are chosen from ${shown}$, there are two {which}",
        )
    )
    if task == "decide":
        return draws.pick(
            (
                f"Prove or disprove: {claim}.",
                f"Prove or disprove that {claim}.",
                f"Is it true that {claim}? Prove your answer.",
                f"Decide, with proof, whether {claim}.",
            )
        )
    let = draws.pick((f"Someone chooses {many} different numbers", f"We choose {many} numbers"))
    return draws.pick(
        (
            f"Prove that {claim}.",
            f"Show that {claim}.",
            f"{let} from ${shown}$. Prove that there are two among them {which}.",
            f"{let} from the numbers ${shown}$. Show that there are two {which}.",
        )
    )
