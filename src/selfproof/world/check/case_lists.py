"""That cases about the values of one term leave none of them out, and agree with what they come to.

The kernel sees from "6n - 8 divides 34" at once which n are possible. A text that goes through the
values one by one has to look at all of them, those that give no solution as well; and a case may
not come to values for which it does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfproof.world.assess import IssueKind
from selfproof.world.check import reasons as word
from selfproof.world.check.evidence import value
from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import (
    FALSE,
    INTEGERS,
    either,
    equation,
    free,
    number,
    options_of,
    parts_of,
)
from selfproof.world.check.state import Note, Walk
from selfproof.world.kernel import Facts, follows, truth
from selfproof.world.kernel.numbers import divisors
from selfproof.world.problem import Given
from selfproof.world.props import And, Divides, Or, Prop, Rel, RelOp, negation
from selfproof.world.show import words
from selfproof.world.terms import ZERO, Exact, Mul, Term, Var, num, variables

_LARGEST = 10**6


def fault(walk: Walk, frames: Sequence[Frame]) -> Note | None:
    """The first case that is missing, unfinished or at odds with its values."""
    for frame in frames:
        cases = [each for each in frame.branches if _is_case(each)]
        for each in cases:
            found = _at_odds(walk, each) or _unfinished(walk, each)
            if found is not None:
                return found
        if len(cases) > 1:
            left = _left_out(walk, frame, cases)
            if left is not None:
                reason = word.not_treated(words(left))
                return Note(-1, IssueKind.MISSING_CASE, reason)
    return None


def _is_case(frame: Frame) -> bool:
    return frame.kind in ("case", "suppose") and frame.condition is not None


def _at_odds(walk: Walk, frame: Frame) -> Note | None:
    """ "x + 1 = 1 and y + 10 = 72. Then x = 0 and y = 61." """
    if frame.dead or frame.condition is None:
        return None
    found: dict[str, Exact] = {}
    for said in frame.said:
        for part in parts_of(said):
            pair = equation(part)
            if pair is not None and found.setdefault(*pair) != pair[1]:
                return Note(frame.item, IssueKind.FALSE_STEP, word.false(part, {}))
    whole = {each for duty in walk.problem.obligations[:1] for each in duty.assume}
    for part in parts_of(frame.condition):
        if not found or part in whole or not isinstance(part, Rel):
            continue
        plain = walk.key(part)
        if free(plain) <= found.keys() and truth(plain, found) is False:
            return Note(frame.item, IssueKind.FALSE_STEP, word.at_odds(words(part)))
    return None


def _unfinished(walk: Walk, frame: Frame) -> Note | None:
    """A case that comes to no integer, which the text does not say."""
    if frame.dead or not frame.said:
        return None
    for given in walk.problem.givens:
        known = value(Var(given.name), frame.facts)
        if given.kind in INTEGERS and known is not None and known.denominator != 1:
            return Note(frame.item, IssueKind.OMITTED_DETAIL, word.no_integer(given.name))
    return None


def _left_out(walk: Walk, frame: Frame, cases: Sequence[Frame]) -> Prop | None:
    """A value from the list that the cases go through which none of them is about."""
    conditions = [each.closed_condition for each in cases]
    pieces = {
        part for each in conditions for option in options_of(each) for part in parts_of(option)
    }
    said = [each for outer in frame.chain() for each in outer.said]
    for options in _lists(said, pieces):
        for option in options:
            if pieces.isdisjoint(parts_of(option)) and not _is_out(
                walk, option, said, either(conditions)
            ):
                return option
    return None


def _lists(said: Sequence[Prop], pieces: set[Prop]) -> Iterator[tuple[Prop, ...]]:
    """For each term, the shortest list of values that the cases are about. Lists of solutions, and
    that all of them are checked, are judged elsewhere."""
    found: dict[Term, tuple[Prop, ...]] = {}
    for each in said:
        options = options_of(each)
        terms = {_of_value(parts_of(option)[0]) for option in options}
        term = terms.pop()
        if terms or term is None or isinstance(term, Var) or len(options) < 2:
            continue
        meet = any(not pieces.isdisjoint(parts_of(option)) for option in options)
        if meet and (term not in found or len(options) < len(found[term])):
            found[term] = options
    yield from found.values()
    for each in said:
        for term, whole in _divided(each):
            options = _divisors(term, whole)
            if term not in found and not pieces.isdisjoint(options):
                yield options


def _of_value(prop: Prop) -> Term | None:
    """The term that is said to be a number."""
    if isinstance(prop, Rel) and prop.op == "=" and number(prop.right) is not None:
        return prop.left
    return None


def _divided(said: Prop) -> Iterator[tuple[Term, Exact]]:
    """What is known to divide a number."""
    match said:
        case Divides(divisor, term) if variables(divisor):
            whole = number(term)
            if whole:
                yield divisor, whole
        case Rel("=", Mul((one, two)), right) if variables(one) and variables(two):
            product = number(right)
            if product:
                yield one, product


def _divisors(term: Term, whole: Exact) -> tuple[Prop, ...]:
    size = abs(int(whole))
    if whole.denominator != 1 or size > _LARGEST:
        return ()
    found = divisors(size) or []
    signed = [sign * d for d in found for sign in (1, -1)]
    return tuple(Rel("=", term, num(d)) for d in signed)


def _is_out(walk: Walk, option: Prop, said: Sequence[Prop], cases: Prop) -> bool:
    """The text has said something that excludes the value, or the variables are positive; or the
    value is in a case that says something else, as that the term is negative. That the variables
    are integers is not used: which values give none the text has to say."""
    bare = Facts(tuple(Given(each.name, "real") for each in walk.problem.givens))
    bare.learn(option)
    for given in walk.problem.givens:
        if given.kind in ("positive integer", "natural"):
            op: RelOp = ">=" if given.kind == "natural" else ">"
            bare.learn(Rel(op, Var(given.name), ZERO))
    if bare.false or follows(FALSE, bare) or follows(cases, bare):
        return True
    return any(_limits(each) and follows(negation(each), bare) for each in said)


def _limits(said: Prop) -> bool:
    """It is neither an equation nor a list of values."""
    match said:
        case Rel("=") | Or() | And():
            return False
        case _:
            return bool(free(said))
