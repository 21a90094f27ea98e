"""Identities of the factoring family.

`cubes`: p a + q b + r c = 0 implies p^3 a^3 + q^3 b^3 + r^3 c^3 = 3 p q r a b c. `sums`: powers of
two numbers from their sum and product.
"""

from __future__ import annotations

from selfproof.world import terms
from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families import slips
from selfproof.world.families.base import Draws, Parameters, Proof, ProofStep
from selfproof.world.families.slips import bracket
from selfproof.world.problem import Given, Obligation, Problem, Split
from selfproof.world.props import Rel
from selfproof.world.terms import Var, num

_SIZE = {1: 3, 2: 5, 3: 7, 4: 9}


def draw_identity(draws: Draws, level: int) -> Parameters | None:
    """Parameters of an identity of levels 1 to 4."""
    size = _SIZE[level]
    if draws.between(0, 1):
        factors = [draws.between(-size, size) for _ in range(3)]
        if 0 in factors or factors[0] < 0:
            return None
        names = draws.pick((["a", "b", "c"], ["x", "y", "z"]))
        return {"kind": "identity", "shape": "cubes", "names": names, "factors": factors}
    total, product = draws.between(-3 * size, 3 * size), draws.between(-5 * size, 5 * size)
    if not total or not product or 4 * product > total * total:
        return None
    names = draws.pick((["a", "b"], ["x", "y"]))
    power = draws.between(2, 3) if level < 3 else draws.between(3, 4 + (level > 3))
    return {
        "kind": "identity",
        "shape": "sums",
        "names": names,
        "factors": [total, product, power],
    }


def make_identity(
    level: int, split: Split, index: int, parameters: Parameters, draws: Draws
) -> Problem:
    """The problem with these parameters."""
    names, factors = parameters["names"], parameters["factors"]
    if parameters["shape"] == "cubes":
        form = dict(zip(names, factors, strict=True))
        given: tuple[Rel, ...] = (Rel("=", slips.linear_term(form), num(0)),)
        cubes = [
            terms.mul(num(p**3), terms.power(Var(n), 3)) if p != 1 else terms.power(Var(n), 3)
            for n, p in form.items()
        ]
        p, q, r = factors
        three = terms.mul(num(3 * p * q * r), *(Var(n) for n in names))
        show = Rel("=", terms.add(*cubes), three)
        known = f"${slips.linear_tex(form)} = 0$"
    else:
        x, y = (Var(n) for n in names)
        total, product, power = factors
        given = (
            Rel("=", terms.add(x, y), num(total)),
            Rel("=", terms.mul(x, y), num(product)),
        )
        show = Rel(
            "=",
            terms.add(terms.power(x, power), terms.power(y, power)),
            num(_power_sums(total, product, power)[power]),
        )
        known = f"${names[0]} + {names[1]} = {total}$ and ${names[0]}{names[1]} = {product}$"
    wanted = wanted_tex(parameters)
    shown = say.listing([f"${name}$" for name in names])
    statement = draws.pick(
        (
            f"Let {shown} be real numbers with {known}. Prove that ${wanted}$.",
            f"Real numbers {shown} satisfy {known}. Prove that ${wanted}$.",
            f"Show that if {known} for real numbers {shown}, then ${wanted}$.",
            f"Let {shown} be reals such that {known}. Show that ${wanted}$.",
        )
    )
    return Problem(
        family="factoring",
        category="algebra",
        level=level,
        split=split,
        index=index,
        statement=statement,
        task="prove",
        givens=tuple(Given(name, "real") for name in names),
        hypotheses=given,
        obligations=(Obligation(show),),
        parameters=parameters,
    )


def wanted_tex(parameters: Parameters) -> str:
    """The equation to be shown."""
    names, factors = parameters["names"], parameters["factors"]
    if parameters["shape"] == "cubes":
        p, q, r = factors
        left = say.sum_tex([(f**3, f"{n}^3") for n, f in zip(names, factors, strict=True)])
        return f"{left} = {say.sum_tex([(3 * p * q * r, ''.join(names))])}"
    x, y = names
    total, product, power = factors
    return f"{x}^{power} + {y}^{power} = {_power_sums(total, product, power)[power]}"


def write_identity(problem: Problem, style: int, draws: Draws) -> Proof:
    """A reference proof: by factoring or by elimination; power sums step by step."""
    parameters = problem.parameters
    steps = [ProofStep(say.opening(draws), "opening")]
    if parameters["shape"] == "sums":
        steps += _by_power_sums(parameters, draws)
    elif style % 2:
        steps += _by_elimination(parameters, draws)
    else:
        steps += _by_factoring(parameters, draws)
    end = say.ending(draws)
    steps.append(ProofStep(end, "conclusion"))
    return Proof(tuple(step for step in steps if step.text))


def _power_sums(total: int, product: int, power: int) -> list[int]:
    """x^i + y^i for i = 0 to power."""
    sums = [2, total]
    while len(sums) <= power:
        sums.append(total * sums[-1] - product * sums[-2])
    return sums


