"""That the text has put solutions into the condition.

It may do so term by term ("$20 - 16 + 5 = 9$" for $ab - 4a + b = 9$ at $(4, 5)$), by a division
that comes out ("$1^2 + 45 = 46 = 2 \\cdot 23$"), or not at all where it has shown that the
condition is equivalent to another one, and says that the values are solutions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from selfproof.world.assess import IssueKind
from selfproof.world.check import reasons as word
from selfproof.world.check.evidence import value
from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import free, substitute
from selfproof.world.check.solutions import all_branches, listed_values, single_values
from selfproof.world.check.state import Walk
from selfproof.world.kernel import truth
from selfproof.world.kernel.normal import normal
from selfproof.world.poly import ONE_POLY, constant
from selfproof.world.props import And, Divides, Or, Prop, Rel, negation, terms_of
from selfproof.world.terms import Add, Div, Mul, Num, Term, Undefined, Var, variables

Summands = frozenset[tuple[Fraction, int]]


def is_put_in(walk: Walk, show: Prop, values: dict[str, Term]) -> bool:
    """Whether the text has computed the condition `show` for these values."""
    said = [each for each in _said_for(walk, values) if not free(each)]
    instance = substitute(show, values)
    match instance:
        case Rel("=", left, right):
            sides = [side for side in (left, right) if not isinstance(side, Num)]
            return bool(sides) and all(_is_written(side, said) for side in sides)
        case Divides(divisor, term):
            d = number(divisor)
            if d is not None and _comes_out(d, term, said):
                return True
            return _in_its_case(walk, show, instance, values)
        case _:
            return False


def looks_at(frame: Frame, show: Prop, values: dict[str, Term]) -> bool:
    """Under these values the text says more than what the divisor is: "For n = -14 we have
    n + 3 = -11" does not look at the number that is to be divided."""
    if not isinstance(show, Divides):
        return bool(frame.said)
    instance = substitute(show, values)
    assert isinstance(instance, Divides)
    d, whole = number(instance.divisor), number(instance.term)
    if d in (1, -1, None):
        return bool(frame.said)
    for each in frame.said:
        if not isinstance(each, Rel) or each.op != "=":
            return True
        for side in (each.left, each.right):
            if value(side, frame.facts) == whole or isinstance(side, Div):
                return True
    return False


def both_sides(frame: Frame, instance: Prop) -> bool:
    """Of an equation whose sides both have to be computed, the text has computed both."""
    match instance:
        case Rel("=", left, right) if not isinstance(left, Num) and not isinstance(right, Num):
            pass
        case _:
            return True
    whole = number(left)
    said = [each for each in (*frame.said, *_inside(frame)) if not free(each)]
    found = {
        term
        for each in said
        if isinstance(each, Rel) and each.op == "="
        for term in (each.left, each.right)
        if isinstance(term, Add | Mul) and number(term) == whole
    }
    return len(found) > 1


def _inside(frame: Frame) -> Iterable[Prop]:
    for each in all_branches(frame):
        yield from each.said


def _in_its_case(walk: Walk, show: Prop, instance: Prop, values: dict[str, Term]) -> bool:
    """In a case that comes to these values the text says that the one divides the other, or
    writes the number, of which it speaks, as a product with the divisor."""
    assert isinstance(show, Divides)
    assert isinstance(instance, Divides)
    d, whole = number(instance.divisor), number(instance.term)
    for frame in all_branches(walk.root):
        if any(value(Var(name), frame.facts) != number(v) for name, v in values.items()):
            continue
        spoken = any(show.term in terms_of(each) for each in frame.said)
        for each in frame.said:
            match each:
                case Divides(left, right) if (number(left), number(right)) == (d, whole):
                    return True
                case Rel("=", Div(top, bottom), right) if (top, bottom) == (
                    show.term,
                    show.divisor,
                ):
                    quotient = number(right)
                    if quotient is not None and quotient.denominator == 1:
                        return True
                case Rel("=", _, Mul(factors)) if spoken and d in map(number, factors):
                    if number(each.right) == whole:
                        return True
    return False


