"""Wrong versions of steps, as the algebra and inequality families plant them, and linear forms.

A slip changes one number of a text that is otherwise kept, so that the rest reads on as if nothing
had happened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from selfproof.world import terms
from selfproof.world.assess import IssueKind
from selfproof.world.families import phrases as say
from selfproof.world.families.base import Draws, Wrong
from selfproof.world.problem import Problem
from selfproof.world.props import Kind, Rel, RelOp
from selfproof.world.terms import Term, Var, num

WRONG_SIGN = "wrong sign"
WRONG_EQUALITY = "wrong equality case"
MISSING_BASE = "missing base value"
MISSING_CANDIDATE = "missing candidate"
"""Kinds of planted flaws beside those of `phrases`."""

FATAL = (
    IssueKind.FALSE_STEP,
    IssueKind.GAP,
    IssueKind.MISSING_CASE,
    IssueKind.MISSING_PART,
    IssueKind.WRONG_ANSWER,
    IssueKind.CIRCULAR,
    IssueKind.UNUSED_HYPOTHESIS,
)
MINOR = (IssueKind.SLIP, IssueKind.OMITTED_DETAIL)


def minor(text: str, flaw: str = say.SLIP, *found: IssueKind) -> Wrong:
    """A wrong version that nothing else needs."""
    return Wrong(text, flaw, found or MINOR, 0.5)


def fatal(text: str, flaw: str, *found: IssueKind, elsewhere: bool = False) -> Wrong:
    """A wrong version that the proof does not survive."""
    return Wrong(text, flaw, found or FATAL, 0.0, elsewhere)


def verdict(problem: Problem, draws: Draws) -> tuple[str, tuple[Wrong, ...]]:
    """The answer to "prove or disprove", and the wrong one."""
    no = draws.pick(("The statement is false.", "The statement is not true."))
    yes = draws.pick(("The statement is true.", "Yes, the statement is true."))
    text, other = (yes, no) if problem.truth else (no, yes)
    return text, (fatal(other, say.WRONG_ANSWER, IssueKind.WRONG_ANSWER),)


def off(draws: Draws, number: int) -> int:
    """A number near, as a miscalculation gives it: off by little, by ten, or the wrong sign."""
    choices = [number + 1, number - 1, number + 2, number - 2, number + 10, number - 10]
    if number:
        choices.append(-number)
    return draws.pick(choices)


def replace_last(text: str, old: str, new: str) -> str:
    """`text` with the last `old` replaced; the caller knows that it is there."""
    before, found, after = text.rpartition(old)
    if not found:
        raise ValueError(f"{old!r} is not in the text")
    return before + new + after


_WHOLE = re.compile(r"(?<![\d_^{])\d+(?![\d}])")


def with_slip(draws: Draws, text: str) -> str:
    """A text with one of its numbers changed (no index, exponent or argument); a text without
    numbers gets one more."""
    places = list(_WHOLE.finditer(text))
    if not places:
        return f"{text} + 1"
    place = draws.pick(places)
    number = int(place.group())
    changed = number + draws.pick((1, 2, -1) if number > 2 else (1, 2, 3))
    return f"{text[: place.start()]}{changed}{text[place.end() :]}"


# Linear forms: names and their coefficients, "" for the constant.

Linear = Mapping[str, int]


def linear_tex(form: Linear) -> str:
    """`2x - y + 3`, in the order of the mapping."""
    return say.sum_tex([(coef, name) for name, coef in form.items()])


def linear_term(form: Linear) -> Term:
    """The same as a term; the zero form is 0."""
    parts = [say.monomial(c, n, 1) if n else num(c) for n, c in form.items() if c]
    return terms.add(*parts)


def linear_value(form: Linear, values: Mapping[str, int]) -> int:
    """Its value at integers."""
    return sum(coef * (values[name] if name else 1) for name, coef in form.items())


def equals(name: str, number: int) -> Rel:
    """The proposition name = number."""
    return Rel("=", variable(name), num(number))


def plain(name: str) -> str:
    """The name of a variable that is written `x_{10}`: `x_10`."""
    return name.replace("{", "").replace("}", "")


def variable(name: str) -> Var:
    """The variable that is written so."""
    return Var(plain(name))


def bracket(text: str) -> str:
    """In brackets, unless it is a product or a number without a sign."""
    return f"({text})" if text[0] == "-" or " + " in text or " - " in text else text


def opposite(op: RelOp) -> str:
    """The LaTeX of the inequality turned round."""
    return {"<=": "\\ge", ">=": "\\le", "<": ">", ">": "<", "=": "\\ne", "!=": "="}[op]


def kinds(kind: Kind) -> str:
    """A kind in the plural, as a statement says it."""
    return f"{kind}s" if kind != "real" else "real numbers"


def index_tex(base: str, index: str | int) -> str:
    """`a_n`, `a_{n+1}`, `a_{12}`."""
    text = str(index)
    return f"{base}_{text}" if len(text) == 1 else f"{base}_{{{text}}}"


def pair(names: Sequence[str], values: Sequence[object]) -> str:
    """`(x, y) = (1, -2)`, or `x = 1` for one name."""
    if len(names) == 1:
        return f"{names[0]} = {values[0]}"
    return f"({', '.join(names)}) = ({', '.join(map(str, values))})"
