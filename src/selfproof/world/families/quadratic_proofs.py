"""Reference proofs for `quadratic`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, ProofStep, Wrong
from selfproof.world.families.quadratic_forms import (
    Form,
    Inequality,
    form_tex,
    form_value,
    point_tex,
    put_in,
    square,
)
from selfproof.world.families.slips import Linear, linear_tex

# Writing.


def _squares_tex(squares: Sequence[tuple[int, Linear]]) -> str:
    return say.sum_tex([(w, _squared(form)) for w, form in squares])


def _squared(form: Linear) -> str:
    text = linear_tex(form)
    return f"({text})^2" if len(text) > 1 else f"{text}^2"


def at_once(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """The whole decomposition in one equation."""
    squares = _squares_tex(inequality.squares)
    form = draws.pick(
        (
            f"We have ${inequality.difference} = @$.",
            f"Expanding shows that ${inequality.difference} = @$.",
            f"Completing the square gives ${inequality.difference} = @$.",
            f"Note that ${inequality.difference} = @$.",
        )
    )
    last = draws.pick(
        (
            f"Squares are nonnegative, so ${inequality.text}$.",
            f"Since ${squares} \\ge 0$, it follows that ${inequality.text}$.",
            f"The right side is nonnegative, so ${inequality.text}$.",
            f"Hence ${inequality.text}$.",
        )
    )
    changed = form.replace("@", _changed(inequality, draws))
    # Where the squares are written down again, the proof stands without this equation.
    wrong: tuple[Wrong, ...] = () if inequality.equality else (slips.minor(changed),)
    if squares not in last:
        supposed = f"Suppose that ${inequality.text}$. Then ${squares} \\ge 0$, which is true."
        wrong = (
            slips.fatal(changed, say.PROPAGATED, elsewhere=True),
            slips.fatal("", say.LEAP, elsewhere=True),
            slips.fatal(supposed, say.ASSUMED, elsewhere=True),
        )
    turned = inequality.text.replace("\\ge", "\\le")
    return [
        ProofStep(form.replace("@", squares), "computation", "", wrong),
        ProofStep(last, "conclusion", "", (slips.minor(f"Hence ${turned}$.", slips.WRONG_SIGN),)),
    ]


def _changed(inequality: Inequality, draws: Draws) -> str:
    """The decomposition with one coefficient wrong."""
    squares = [(w, dict(form)) for w, form in inequality.squares]
    place = draws.between(0, len(squares) - 1)
    weight, form = squares[place]
    name = draws.pick(sorted(form))
    form[name] += draws.pick((1, -1)) if form[name] not in (1, -1) else form[name]
    squares[place] = (weight, form)
    return _squares_tex(squares)


def one_by_one(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """A square for the first variable, then the rest, which has one variable less."""
    steps = []
    squares = inequality.squares
    left = inequality.difference
    lead = draws.pick(("Completing the square gives", "Completing the square in @ gives"))
    for i, first in enumerate(squares):
        rest = _rest(squares[i + 1 :])
        rest_text = form_tex(rest, inequality.names)
        shown = _squares_tex([first])
        if i + 1 < len(squares):
            joined = shown if rest_text[0] == "-" else f"{shown} + {rest_text}"
            if rest_text[0] == "-":
                joined = f"{shown} - {rest_text[1:]}"
        else:
            joined = shown
        before, left = left, rest_text
        if joined == before:
            continue
        name = next(iter(first[1]))
        opener = (
            f"{lead} ".replace("@", f"${name}$")
            if i == 0
            else draws.pick(("Next, ", "Moreover, ", "Also, "))
        )
        text = f"{opener}${before} = {joined}$."
        slip = f"{opener}${before} = {slips.with_slip(draws, joined)}$."
        steps.append(ProofStep(text, "computation", "", (slips.minor(slip),)))
    whole = _squares_tex(squares)
    last = draws.pick(
        (
            f"Together, ${inequality.difference} = {whole} \\ge 0$, so ${inequality.text}$.",
            f"So ${inequality.difference} = {whole} \\ge 0$, hence ${inequality.text}$.",
            f"Therefore ${inequality.difference} = {whole} \\ge 0$, which gives "
            f"${inequality.text}$.",
        )
    )
    steps.append(ProofStep(last, "conclusion"))
    return steps


def _rest(squares: Sequence[tuple[int, Linear]]) -> Form:
    total: dict[tuple[str, ...], int] = {}
    for weight, form in squares:
        for key, coef in square(form).items():
            total[key] = total.get(key, 0) + weight * coef
    return total


def with_names(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """New names for what is squared."""
    letters = draws.pick((("u", "v", "w"), ("p", "q", "r"), ("s", "t", "w")))
    named, pieces = [], []
    for letter, (weight, line) in zip(letters, inequality.squares, strict=False):
        if len(line) > 1:
            named.append((letter, line))
        pieces.append((weight, f"{letter}^2" if len(line) > 1 else _squared(line)))
    meanings = [f"{letter} = {linear_tex(line)}" for letter, line in named]
    listed = f"${', '.join(meanings)}$"
    if len(named) < 3:
        listed = say.listing([f"${meaning}$" for meaning in meanings])
    squares = say.sum_tex(pieces)
    let = draws.pick((f"Let {listed}.", f"Put {listed}.", f"Set {listed}."))
    equation = f"{inequality.difference} = {squares}"
    form = draws.pick(
        (
            "Then $@$, so $#$.",
            "Expanding gives $@$. Hence $#$.",
            "Then $@ \\ge 0$, so $#$.",
        )
    )
    bad_form = dict(named[0][1])
    key = sorted(bad_form)[-1]
    bad_form[key] += 1 if bad_form[key] != -1 else 2
    bad = let.replace(f"= {linear_tex(named[0][1])}", f"= {linear_tex(bad_form)}", 1)
    text = form.replace("@", equation).replace("#", inequality.text)
    return [
        ProofStep(let, "definition", "", (slips.fatal(bad, say.PROPAGATED, elsewhere=True),)),
        ProofStep(text, "computation"),
    ]


def equality(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """The squares vanish together, solved from the last variable to the first."""
    point, names = inequality.point, inequality.names
    zero = [f"{linear_tex(form)} = 0" for _, form in inequality.squares]
    where = point_tex(inequality)
    values = [f"{name} = {point[name]}" for name in reversed(names)]
    chained = say.listing([f"${text}$" for text in zero])
    squares = _squares_tex(inequality.squares)
    form = draws.pick(
        (
            f"If equality holds, then ${squares} = 0$, so {chained}. This gives @.",
            f"Suppose that equality holds. Then ${squares} = 0$, so {chained}. Hence @.",
            f"If equality holds, then ${squares} = 0$. So {chained}, which gives @.",
        )
    )
    back = draws.pick(
        (
            f"Conversely, for ${where}$ we have {chained}, so equality holds.",
            f"Conversely, if ${where}$, then {chained}, and equality holds.",
        )
    )
    first = names[0]
    other = [f"{first} = {point[first] + 1}" if v.startswith(f"{first} =") else v for v in values]
    unchecked = slips.minor("", say.UNCHECKED, IssueKind.UNCHECKED_ANSWER)
    return [
        ProofStep(
            form.replace("@", _solved(values)),
            "conclusion",
            "equality holds nowhere else",
            (
                slips.fatal(f"If equality holds, then {_solved(other)}.", slips.WRONG_EQUALITY),
                slips.fatal("", say.GAP, IssueKind.MISSING_PART, elsewhere=True),
            ),
        ),
        ProofStep(back, "check", "equality holds there", (replace(unchecked, elsewhere=True),)),
    ]


def _solved(values: Sequence[str]) -> str:
    return say.listing([f"${value}$" for value in values])


def disproof(inequality: Inequality, counter: Sequence[int], draws: Draws) -> list[ProofStep]:
    names = inequality.names
    values = dict(zip(names, counter, strict=True))
    left, right = inequality.sides
    low, high = form_value(left, values), form_value(right, values)
    where = slips.pair(names, counter)
    computed = f"{put_in(left, names, values)} = {low}"
    other = put_in(right, names, values)
    shown = f"{other} = {high}" if other != str(high) else f"{high}"
    if other == str(high):
        form = draws.pick(
            (
                f"Take ${where}$; then ${computed} < {high}$.",
                f"For ${where}$ we have ${computed} < {high}$.",
            )
        )
    else:
        form = draws.pick(
            (
                f"Take ${where}$; then ${computed}$, but ${shown}$.",
                f"For ${where}$, we have ${computed}$, but ${shown}$.",
            )
        )
    slip = form.replace(f"= {low}", f"= {slips.off(draws, low)}", 1)
    bad = slips.pair(names, [inequality.point[n] + 5 * (n == names[0]) for n in names])
    last = draws.pick(("So the statement is false.", "So the inequality does not hold.", ""))
    verdict = slips.fatal("The statement is true.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER)
    return [
        ProofStep(
            draws.pick(("The statement is false.", "This is false.")), "answer", "", (verdict,)
        ),
        ProofStep(
            form,
            "check",
            "",
            (
                slips.minor(slip, say.SLIP, IssueKind.SLIP),
                slips.fatal(f"Take ${bad}$; then the inequality does not hold.", say.GAP),
            ),
        ),
        ProofStep(last, "conclusion"),
    ]
