"""Reference proofs of the family `counting`."""

from __future__ import annotations

from collections.abc import Sequence

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Proof, ProofStep, Wrong
from selfproof.world.families.counting_scenes import (
    SCENES,
    Clubs,
    Count,
    Graph,
    Scene,
    Table,
    expected,
)
from selfproof.world.families.slips import FATAL, verdict
from selfproof.world.problem import Problem

_ANY_FATAL = (*FATAL, IssueKind.SLIP)


def write(problem: Problem, here: Count, style: int) -> Proof:
    """A reference proof; see `Family`."""
    draws = Draws(f"{problem.name}/{style}")
    scene = SCENES[here.kind][here.scene]
    steps = [_opening(problem, here, scene.such, draws)]
    if here.form == "possible":
        steps += _by_example(here, scene, draws)
    elif isinstance(scene, Graph):
        steps += _degree_sum(here, scene, draws)
    else:
        steps += _two_sums(here, scene, draws)
    steps.append(ProofStep(say.ending(draws), "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _opening(problem: Problem, here: Count, such: str, draws: Draws) -> ProofStep:
    text = say.opening(draws, "We count in two ways.")
    wrong: tuple[Wrong, ...] = ()
    if problem.task == "decide":
        text, wrong = verdict(problem, draws)
    if here.form in ("impossible", "not"):
        assumed = f"Suppose that there is no such {such}."
        kinds = (IssueKind.CIRCULAR, IssueKind.FALSE_STEP)
        wrong += (Wrong(f"{text} {assumed}".strip(), say.ASSUMED, kinds, 0.0, True),)
        suppose = draws.pick(
            (
                f"Suppose, for contradiction, that there is such a {such}.",
                f"Suppose that there were such a {such}.",
                f"Suppose that there is such a {such}.",
            )
        )
        text = f"{text} {suppose}".strip()
    return ProofStep(text, "opening", wrong=wrong)


# Degrees.


def _degree_sum(here: Count, scene: Graph, draws: Draws) -> list[ProofStep]:
    total, shown = sum(here.first), " + ".join(map(str, here.first))
    name = "x" if here.unknown else draws.pick(("E", "E", "m", "k"))
    steps = []
    if not here.unknown:
        let = draws.pick(
            (
                f"Let ${name}$ be the number of {scene.pairs}.",
                f"Denote the number of {scene.pairs} by ${name}$.",
            )
        )
        steps.append(ProofStep(let, "definition"))
    why = draws.pick(
        (
            f"Since every {scene.one} is counted twice,",
            f"Every {scene.one} is counted twice, so",
            f"As {scene.twice}, we have",
        )
    )
    text = f"{why} ${shown} = 2{name}$."
    wrong = (
        Wrong(text.replace(f"= 2{name}", f"= {name}"), say.PROPAGATED, _ANY_FATAL, 0.0),
        Wrong("", say.LEAP, (*FATAL, IssueKind.OMITTED_DETAIL), 0.0, elsewhere=True),
    )
    steps.append(ProofStep(text, "step", wrong=wrong))
    if here.unknown:
        half = total // 2
        steps.append(_computed(f"The sum is ${shown} = {{}}$.", total, draws))
        text = draws.pick(("Hence $x = {}$.", "So $x = \\frac{{{t}}}{{2}} = {}$.")).replace(
            "{t}", str(total)
        )
        bad = Wrong(_put(text, half + 1), say.SLIP, _ANY_FATAL, 0.5)
        steps.append(ProofStep(_put(text, half), "computation", wrong=(bad,)))
        steps.append(_answer(half, draws))
        return steps
    steps.append(_odd(shown, total, draws))
    steps.append(_no_such(scene.such, draws))
    return steps


def _put(text: str, value: int) -> str:
    return text.replace("{}", str(value)).replace("{{", "{").replace("}}", "}")


def _computed(text: str, value: int, draws: Draws) -> ProofStep:
    slip = value + draws.pick((1, -1, 10))
    wrong = Wrong(text.replace("{}", str(slip)), say.SLIP, (IssueKind.SLIP,), 0.5)
    return ProofStep(text.replace("{}", str(value)), "computation", wrong=(wrong,))


def _odd(shown: str, total: int, draws: Draws) -> ProofStep:
    form = draws.pick(
        (
            "But ${s} = {}$ is odd.",
            "However, ${s} = {}$, which is odd.",
            "On the other hand, ${s} = {}$ is an odd number.",
        )
    ).replace("{s}", shown)
    wrong = Wrong(_put(form, total + 2), say.SLIP, (IssueKind.SLIP,), 0.5)
    return ProofStep(_put(form, total), "computation", wrong=(wrong,))


def _no_such(such: str, draws: Draws) -> ProofStep:
    text = draws.pick(
        (
            f"This is a contradiction, so there is no such {such}.",
            f"This is a contradiction. Hence there is no such {such}.",
            f"This is impossible. Therefore there is no such {such}.",
        )
    )
    return ProofStep(text, "conclusion")


def _answer(value: int, draws: Draws) -> ProofStep:
    form = draws.pick(("The answer is $x = {}$.", "So the answer is $x = {}$."))
    wrong = Wrong(
        form.replace("{}", str(value + 1)), say.WRONG_ANSWER, (IssueKind.WRONG_ANSWER,), 0.0
    )
    return ProofStep(form.replace("{}", str(value)), "answer", wrong=(wrong,))


# Two sums.


def _two_sums(here: Count, scene: Table | Clubs, draws: Draws) -> list[ProofStep]:
    name = draws.pick(("T", "T", "S", "N"))
    clubs = isinstance(scene, Clubs)
    if isinstance(scene, Clubs):
        a, b = scene.member[0], scene.club[0 if scene.club[0] != scene.member[0] else 1]
        let = draws.pick(
            (
                f"Let ${name}$ be the number of pairs of a {scene.member} and a {scene.club} to "
                f"which the {scene.member} belongs.",
                f"Let ${name}$ be the number of pairs $({a}, {b})$ where the {scene.member} ${a}$ "
                f"is in the {scene.club} ${b}$.",
            )
        )
        leads = (f"Counting by {scene.member}s,", f"Counting by {scene.club}s,")
        if scene.member == "child":
            leads = ("Counting child by child,", leads[1])
        first = "x" if here.unknown == "first" else f" \\cdot {here.first[1]}"
        first = f"{here.first[0]}{first}"
    else:
        let = draws.pick((f"Let ${name}$ be {scene.total}.", f"Denote {scene.total} by ${name}$."))
        leads = draws.pick(
            (
                (f"Adding the {scene.first} gives", f"Adding the {scene.second} gives"),
                (f"Adding by {scene.row},", f"Adding by {scene.column},"),
            )
        )
        first = " + ".join(here.shown("first"))
    second = " + ".join(here.shown("second"))
    steps = [ProofStep(let, "definition")]
    counts = [(leads[0], first, "first"), (leads[1], second, "second")]
    if draws.between(0, 1):
        counts.reverse()
    for lead, shown, which in counts:
        steps.append(_one_count(here, name, lead, shown, which, clubs, draws))
    if here.unknown:
        steps += _solved(here, clubs, draws)
    else:
        left, right = (_value(here, which, clubs) for _, _, which in counts)
        if draws.between(0, 1):
            steps.append(ProofStep(f"But ${left} \\ne {right}$.", "computation"))
        steps.append(_no_such(scene.such, draws))
    return steps


def _value(here: Count, which: str, clubs: bool) -> int:
    values = here.first if which == "first" else here.second
    return values[0] * values[1] if clubs and which == "first" else sum(values)


def _one_count(
    here: Count, name: str, lead: str, shown: str, which: str, clubs: bool, draws: Draws
) -> ProofStep:
    product = clubs and which == "first"
    value = str(_value(here, which, clubs))
    if here.unknown == which:
        values = here.first if which == "first" else here.second
        value = f"{values[0]}x" if product else f"{sum(values[:-1])} + x"

    def text(value: str) -> str:
        chain = shown if shown == value else f"{shown} = {value}"
        return f"{lead} ${name} = {chain}$."

    wrong = [Wrong(text(_slipped(value, draws)), say.SLIP, _ANY_FATAL, 0.5)]
    if not here.unknown:
        kinds = (*FATAL, IssueKind.OMITTED_DETAIL)
        wrong.append(Wrong("", say.MISSING_CASE, kinds, 0.0, elsewhere=True))
    return ProofStep(text(value), "step", wrong=tuple(wrong))


def _slipped(value: str, draws: Draws) -> str:
    """A sum or multiple of x with its number changed."""
    head, *tail = value.split(" ", 1)
    number, x = head.removesuffix("x"), "x" if head.endswith("x") else ""
    return " ".join((f"{int(number) + draws.pick((7, -4, 10))}{x}", *tail))


def _solved(here: Count, clubs: bool, draws: Draws) -> list[ProofStep]:
    x = expected(here)
    other = "second" if here.unknown == "first" else "first"
    right = _value(here, other, clubs)
    values = here.first if here.unknown == "first" else here.second
    if clubs and here.unknown == "first":
        left, last = f"{values[0]}x", f"x = \\frac{{{right}}}{{{values[0]}}} = {{}}"
    else:
        known = sum(values[:-1])
        left, last = f"{known} + x", f"x = {right} - {known} = {{}}"
    form = draws.pick(
        (f"So ${left} = {right}$ and ${last}$.", f"Hence ${left} = {right}$, so ${last}$.")
    )
    wrong = Wrong(form.replace("{}", str(x + 1)), say.SLIP, _ANY_FATAL, 0.5)
    return [
        ProofStep(form.replace("{}", str(x)), "computation", wrong=(wrong,)),
        _answer(x, draws),
    ]


# An example.


def _by_example(here: Count, scene: Scene, draws: Draws) -> list[ProofStep]:
    if isinstance(scene, Graph):
        return _graph_example(here, scene, draws)
    lead = draws.pick(("Take the rows", "Take the table with the rows", "Let the rows be"))

    def text(table: Sequence[Sequence[int]]) -> str:
        rows = [f"$({', '.join(map(str, row))})$" for row in table]
        return f"{lead} {say.listing(rows)}."

    changed = [list(row) for row in here.example]
    changed[draws.between(0, len(changed) - 1)][0] += draws.pick((1, -1))
    wrong = (
        Wrong(text(changed), say.PROPAGATED, _ANY_FATAL, 0.0),
        Wrong(text(here.example[:-1]), say.MISSING_CASE, _ANY_FATAL, 0.0),
    )
    steps = [ProofStep(text(here.example), "answer", wrong=wrong)]
    sums = [f"{say.plus_tex(row)} = {{}}" for row in here.example]
    steps.append(_sums("The row sums are", sums, here.first, draws))
    columns = list(zip(*here.example, strict=True))
    sums = [f"{say.plus_tex(column)} = {{}}" for column in columns]
    steps.append(_sums("The column sums are", sums, here.second, draws))
    return steps


def _sums(lead: str, sums: Sequence[str], values: Sequence[int], draws: Draws) -> ProofStep:
    def text(values: Sequence[int]) -> str:
        shown = [f"${each.format(x)}$" for each, x in zip(sums, values, strict=True)]
        return f"{lead} {say.listing(shown)}."

    slipped = list(values)
    slipped[draws.between(0, len(slipped) - 1)] += draws.pick((1, -1, 10))
    wrong = Wrong(text(slipped), say.SLIP, (IssueKind.SLIP,), 0.5)
    return ProofStep(text(values), "check", wrong=(wrong,))


def _graph_example(here: Count, scene: Graph, draws: Draws) -> list[ProofStep]:
    lead = draws.pick(("Take the edges", "Draw the edges", "Choose the edges"))

    def text(edges: Sequence[Sequence[int]]) -> str:
        shown = [f"$\\{{{i}, {j}\\}}$" for i, j in edges]
        return f"{lead} {say.listing(shown)}."

    place = draws.between(0, len(here.example) - 1)
    shorter = [edge for i, edge in enumerate(here.example) if i != place]
    wrong = Wrong(text(shorter), say.MISSING_CASE, _ANY_FATAL, 0.0)
    end = draws.pick(
        (
            f"So there is such a {scene.such}.",
            f"Hence there is such a {scene.such}.",
        )
    )
    return [
        ProofStep(text(here.example), "answer", wrong=(wrong,)),
        ProofStep(end, "conclusion"),
    ]