def _said_for(walk: Walk, values: dict[str, Term]) -> list[Prop]:
    """What was claimed where no other values are supposed: the squares of 3 and -3 are the same,
    but a text has to look at both."""
    found = list(walk.root.said)
    for frame in all_branches(walk.root):
        known = {name: value(Var(name), frame.facts) for name in values}
        if all(values[name] == Num(v) for name, v in known.items() if v is not None):
            found += frame.said
    return found


def number(term: Term) -> Fraction | None:
    """Its value, where it has no variables."""
    if variables(term):
        return None
    try:
        found = normal(term)
    except Undefined:
        return None
    whole = constant(found.num)
    return Fraction(whole) if whole is not None and found.den == ONE_POLY else None


def _summands(term: Term) -> Summands | None:
    """The values of the summands of a sum, those that are 0 left out."""
    parts = term.terms if isinstance(term, Add) else (term,)
    values = [number(part) for part in parts]
    if None in values:
        return None
    return frozenset(Counter(value for value in values if value).items())


def _is_written(side: Term, said: Iterable[Prop]) -> bool:
    """A verified equation has this side with all of its terms computed."""
    wanted = _summands(side)
    if wanted is None:
        return False
    for prop in said:
        if isinstance(prop, Rel) and prop.op == "=":
            for term in (prop.left, prop.right):
                worked_out = isinstance(term, Add | Mul) or not isinstance(side, Add)
                if worked_out and _summands(term) == wanted:
                    return True
    return False


def _comes_out(d: Fraction, term: Term, said: list[Prop]) -> bool:
    """The term was computed, and is written as d times an integer, or divided by d."""
    whole = number(term)
    if whole is None or not d:
        return False
    for prop in said:
        if not (isinstance(prop, Rel) and prop.op == "="):
            continue
        for each in terms_of(prop):
            if isinstance(each, Div) and (number(each.top), number(each.bottom)) == (whole, d):
                return True
            if isinstance(each, Mul) and number(each) == whole and d in map(number, each.factors):
                return _is_written(term, said)
    return False


def by_equivalence(walk: Walk, show: Prop, values: dict[str, Term]) -> bool:
    """The text says that these values are solutions, and has shown that the condition says the same
    as another one, which they satisfy."""
    if not walk.solved:
        return False
    for said in walk.said:
        match said:
            case And((Or((_, other)), Or((no, condition)))) if no == negation(other):
                options = ((condition, other), (other, condition))
                for mine, theirs in options:
                    if theirs != show and walk.same(mine, show):
                        instance = substitute(theirs, values)
                        if not free(instance) and truth(instance, {}, walk.bare) is True:
                            return True
    return False


def claim_solutions(walk: Walk, count: int | None) -> list[Prop]:
    """ "All four are solutions": those of the values that the text has found for which this is
    false; a note when it is not clear which are meant."""
    show, answer = _condition(walk)
    if show is None or answer is None:
        return []
    names = free(answer)
    open_frames = list(walk.frame.chain())
    frames: list[Frame] = [*open_frames]
    for frame in open_frames:
        frames += all_branches(frame)
    found = listed_values(frames, names) or single_values(frames, names)
    wrong = []
    for each in found:
        instance = substitute(show, dict(each))
        if truth(instance, {}, walk.bare) is not True:
            wrong.append(instance)
    if not found or (count is not None and count != len(found)):
        walk.note(IssueKind.UNREAD, word.unread("it is not clear which solutions are meant"))
    return wrong


def _condition(walk: Walk) -> tuple[Prop | None, Prop | None]:
    for duty in walk.problem.obligations[:1]:
        if len(duty.assume) == 1:
            return duty.assume[0], duty.show
    return None, None
