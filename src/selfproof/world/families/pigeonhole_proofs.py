"""Reference proofs of the family `pigeonhole`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.phrases import math
from selfproof.world.families.slips import FATAL, verdict
from selfproof.world.kernel.boxes import Box, holds
from selfproof.world.problem import Problem
from selfproof.world.terms import Call, Term, num


@dataclass(frozen=True, slots=True)
class Pigeons:
    """`count` of the `numbers` and a relation; `boxes` show that it occurs, `choice` that not."""

    kind: str
    value: int
    count: int
    numbers: tuple[int, ...]
    boxes: tuple[Box, ...]
    choice: tuple[int, ...]

    @property
    def relation(self) -> Term:
        """As `kernel.boxes` has it."""
        plain = self.kind in ("divides", "coprime")
        return Call(self.kind, () if plain else (num(self.value),))

    @property
    def set_tex(self) -> str:
        """The set without braces: `1, 2, \\dots, 12` or all its numbers."""
        return listed(self.numbers)

    def verb(self, draws: Draws) -> str:
        """What two numbers do: `have the sum $13$`."""
        v = f"${self.value}$"
        return draws.pick(
            {
                "sum": (f"have the sum {v}", f"add up to {v}"),
                "difference": (f"differ by {v}", f"have the difference {v}"),
                "difference multiple": (
                    f"have a difference divisible by {v}",
                    f"differ by a multiple of {v}",
                    f"are congruent modulo {v}",
                ),
                "divides": ("have the property that one divides the other",),
                "coprime": ("are coprime", "are relatively prime"),
                "within": (f"differ by at most {v}",),
            }[self.kind]
        )

    def related(self, draws: Draws) -> str:
        """Which two numbers: `whose sum is $13$`."""
        v = f"${self.value}$"
        return draws.pick(
            {
                "sum": (f"whose sum is {v}", f"with sum {v}"),
                "difference": (f"whose difference is {v}", f"with difference {v}"),
                "difference multiple": (
                    f"whose difference is divisible by {v}",
                    f"that differ by a multiple of {v}",
                    f"that are congruent modulo {v}",
                ),
                "divides": ("such that one divides the other", "one of which divides the other"),
                "coprime": ("that are coprime", "that are relatively prime"),
                "within": (f"that differ by at most {v}",),
            }[self.kind]
        )

    def checks(self, box: Sequence[int], change: int = 0) -> list[str]:
        """What shows it for a box of two numbers or more; `change` makes it wrong."""
        a, b, wrong = box[0], box[1], change != 0
        match self.kind:
            case "sum":
                return [f"${a} + {b} = {self.value + change}$"]
            case "difference" | "within":
                return [f"${box[-1]} - {a} = {box[-1] - a + change}$"]
            case "difference multiple":
                chain = " \\equiv ".join(str(x) for x in box)
                change += change % self.value == 0
                rest = f" \\equiv {(a + change) % self.value}" if wrong else ""
                return [f"${chain}{rest} {say.mod(self.value)}$"]
            case "divides":
                return [f"${y} = {y // x + change} \\cdot {x}$" for x, y in pairwise(box)]
            case _:
                return [f"${b} - {a} = {b - a + change}$"]


def listed(numbers: Sequence[int]) -> str:
    """Numbers in a row, with dots where they are consecutive and many."""
    if len(numbers) > 6 and all(b - a == 1 for a, b in pairwise(numbers)):
        return f"{numbers[0]}, {numbers[1]}, \\dots, {numbers[-1]}"
    return ", ".join(map(str, numbers))


def box_tex(box: Sequence[int]) -> str:
    """`\\{1, 12\\}`."""
    return f"\\{{{', '.join(map(str, box))}\\}}"


def write(problem: Problem, here: Pigeons, style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    steps = [_opening(problem, here, draws)]
    if problem.truth:
        steps += _with_boxes(here, draws)
    else:
        steps += _by_choice(here, draws)
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _opening(problem: Problem, here: Pigeons, draws: Draws) -> ProofStep:
    wrong: tuple[Wrong, ...] = ()
    if problem.task == "decide":
        text, wrong = verdict(problem, draws)
    else:
        text = say.opening(draws, "We use the pigeonhole principle.")
    if problem.truth:
        assumed = f"Suppose that there are two chosen numbers {here.related(draws)}."
        kinds = (IssueKind.CIRCULAR,)
        wrong += (Wrong(f"{text} {assumed}".strip(), say.ASSUMED, kinds, 0.0),)
    return ProofStep(text, "opening", wrong=wrong)


# With boxes.


def _with_boxes(here: Pigeons, draws: Draws) -> list[ProofStep]:
    boxes = list(here.boxes)
    if draws.between(1, 4) == 1:
        draws.rng.shuffle(boxes)
    word = draws.pick(("box", "box", "box", "pair", "group"))
    if word == "pair" and any(len(box) != 2 for box in boxes):
        word = "box"
    many = {"box": "boxes", "pair": "pairs", "group": "groups"}[word]
    steps = [_placing(here, boxes, many, draws), *_checks(here, boxes, word, draws)]
    steps += _principle(here, len(boxes), word, many, draws)
    return steps


def _placing(here: Pigeons, boxes: Sequence[Box], many: str, draws: Draws) -> ProofStep:
    lead = draws.pick(
        (
            f"Put the numbers into the {many}",
            f"Divide the numbers into the {many}",
            f"We split the numbers into the {many}",
            f"Distribute the numbers over the {many}",
            f"Consider the {many}",
        )
    )
    display = len(boxes) > 5 and draws.between(0, 1) == 1

    def text(boxes: Sequence[Box]) -> str:
        if display:
            row = ", \\quad ".join(map(box_tex, boxes))
            return f"{lead}\n$${row}.$$"
        return f"{lead} {say.listing([math(box_tex(box)) for box in boxes])}."

    place = draws.between(0, len(boxes) - 1)
    dropped = [box for i, box in enumerate(boxes) if i != place]
    wrong = [
        Wrong(text(dropped), say.MISSING_CASE, FATAL, 0.0),
        Wrong("", say.LEAP, FATAL, 0.0, elsewhere=True),
    ]
    mixed = _mixed(here, boxes, draws)
    if mixed is not None:
        wrong.append(Wrong(text(mixed), say.PROPAGATED, FATAL, 0.0, elsewhere=True))
    return ProofStep(text(boxes), "definition", wrong=tuple(wrong))


def _mixed(here: Pigeons, boxes: Sequence[Box], draws: Draws) -> list[Box] | None:
    """With the last numbers of two boxes exchanged, where that is wrong."""
    long = [i for i, box in enumerate(boxes) if len(box) > 1]
    if len(long) < 2:
        return None
    i, j = draws.rng.sample(long, 2)
    changed = list(boxes)
    changed[i] = (*boxes[i][:-1], boxes[j][-1])
    changed[j] = (*boxes[j][:-1], boxes[i][-1])
    pairs = combinations(changed[i], 2)
    return None if all(holds(here.relation, a, b) for a, b in pairs) else changed


def _checks(here: Pigeons, boxes: Sequence[Box], word: str, draws: Draws) -> list[ProofStep]:
    """That the numbers of each box are related: in general words, and box by box."""
    full = [box for box in boxes if len(box) > 1]
    verb = here.verb(draws)
    if here.kind == "divides":
        general = draws.pick(
            (
                f"Of any two numbers in the same {word}, one divides the other.",
                f"In each {word}, of any two numbers one divides the other.",
            )
        )
    else:
        general = draws.pick(
            (
                f"Any two numbers in the same {word} {verb}.",
                f"In each {word}, any two numbers {verb}.",
                f"Two different numbers in the same {word} {verb}.",
            )
        )
    steps = [ProofStep(general, "step")]
    style = draws.between(0, 3)
    if here.kind == "coprime":
        return [ProofStep(f"Consecutive numbers are coprime. {general}", "step")]
    if style == 3 or here.kind == "within" or (len(full) > 10 and here.kind != "sum"):
        return steps  # A reader sees it.
    if style == 2 and len(full) <= 12:
        return [*(_one_check(here, box, draws) for box in full), *steps]
    place = draws.between(0, len(full) - 1)
    lead = draws.pick(("Indeed, ", "We have ", "Here "))

    def text(change: int) -> str:
        shown: list[str] = []
        for i, box in enumerate(full):
            shown += here.checks(box, change if i == place else 0)
        return f"{lead}{say.listing(shown)}."

    wrong = Wrong(text(draws.pick((1, -1, 10))), say.SLIP, (IssueKind.SLIP,), 0.5)
    computed = ProofStep(text(0), "computation", math(box_tex(full[place])), (wrong,))
    return [*steps, computed] if style else [computed, *steps]


def _one_check(here: Pigeons, box: Box, draws: Draws) -> ProofStep:
    name = math(box_tex(box))
    lead = draws.pick((f"In {name} we have ", f"For {name}: "))

    def text(change: int) -> str:
        return f"{lead}{say.listing(here.checks(box, change))}."

    wrong = Wrong(text(draws.pick((1, -1, 10))), say.SLIP, (IssueKind.SLIP,), 0.5)
    return ProofStep(text(0), "computation", name, (wrong,))


def _principle(here: Pigeons, boxes: int, word: str, many: str, draws: Draws) -> list[ProofStep]:
    n = here.count
    count = draws.pick((f"There are ${{}}$ {many}.", f"These are ${{}}$ {many}.", ""))
    steps = []
    if count:
        off = Wrong(count.format(boxes - 1), say.SLIP, (IssueKind.SLIP,), 0.5)
        steps.append(ProofStep(count.format(boxes), "computation", wrong=(off,)))
    same = draws.pick(
        (
            f"By the pigeonhole principle, two of the ${n}$ chosen numbers are in the same {word}.",
            f"Since ${n} > {boxes}$, two of the chosen numbers lie in the same {word}.",
            f"As ${n}$ numbers are chosen, some {word} contains two of them.",
            f"So two of the chosen numbers are in the same {word}.",
        )
    )
    leap = Wrong("", say.LEAP, (IssueKind.OMITTED_DETAIL,), 0.5, elsewhere=True)
    steps.append(ProofStep(same, "step", wrong=(leap,)))
    verb, which = here.verb(draws), here.related(draws)
    if here.kind == "divides":
        end = draws.pick(
            ("Of these two, one divides the other.", "So one of them divides the other.")
        )
    else:
        end = draws.pick(
            (
                f"These two numbers {verb}.",
                f"{say.connective(draws)} two of the chosen numbers {verb}.",
                f"{say.connective(draws)} there are two chosen numbers {which}.",
            )
        )
    # Without its last sentence the proof is complete all the same: the reader sees it.
    steps.append(ProofStep(end, "conclusion"))
    return steps


# With a choice that has no such pair.


def _by_choice(here: Pigeons, draws: Draws) -> list[ProofStep]:
    lead = draws.pick(("Choose the numbers", "Take the numbers", "Consider the numbers"))

    def text(numbers: Sequence[int]) -> str:
        return f"{lead} ${', '.join(map(str, numbers))}$."

    place = draws.between(0, len(here.choice) - 1)
    shorter = [x for i, x in enumerate(here.choice) if i != place]
    wrong = [Wrong(text(shorter), say.MISSING_CASE, FATAL, 0.0)]
    others = [x for x in here.numbers if x not in here.choice]
    for other in others:
        changed = sorted([*shorter, other])
        if any(holds(here.relation, a, b) for a, b in combinations(changed, 2)):
            wrong.append(Wrong(text(changed), say.PROPAGATED, FATAL, 0.0, elsewhere=True))
            break
    if here.kind == "divides":
        none = draws.pick(("None of them divides another.", "No one of them divides another."))
    else:
        none = draws.pick(
            (
                f"No two of them {here.verb(draws)}.",
                f"There are no two among them {here.related(draws)}.",
            )
        )
    leap = Wrong("", say.LEAP, (IssueKind.OMITTED_DETAIL,), 0.5, elsewhere=True)
    return [
        ProofStep(text(here.choice), "answer", wrong=tuple(wrong)),
        ProofStep(none, "check", wrong=(leap,)),
    ]