def _by_factoring(parameters: Parameters, draws: Draws) -> list[ProofStep]:
    """With X, Y, Z the three terms, X^3 + Y^3 + Z^3 - 3XYZ has the factor X + Y + Z."""
    names, factors = parameters["names"], parameters["factors"]
    x, y, z = names
    p, q, r = factors
    left, right = wanted_tex(parameters).split(" = ")
    whole = f"{left} - {bracket(right)}"
    first = say.sum_tex(list(zip(factors, names, strict=True)))
    squares = [(p * p, f"{x}^2"), (q * q, f"{y}^2"), (r * r, f"{z}^2")]
    mixed = [(-p * q, x + y), (-q * r, y + z), (-p * r, x + z)]
    second = say.sum_tex([*squares, *mixed])
    factored = f"({first})({second})"
    bad = f"({first})({say.sum_tex([*squares, *((-c, body) for c, body in mixed)])})"
    form = draws.pick(
        (
            "We have $@whole = @factored$.",
            "Expanding the product shows that $@whole = @factored$.",
            "Note that $@whole = @factored$.",
        )
    )

    def text(product: str) -> str:
        return form.replace("@whole", whole).replace("@factored", product)

    zero = draws.pick(
        (
            f"Since ${first} = 0$, the product is $0$, so ${left} = {right}$.",
            f"As ${first} = 0$, it follows that ${whole} = 0$, so ${left} = {right}$.",
            f"By assumption ${first} = 0$, hence ${whole} = 0$, that is, ${left} = {right}$.",
        )
    )
    # What follows is seen from the product, so nothing rests on this false claim.
    divided = f"Dividing by ${first}$ gives ${second} = 0$, so ${left} = {right}$."
    return [
        ProofStep(text(factored), "computation", "", (slips.fatal(text(bad), say.PROPAGATED),)),
        ProofStep(
            zero,
            "conclusion",
            "",
            (slips.minor(divided, say.ZERO_DIVISION, IssueKind.SLIP, IssueKind.FALSE_STEP),),
        ),
    ]


def _by_elimination(parameters: Parameters, draws: Draws) -> list[ProofStep]:
    names, factors = parameters["names"], parameters["factors"]
    x, y, z = names
    p, q, r = factors
    rest = say.sum_tex([(-p, x), (-q, y)])
    known = f"{say.sum_tex([(r, z)])} = {rest}"
    cubes = say.sum_tex([(p**3, f"{x}^3"), (q**3, f"{y}^3"), (r**3, f"{z}^3")])
    less = say.sum_tex([(p**3, f"{x}^3"), (q**3, f"{y}^3")])
    right = wanted_tex(parameters).split(" = ")[1]
    mixed = say.sum_tex([(-3 * p * p * q, f"{x}^2{y}"), (-3 * p * q * q, f"{x}{y}^2")])
    three = say.sum_tex([(3 * p * q, f"{x}{y}")])
    opening = draws.pick(
        (
            f"From the hypothesis, ${known}$.",
            f"By assumption, ${known}$.",
            f"The hypothesis gives ${known}$.",
        )
    )

    def text(middle: str) -> str:
        return f"{lead} ${cubes} = {less} + ({rest})^3 = {middle} = {three}({rest}) = {right}$."

    lead = draws.pick(("Hence", "So", "Therefore"))
    wrong_sign = say.sum_tex([(p, x), (q, y)])
    return [
        ProofStep(
            opening,
            "computation",
            "",
            (
                slips.minor(
                    opening.replace(f"= {rest}", f"= {wrong_sign}"), say.SLIP, IssueKind.SLIP
                ),
            ),
        ),
        ProofStep(
            text(mixed),
            "conclusion",
            "",
            (slips.minor(text(slips.with_slip(draws, mixed)), say.SLIP, IssueKind.SLIP),),
        ),
    ]


def _by_power_sums(parameters: Parameters, draws: Draws) -> list[ProofStep]:
    x, y = parameters["names"]
    total, product, power = parameters["factors"]
    sums = _power_sums(total, product, power)
    steps = []
    lead = draws.pick(("First, ", "We have ", ""))
    s, t = say.bracketed(total), say.bracketed(product)
    for i in range(2, power + 1):
        left = f"{x}^{i} + {y}^{i}"
        if i == 2:
            chain = f"{left} = ({x} + {y})^2 - 2{x}{y} = {s}^2 - 2 \\cdot {t}"
        else:
            before = "" if i == 3 else f"^{i - 2}"
            lower = f"({x}{before} + {y}{before})" if before else f"({x} + {y})"
            upper = f"({x}^{i - 1} + {y}^{i - 1})"
            chain = f"{left} = ({x} + {y}){upper} - {x}{y}{lower}"
            values = f"{s} \\cdot {say.bracketed(sums[i - 1])}"
            chain += f" = {values} - {t} \\cdot {say.bracketed(sums[i - 2])}"
        opener = lead if i == 2 else draws.pick(("Then ", "Next, ", "Hence ", ""))
        text = f"{opener}${chain} = {sums[i]}$."
        if i == power:
            opener = draws.pick(("Finally, ", "Hence ", "So ")) if i > 2 else lead
            text = f"{opener}${chain} = {sums[i]}$."
        bad = f"{opener}${chain} = {slips.off(draws, sums[i])}$."
        wrong = (slips.fatal(bad, say.PROPAGATED) if i == power else slips.minor(bad),)
        steps.append(ProofStep(text, "computation", f"{left}", wrong))
    return steps
