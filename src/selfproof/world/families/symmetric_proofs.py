"""Reference proofs for `symmetric`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, ProofStep, Wrong
from selfproof.world.families.phrases import math
from selfproof.world.families.symmetric_terms import (
    Inequality,
    Part,
    cyclic_pairs,
    letters,
    point_tex,
)

_MANY = 8
"""Terms from which on each of them is kept short."""


# Writing.


def true(draws: Draws) -> ProofStep:
    return ProofStep(
        draws.pick(("The statement is true.", "This is true.")),
        "answer",
        "",
        (slips.fatal("The statement is false.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER),),
    )


def body(inequality: Inequality, style: int, draws: Draws) -> list[ProofStep]:
    if inequality.kind == "triple":
        return _by_triple(inequality, draws)
    if inequality.kind == "cyclic":
        return _by_cycle(inequality, style, draws)
    if style % 3 == 2 and inequality.kind != "product":
        steps = _at_once(inequality, draws)
    else:
        steps = _term_by_term(inequality, draws)
    if inequality.equality:
        steps += _equality(inequality, draws)
    return steps


def _term_by_term(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """One simple inequality after the other; then all of them together."""
    short = (
        "Since $(@root)^2 \\ge 0$, we have $@said$.",
        "From $(@root)^2 \\ge 0$ we get $@said$.",
        "$(@root)^2 \\ge 0$ gives $@said$.",
    )
    form = draws.pick((*short, "We have $@left - @right = @square \\ge 0$, so $@said$."))
    if inequality.kind == "fractions":
        form = draws.pick(
            (
                "Since $(@root)^2 \\ge 0$ and $@name > 0$, we have $@said$.",
                "We have $@left - @right = @square \\ge 0$, so $@said$.",
                "As $@left - @right = @square \\ge 0$, we get $@said$.",
            )
        )
    if len(inequality.names) > _MANY:
        form = draws.pick(short)
    steps = [_one_term(part, form, draws) for part in inequality.parts]
    steps.append(_together(inequality, draws))
    return steps


def _one_term(part: Part, form: str, draws: Draws) -> ProofStep:
    values = {
        "root": part.root,
        "left - @right": part.difference,
        "square": part.weighted,
        "name": part.name,
    }
    # A sum of bounds in fractions rests on a bound that is too large, where no square was divided.
    too_large = slips.fatal if "@name > 0" in form else slips.minor
    for key, value in values.items():
        form = form.replace(f"@{key}", value)
    good = f"{part.left} \\ge {part.right}"
    slip = f"{part.left} \\ge {part.too_large}"
    turned = f"{part.left} \\le {part.right}"
    supposed = f"Suppose that ${good}$. Then $({part.root})^2 \\ge 0$."
    wrong = (
        too_large(form.replace("@said", slip), say.SLIP),
        slips.minor(form.replace("@said", turned), slips.WRONG_SIGN),
        slips.fatal(slips.with_slip(draws, f"$({part.root})^2 \\ge 0$."), say.LEAP, elsewhere=True),
        slips.fatal("", say.MISSING_CASE, elsewhere=True),
        slips.fatal(supposed, say.ASSUMED, elsewhere=True),
    )
    return ProofStep(form.replace("@said", good), "computation", f"${part.name}$", wrong)


def _together(inequality: Inequality, draws: Draws) -> ProofStep:
    if inequality.kind == "product":
        text = draws.pick(
            (
                f"Multiplying these inequalities between positive numbers gives "
                f"${inequality.text}$.",
                f"Multiplying these inequalities between positive numbers, we get "
                f"${inequality.text}$.",
            )
        )
    else:
        text = draws.pick(
            (
                f"Adding these inequalities gives ${inequality.text}$.",
                f"Adding all of these, we get ${inequality.text}$.",
                f"The sum of these inequalities is ${inequality.text}$.",
                f"Adding them up, we obtain ${inequality.text}$.",
            )
        )
    turned = text.replace(inequality.text, inequality.text.replace("\\ge", "\\le"))
    return ProofStep(text, "conclusion", "", (slips.minor(turned, slips.WRONG_SIGN),))


def _difference(inequality: Inequality) -> str:
    left, right = inequality.sides
    return (
        f"{left} - {slips.bracket(right)}"
        if right[0] != "-" or " " in right
        else (f"{left} + {right[1:]}")
    )


def _at_once(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """The difference as one sum of squares (divided by the positive variables)."""
    total = " + ".join(part.weighted for part in inequality.parts)
    form = draws.pick(
        (
            f"We have ${_difference(inequality)} = @$.",
            f"Completing the squares gives ${_difference(inequality)} = @$.",
            f"The difference of the two sides is ${_difference(inequality)} = @$.",
        )
    )
    last = draws.pick(
        (
            f"The right side is nonnegative, so ${inequality.text}$.",
            f"Every term on the right is nonnegative, so ${inequality.text}$.",
            f"Hence ${inequality.text}$.",
        )
    )
    parts = inequality.parts
    place = draws.between(0, len(parts) - 1)
    changed = [
        part.weighted.replace(part.root, slips.with_slip(draws, part.root))
        if i == place
        else part.weighted
        for i, part in enumerate(parts)
    ]
    dropped = " + ".join(p.weighted for i, p in enumerate(parts) if i != place)
    wrong = (
        slips.fatal(form.replace("@", " + ".join(changed)), say.PROPAGATED, elsewhere=True),
        slips.fatal(form.replace("@", dropped), say.MISSING_CASE, elsewhere=True),
        slips.fatal("", say.LEAP, elsewhere=True),
    )
    return [
        ProofStep(form.replace("@", total), "computation", "", wrong),
        ProofStep(last, "conclusion"),
    ]


def _equality(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """All squares vanish."""
    total = " + ".join(part.weighted for part in inequality.parts)
    where = point_tex(inequality)
    form = draws.pick(
        (
            f"If equality holds, then ${total} = 0$, so @.",
            f"Suppose that equality holds. Then ${total} = 0$, so @.",
            f"If equality holds, then ${total} = 0$. Hence @.",
        )
    )
    back = draws.pick(
        (
            f"Conversely, if {where}, then both sides are equal.",
            f"Conversely, if {where}, then equality holds.",
        )
    )
    point = inequality.point
    place = draws.between(0, len(point) - 1)
    name = inequality.names[place]
    old, new = f"${name} = {point[place]}$", f"${name} = {point[place] + 1}$"
    unchecked = slips.minor("", say.UNCHECKED, IssueKind.UNCHECKED_ANSWER)
    return [
        ProofStep(
            form.replace("@", where),
            "conclusion",
            "equality holds nowhere else",
            (
                slips.fatal(
                    f"If equality holds, then {where.replace(old, new)}.", slips.WRONG_EQUALITY
                ),
                slips.fatal("", say.GAP, IssueKind.MISSING_PART, elsewhere=True),
            ),
        ),
        ProofStep(back, "check", "equality holds there", (replace(unchecked, elsewhere=True),)),
    ]


def _by_triple(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """pa (qb - rc)^2 + qb (rc - pa)^2 + rc (pa - qb)^2."""
    names, weights = inequality.names, [row[0] for row in inequality.numbers]
    pieces, wrong_pieces = [], []
    for i in range(3):
        j, k = (i + 1) % 3, (i + 2) % 3
        inner = say.sum_tex([(weights[j], names[j]), (-weights[k], names[k])])
        pieces.append((weights[i], f"{names[i]}({inner})^2"))
        wrong_pieces.append((weights[i], f"{names[i]}({inner.replace('-', '+')})^2"))
    difference, squares = _difference(inequality), say.sum_tex(pieces)
    form = draws.pick(
        (
            f"Expanding shows that ${difference} = @$.",
            f"We have ${difference} = @$.",
            f"The difference of the two sides is ${difference} = @$.",
        )
    )
    listed = say.listing([math(name) for name in names])
    last = draws.pick(
        (
            f"Since {listed} are positive, every term on the right is nonnegative, so "
            f"${inequality.text}$.",
            f"As {listed} are positive, ${squares} \\ge 0$, hence ${inequality.text}$.",
            f"So ${difference} \\ge 0$, that is, ${inequality.text}$.",
        )
    )
    two = form.replace("@", say.sum_tex(pieces[:2]))
    slip = form.replace("@", say.sum_tex(wrong_pieces))
    # Where the squares are written down again, the proof stands without this equation.
    wrong: tuple[Wrong, ...] = (slips.minor(slip), slips.minor(two))
    if squares not in last:
        wrong = (
            slips.fatal(slip, say.PROPAGATED, elsewhere=True),
            slips.fatal(two, say.MISSING_CASE, elsewhere=True),
            slips.fatal("", say.LEAP, elsewhere=True),
        )
    turned = last.replace("\\ge", "\\le")
    return [
        ProofStep(form.replace("@", squares), "computation", "", wrong),
        ProofStep(last, "conclusion", "", (slips.minor(turned, slips.WRONG_SIGN),)),
    ]


def _by_cycle(inequality: Inequality, style: int, draws: Draws) -> list[ProofStep]:
    """Twice the difference is the sum of the squares of neighbours' differences; or neighbour by
    neighbour."""
    names, weights = inequality.names, [row[0] for row in inequality.numbers]
    pairs = cyclic_pairs(names, weights)
    roots = [say.sum_tex([(p, x), (-q, y)]) for p, x, q, y in pairs]
    left, right = inequality.sides
    if style % 2:
        total = " + ".join(f"({root})^2" for root in roots)
        form = draws.pick(
            (
                f"We have $2({left}) - 2({right}) = @$.",
                f"Expanding shows that $2({left}) - 2({right}) = @$.",
            )
        )
        wrong: tuple[Wrong, ...] = (
            slips.fatal(
                form.replace("@", total.replace(" - ", " + ", 1)), say.PROPAGATED, elsewhere=True
            ),
            slips.fatal(
                form.replace("@", total.rpartition(" + ")[0]), say.MISSING_CASE, elsewhere=True
            ),
        )
        last = draws.pick(
            (
                f"Squares are nonnegative, so $2({left}) \\ge 2({right})$. Hence "
                f"${inequality.text}$.",
                f"The right side is nonnegative, hence $2({left}) \\ge 2({right})$, so "
                f"${inequality.text}$.",
            )
        )
        return [
            ProofStep(form.replace("@", total), "computation", "", wrong),
            ProofStep(last, "conclusion"),
        ]
    form = draws.pick(
        (
            "Since $(@root)^2 \\ge 0$, we have $@said$.",
            "From $(@root)^2 \\ge 0$ we get $@said$.",
            "$(@root)^2 \\ge 0$ gives $@said$.",
        )
    )
    steps = []
    for root, (p, x, q, y) in zip(roots, pairs, strict=True):
        squares = say.sum_tex([(p * p, f"{x}^2"), (q * q, f"{y}^2")])
        mixed = say.sum_tex([(2 * p * q, letters(x, y))])
        larger = say.sum_tex([(2 * p * q + 1, letters(x, y))])
        said = f"{squares} \\ge {mixed}"
        text = form.replace("@root", root)
        wrong = (
            slips.minor(text.replace("@said", f"{squares} \\ge {larger}")),
            slips.minor(text.replace("@said", f"{squares} \\le {mixed}"), slips.WRONG_SIGN),
            slips.fatal("", say.MISSING_CASE, elsewhere=True),
        )
        steps.append(
            ProofStep(text.replace("@said", said), "computation", f"${letters(x, y)}$", wrong)
        )
    last = draws.pick(
        (
            f"Adding these inequalities and dividing by $2$ gives ${inequality.text}$.",
            f"Adding all of these gives $2({left}) \\ge 2({right})$, so ${inequality.text}$.",
        )
    )
    return [*steps, ProofStep(last, "conclusion")]


def disproof(inequality: Inequality, draws: Draws) -> list[ProofStep]:
    """At the point where all squares vanish."""
    point, names = inequality.point, inequality.names
    where = say.listing([f"${name} = {value}$" for name, value in zip(names, point, strict=True)])
    if inequality.kind == "fractions":
        low = sum(int(part.right) for part in inequality.parts)
        high = low + inequality.excess
        pieces = [
            f"{_dotted(s * a * a, v)} + \\frac{{{s * b * b}}}{{{v}}}"
            for v, (s, a, b) in zip(point, inequality.numbers, strict=True)
        ]
        computed, right = " + ".join(pieces), str(high)
    else:
        rows = list(zip(point, inequality.numbers, strict=True))
        high = sum(2 * p * c * v for v, (p, c) in rows)
        low = high - inequality.excess
        constant = sum(p * c * c for _, (p, c) in rows) - inequality.excess
        pieces = [_dotted(p, f"{say.bracketed(v)}^2") for v, (p, _) in rows]
        computed = " + ".join(pieces) + (
            f" + {constant}" if constant > 0 else f" - {-constant}" if constant else ""
        )
        put = [(2 * p * c, f"\\cdot {say.bracketed(v)}") for v, (p, c) in rows]
        right = f"{say.sum_tex(put)} = {high}".replace("\\cdot", " \\cdot").replace("  ", " ")
    form = draws.pick(
        (
            f"Take {where}; then ${computed} = @$, but ${right}$.",
            f"For {where}, we have ${computed} = @$, while ${right}$.",
        )
    )
    if right == str(high):
        form = draws.pick(
            (
                f"Take {where}; then ${computed} = @ < {high}$.",
                f"For {where}, we have ${computed} = @ < {high}$.",
            )
        )
    verdict = slips.fatal("The statement is true.", say.WRONG_ANSWER, IssueKind.WRONG_ANSWER)
    last = draws.pick(("So the statement is false.", "So the inequality does not hold.", ""))
    slipped = slips.minor(form.replace("@", str(slips.off(draws, low))), say.SLIP, IssueKind.SLIP)
    return [
        ProofStep(
            draws.pick(("The statement is false.", "This is false.")), "answer", "", (verdict,)
        ),
        ProofStep(form.replace("@", str(low)), "check", "", (slipped,)),
        ProofStep(last, "conclusion"),
    ]


def _dotted(coef: int, body: Any) -> str:
    return str(body) if coef == 1 else f"{coef} \\cdot {body}"
