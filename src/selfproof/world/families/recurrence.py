"""Sequences given by a linear recurrence: a closed form, or a residue, for all n.

The parts are the base values, as many as the recurrence reaches back: two at level 2, up to 24 at
level 6. Right statements: `closed`, a sum of powers; `residue`, a_n ≡ c r^n + u n (mod m) with
base values of that residue and coefficients that keep it. False ones have one base value wrong.
"""

from __future__ import annotations

from typing import Any

from selfproof.world import terms
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Parameters, Proof, ProofStep, draw_parameters
from selfproof.world.families.phrases import math
from selfproof.world.families.recurrence_proofs import LinearSequence, claim_tex, disproof, proof
from selfproof.world.problem import Category, Given, Obligation, Problem, Split, Task
from selfproof.world.props import Exists, Forall, Prop, Rel, negation
from selfproof.world.terms import Call, Term, Var, num

_ORDERS = {1: (1, 1), 2: (2, 3), 3: (3, 6), 4: (6, 10), 5: (11, 18), 6: (20, 24)}
"""Base values of a residue problem, by level."""
_CLOSED_ORDERS = {1: 1, 2: 2, 3: 2, 4: 3, 5: 4}
_MODULI = {1: (3, 9), 2: (3, 12), 3: (5, 20), 4: (7, 30), 5: (7, 50), 6: (11, 60)}


class Recurrence:
    """See the module's docstring."""

    name = "recurrence"
    category: Category = "algebra"
    grows_by_parts = True
    discovers = ""

    def make(self, level: int, split: Split, index: int) -> Problem:
        """A problem; see `Family`."""
        parameters = draw_parameters(
            self.name, level, split, index, lambda draws: _draw(draws, level)
        )
        sequence = _sequence(parameters)
        truth = sequence.failing is None
        claim = sequence.claim if truth else Exists(("n",), sequence.kind, negation(sequence.claim))
        task: Task = "decide" if parameters["decide"] else "prove"
        draws = Draws(f"{self.name}/{level}/{split}/{index}/statement")
        return Problem(
            family=self.name,
            category=self.category,
            level=level,
            split=split,
            index=index,
            statement=_statement(sequence, task, draws),
            task=task,
            givens=(Given("n", sequence.kind),),
            hypotheses=_hypotheses(sequence),
            obligations=(Obligation(claim),),
            truth=truth,
            parameters=parameters,
            parts=sequence.order if truth else 1,
        )

    def write(self, problem: Problem, style: int) -> Proof:
        """A reference proof; see `Family`. Odd styles use strong induction."""
        draws = Draws(f"{problem.name}/{style}")
        sequence = _sequence(problem.parameters)
        if problem.truth:
            steps = proof(sequence, style % 2 == 1, problem.task == "decide", draws)
        else:
            steps = disproof(sequence, draws)
        end = say.ending(draws)
        if end:
            steps.append(ProofStep(end, "conclusion"))
        return Proof(tuple(step for step in steps if step.text))

    def search_effort(self, problem: Problem) -> int:
        """One: the formula is given and the induction is routine."""
        return 1


# Making.


def _draw(draws: Draws, level: int) -> Parameters | None:
    closed = level in _CLOSED_ORDERS and draws.between(1, 2 if level < 4 else 4) == 1
    drawn = _draw_closed(draws, level) if closed else _draw_residue(draws, level)
    if drawn is None:
        return None
    drawn["letter"] = draws.pick(("a", "a", "a", "b", "x", "u"))
    false = draws.between(1, 8) == 1 and drawn["order"] > 1
    if false:
        place = draws.between(1, drawn["order"] - 1)
        drawn["first"][place] += draws.pick((1, 2, -1, 3))
    drawn["decide"] = false or draws.between(1, 8) == 1
    sequence = _sequence(drawn)
    if (sequence.failing is not None) != false:
        return None
    return drawn


def _draw_closed(draws: Draws, level: int) -> dict[str, Any] | None:
    """Distinct roots; the coefficients are those of the product of the (x - r)."""
    order = draws.between(max(1, _CLOSED_ORDERS[level] - 1), _CLOSED_ORDERS[level])
    start = draws.pick((0, 1, 1))
    pool = [r for r in range(-4, 8 - order) if r not in (0, 1)]
    roots = sorted(draws.rng.sample(pool, order), reverse=True)
    if order > 1 and draws.between(1, 2) == 1:
        roots[-1] = 1
    weights = [draws.between(-5, 5) or 1 for _ in roots]
    shift = 0
    monic = [1]
    for r in roots:
        monic = say.product(monic, [-r, 1])
    pairs = list(zip(weights, roots, strict=True))
    if order == 1:
        constant = draws.between(-9, 9) or 2
        pairs.append((constant, 1))
        shift = constant * (1 - roots[0])
    values = [sum(w * r ** (start + i) for w, r in pairs) for i in range(order)]
    if len(set(roots)) < order or max(map(abs, [*values, *monic])) > 400 or monic[:-1] == [0]:
        return None
    return {
        "start": start,
        "order": order,
        "lags": [[e, -monic[e]] for e in range(order - 1, -1, -1) if monic[e]],
        "shift": shift,
        "first": values,
        "modulus": 0,
        "roots": [[w, r] for w, r in pairs],
        "slope": 0,
    }


