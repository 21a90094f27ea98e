"""Words for the relations that single families add (see `kernel.special`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selfproof.world.terms import Call, Num, Term

Tex = Callable[[Term], str]
_RELATED = {
    "sum": "have the sum ${}$",
    "difference": "differ by ${}$",
    "sum multiple": "have a sum divisible by ${}$",
    "difference multiple": "differ by a multiple of ${}$",
    "divides": "have the property that one divides the other",
    "coprime": "are coprime",
    "within": "differ by at most ${}$",
}
_ENOUGH = {
    "each box": 1,
    "two with": 1,
    "none with": 1,
    "no two": 1,
    "at most one": 2,
    "at most": 1,
    "choice without": 1,
    "box count": 1,
    "one box": 1,
    "becomes": 4,
    "at start": 3,
    "at target": 3,
    "always": 3,
    "goes": 4,
    "invariant": 2,
    "lies on": 3,
    "on ray": 3,
    "same line": 4,
    "differ": 4,
    "common point": 1,
    "worked out": 3,
    "all on": 2,
}
"""How many arguments a relation has at least; anything else is shown by its name."""


def family_words(relation: str, args: Sequence[Term], tex: Tex) -> str:
    """A proposition `Named(relation, args)` in words. Total."""
    if len(args) < _ENOUGH.get(relation, 0):
        return f"this ({relation}) holds"
    shown = [tex(arg) for arg in args]
    listed = ", ".join(shown)
    match relation:
        case "choose":
            return f"${shown[0]}$ of the given numbers are chosen"
        case "boxes":
            return "every number is in exactly one of the boxes"
        case "box count":
            return f"there are ${shown[0]}$ boxes"
        case "one box":
            return f"${shown[0]}$ is one of the boxes"
        case "each box":
            return f"two numbers in the same box always {_related(args[0], tex)}"
        case "same box":
            return "two of the chosen numbers are in the same box"
        case "two with":
            return f"two of the chosen numbers {_related(args[0], tex)}"
        case "take":
            return f"${listed}$ is a choice of the required number of the given numbers"
        case "none with":
            return f"no two of these numbers {_related(args[0], tex)}"
        case "no two":
            return f"no two of the chosen numbers {_related(args[0], tex)}"
        case "at most one":
            return f"at most one of ${listed}$ is chosen"
        case "at most":
            return f"at most ${shown[0]}$ numbers are chosen"
        case "choice without":
            return f"the numbers can be chosen so that no two {_related(args[0], tex)}"
        case "unreachable":
            return f"$({listed})$ cannot be reached"
        case "reachable":
            return f"$({listed})$ can be reached"
        case "both" if len(shown) == 2:
            return f"${shown[0]}$ and ${shown[1]}$ are the same number"
        case "odd ones" if shown:
            return f"exactly ${shown[0]}$ of these numbers are odd"
        case "such":
            return "there is such an object"
        case "example":
            return "this example has the required numbers"
        case "on ray":
            line = f"the line through ${shown[1]}$ with the direction ${shown[2]}$"
            return f"${shown[0]}$ lies on {line}"
        case "same line":
            first, second = f"{shown[0]} = {shown[1]}", f"{shown[2]} = {shown[3]}"
            return f"${first}$ and ${second}$ are equations of the same line"
        case "differ":
            by = f"${shown[2]}$ and ${shown[3]}$"
            return f"the coordinates of ${shown[0]}$ and ${shown[1]}$ differ by {by}"
        case "proper":
            return f"no three of the points ${listed}$ lie on a line"
        case "increasing":
            return f"the first coordinates of ${listed}$ increase"
        case "crossing":
            return "the lines are not all parallel"
        case "worked out":
            return f"this is what comes of ${shown[1]} = {shown[2]}$ for ${shown[0]}$"
        case "all on":
            points = ", ".join(f"${each}$" for each in shown[2:])
            return f"the points {points} lie on the line ${shown[0]} = {shown[1]}$"
        case "common point":
            return f"${shown[0]}$ lies on all of these lines"
        case "lies on":
            return f"${shown[0]}$ lies on the line ${shown[1]} = {shown[2]}$"
    return _process(relation, args, shown)


def _related(term: Term, tex: Tex) -> str:
    if not isinstance(term, Call) or term.name not in _RELATED:
        return "are related"
    return _RELATED[term.name].format(*map(tex, term.args) if term.args else ("",))


def _process(relation: str, args: Sequence[Term], shown: Sequence[str]) -> str:
    match relation:
        case "becomes":
            return (
                f"move ${shown[0]}$ turns ${shown[1]}$ into ${shown[2]}${_modulo(args[3], shown)}"
            )
        case "invariant":
            kept = "" if _is_zero(args[1]) else f" modulo ${shown[1]}$"
            return f"no move changes ${shown[0]}${kept}"
        case "at start" | "at target" | "always":
            exact = _is_zero(args[2])
            sign = "=" if exact else "\\equiv"
            mod = "" if exact else f" \\pmod{{{shown[2]}}}"
            where = {"at start": "at the start", "at target": "for the target"}.get(relation)
            return f"{where or 'in every state'} ${shown[0]} {sign} {shown[1]}{mod}$"
        case "goes":
            which = "a move leads" if _is_zero(args[0]) else f"move ${shown[0]}$ leads"
            return f"{which} from ${_state(shown[2])}$ to ${_state(shown[3])}$"
    return f"this ({relation}) holds"


def _state(shown: str) -> str:
    return shown.removeprefix("state")


def _modulo(term: Term, shown: Sequence[str]) -> str:
    return "" if _is_zero(term) else f" modulo ${shown[3]}$"


def _is_zero(term: Term) -> bool:
    return isinstance(term, Num) and term.value == 0
