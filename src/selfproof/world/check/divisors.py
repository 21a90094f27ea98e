"""What is known of every common divisor holds for the greatest one.

"Let d be a common divisor of a and b. ... So d divides 7. Hence gcd(a, b) divides 7." Such a d
stands for all of them when nothing else was assumed of it, whether it was introduced by "let" or
by a supposition that has ended. Where no prime divides both numbers they are coprime.
"""

from __future__ import annotations

from collections.abc import Callable

from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import parts_of
from selfproof.world.kernel import follows
from selfproof.world.props import And, Divides, Exists, Is, Kind, Not, Or, Prop, Rel
from selfproof.world.terms import ONE, ZERO, Call, Num, Term, Var, num

Holds = Callable[[Frame, Prop], bool]
_KINDS: frozenset[Kind] = frozenset(("integer", "natural", "positive integer"))


def by_common_divisor(frame: Frame, prop: Prop, holds: Holds) -> bool:
    """Whether a claim "gcd(a, b) divides c" or "gcd(a, b) = c" holds for this reason."""
    match prop:
        case Divides(Call("gcd", (a, b)), c):
            return _divide(frame, a, b, c, holds)
        case Rel("=", Call("gcd", (a, b)), Num(value) as c) if value >= 1:
            if value != 1:
                ours = (Divides(c, a), Divides(c, b))
                return all(follows(p, frame.facts) for p in ours) and _divide(frame, a, b, c, holds)
            return _divide(frame, a, b, ONE, holds) or _no_prime(frame, a, b)
        case Not(Exists((name,), kind, inner)) if frame.shown_branches():
            return _refuted(frame, name, kind, inner)
        case _:
            return False


def _divide(frame: Frame, a: Term, b: Term, c: Term, holds: Holds) -> bool:
    """Every common divisor of a and b divides c."""
    for name, origin in frame.names.items():
        # Not a name of an outer frame: here more may be assumed of it.
        if origin.every and not origin.given and origin.kind in _KINDS:
            d = Var(name)
            if _are_all(frame, d, origin.limits, a, b) and _divides(frame, d, c):
                return True
    for branch in frame.shown_branches()[-6:]:
        if len(branch.own) != 1 or branch.condition is None:
            continue
        ((name, kind),) = branch.own.items()
        d = Var(name)
        all_of_them = kind in _KINDS and _are_all(frame, d, parts_of(branch.condition), a, b)
        if all_of_them and (branch.dead or holds(branch, Divides(d, c))):
            return True
    return False


def _divides(frame: Frame, d: Var, c: Term) -> bool:
    unit = Or((Rel("=", d, ONE), Rel("=", d, num(-1))))
    return follows(Divides(d, c), frame.facts) or (c == ONE and follows(unit, frame.facts))


def _are_all(frame: Frame, d: Var, limits: tuple[Prop, ...], a: Term, b: Term) -> bool:
    """Nothing is asked of d but that it divides a and b, and perhaps that it is positive."""
    asked: list[Term] = []
    for limit in (part for each in limits for part in parts_of(each)):
        match limit:
            case Divides(divisor, term) if divisor == d:
                asked.append(term)
            case Rel(">", left, right) if (left, right) == (d, ZERO):
                pass
            case Rel(">=", left, right) if left == d and right in (ZERO, ONE):
                pass
            case Is(term, kind) if term == d and kind in _KINDS:
                pass
            case _:
                return False
    return all(any(_same(frame, term, each) for each in (a, b)) for term in asked)


def _same(frame: Frame, first: Term, second: Term) -> bool:
    return first == second or follows(Rel("=", first, second), frame.facts)


def _refuted(frame: Frame, name: str, kind: Kind, inner: Prop) -> bool:
    """A supposition "d divides a and b" has come to a contradiction, and so no d does."""
    asked = parts_of(inner)
    if len(asked) != 2 or not all(
        isinstance(each, Divides) and each.divisor == Var(name) for each in asked
    ):
        return False
    a, b = (each.term for each in asked if isinstance(each, Divides))
    for branch in frame.shown_branches()[-6:]:
        if branch.dead and branch.condition is not None and list(branch.own.values()) == [kind]:
            (own,) = branch.own
            if _are_all(frame, Var(own), parts_of(branch.condition), a, b):
                return True
    return False


def _no_prime(frame: Frame, a: Term, b: Term) -> bool:
    """No prime divides a and b."""
    for known in frame.facts.props:
        match known:
            case Not(Exists((name,), kind, inner)):
                # A prime is greater than 1.
                big = Rel(">", Var(name), ONE)
                asked = tuple(part for part in parts_of(inner) if part != big)
                enough = kind == "prime" or (kind in _KINDS and len(asked) < len(parts_of(inner)))
                if enough and _are_all(frame, Var(name), asked, a, b):
                    return True
    return _refuted(frame, "p", "prime", And((Divides(Var("p"), a), Divides(Var("p"), b))))