def _draw_residue(draws: Draws, level: int) -> dict[str, Any] | None:
    """Base values of the residue, and coefficients that keep it: for c r^n they satisfy
    r^order ≡ sum of p r^e, for c + u n their sum is 1 and the shift is chosen."""
    order = draws.between(*_ORDERS[level])
    start, m = draws.pick((0, 1, 1)), draws.between(*_MODULI[level])
    shape = draws.pick(("constant", "constant", "power", "linear") if level > 2 else ("constant",))
    count = draws.between(min(order, 2), min(order, 2 if level < 4 else 3))
    places = sorted([*draws.rng.sample(range(1, order), count - 1), 0], reverse=True)
    size = m + 3
    lags = [[e, draws.between(-size, size) or 1] for e in places]
    c, slope, shift, root = draws.between(0, m - 1), 0, 0, 1
    if shape == "power":
        root, c = draws.between(2, min(m - 1, 5)), draws.between(1, min(m - 1, 6))
        if order > 8:
            root = -1
        rest = root**order - sum(p * root**e for e, p in lags[:-1])
        lags[-1][1] = rest % m
    elif shape == "linear":
        slope = draws.between(1, min(m - 1, 9))
        lags[-1][1] += (1 - sum(p for _, p in lags)) % m
        if lags[-1][1] > m:
            lags[-1][1] -= m
        shift = slope * (order - sum(p * e for e, p in lags)) + c - c * sum(p for _, p in lags)
    else:
        shift = c - c * sum(p for _, p in lags)
    shift = shift % m - (m if draws.between(0, 1) else 0) * (shift % m > 0)
    if shift == 0 and draws.between(0, 1) and shape != "power":
        shift = m
    if any(p == 0 for _, p in lags) or (level > 1 and c == 0 and not slope and shift == 0):
        return None
    result: dict[str, Any] = {
        "start": start,
        "order": order,
        "lags": lags,
        "shift": shift,
        "modulus": m,
        "roots": [[c, root]] if c else [] if slope else [[0, 1]],
        "slope": slope,
        "first": [],
    }
    sequence = _sequence({**result, "letter": "a"})
    for i in range(order):
        residue = sequence.value(start + i) % m
        result["first"].append(residue + m * draws.between(0 if level < 5 else -2, 4))
    return result


def _sequence(parameters: Parameters) -> LinearSequence:
    return LinearSequence(
        parameters["letter"],
        parameters["start"],
        parameters["order"],
        tuple((e, p) for e, p in parameters["lags"]),
        parameters["shift"],
        tuple(parameters["first"]),
        parameters["modulus"],
        tuple((w, r) for w, r in parameters["roots"]),
        parameters["slope"],
    )


def _hypotheses(sequence: LinearSequence) -> tuple[Prop, ...]:
    n = Var("n")
    parts: list[Term] = []
    for e, p in sequence.lags:
        element = Call(sequence.letter, (terms.add(n, num(e)) if e else n,))
        parts.append(element if p == 1 else terms.mul(num(p), element))
    if sequence.shift:
        parts.append(num(sequence.shift))
    left = Call(sequence.letter, (terms.add(n, num(sequence.order)),))
    base = tuple(
        Rel("=", Call(sequence.letter, (num(sequence.start + i),)), num(value))
        for i, value in enumerate(sequence.first)
    )
    rule = Forall(("n",), sequence.kind, Rel("=", left, terms.add(*parts)))
    return (*base, rule)


def _statement(sequence: LinearSequence, task: Task, draws: Draws) -> str:
    first = [f"{sequence.a(str(sequence.start + i))} = {v}" for i, v in enumerate(sequence.first)]
    low = f"n \\ge {sequence.start}"
    rule = f"${sequence.a('n', sequence.order)} = {sequence.recurrence()}$ for all ${low}$"
    values = [math(text) for text in first]
    everything = say.listing([*values, rule])
    given = draws.pick(
        (
            f"The sequence $({sequence.a('n')})$ is given by {everything}.",
            f"Let {say.listing(values)}, and let {rule}.",
            f"A sequence is defined by {everything}.",
        )
    )
    claim = claim_tex(sequence)
    divides = sequence.modulus and sequence.claimed("n") == "0"
    shown = f"{sequence.modulus} \\mid {sequence.a('n')}" if divides else claim
    if task == "decide":
        ask = draws.pick(
            (
                f"Prove or disprove: ${shown}$ for all ${low}$.",
                f"Is it true that ${shown}$ for every integer ${low}$? Prove your answer.",
            )
        )
    else:
        ask = draws.pick(
            (
                f"Prove that ${shown}$ for all ${low}$.",
                f"Show that ${shown}$ for every integer ${low}$.",
                f"Prove by induction that ${shown}$ for all ${low}$.",
            )
        )
    return f"{given} {ask}"
