"""What is wrong, in the words of a mathematician."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from selfproof.world.check.frames import Frame
from selfproof.world.check.logic import FALSE, either, equation, options_of
from selfproof.world.kernel import refute
from selfproof.world.props import Cong, Prop
from selfproof.world.show import tex, words
from selfproof.world.terms import Exact, Num, Term, Var

_MOST_NAMED = 6
_LARGEST = 10**9
"""Larger numbers are not shown."""


def values_text(values: Mapping[str, Exact]) -> str:
    """`$n = 2$ and $m = 3$`."""
    shown = [f"${tex(Var(name))} = {tex(Num(value))}$" for name, value in sorted(values.items())]
    return listed(shown)


def not_on_every_line(values: Mapping[str, Exact]) -> str:
    """A point was not put into the equation of each line."""
    return (
        f"It is not shown for each of the lines that the point with {values_text(values)} is on it."
    )


def listed(shown: Sequence[str]) -> str:
    """a, b and c."""
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def false(prop: Prop, values: Mapping[str, Exact]) -> str:
    """A claim that is false."""
    if not values or any(max(abs(v.numerator), v.denominator) > _LARGEST for v in values.values()):
        return f"The claim that {words(prop)} is false."
    return f"The claim that {words(prop)} is false: take {values_text(values)}."


def other_numbers(prop: Prop) -> str:
    """A comparison that is beside the point."""
    return f"That {words(prop)} is no reason: the sides are other numbers."


def detail(prop: Prop) -> str:
    """A claim that needs a few words more."""
    return f"That {words(prop)} is true, but the short argument for it is left out."


def unproved(prop: Prop) -> str:
    """A claim that does not follow."""
    return f"It is not shown that {words(prop)}; this does not follow from what was said before."


def large_power(prop: Prop) -> str:
    """A number that nobody sees."""
    return (
        f"That {words(prop)} is true, but nobody sees it: a power this large has to be computed in "
        "steps."
    )


def too_long() -> str:
    """Nobody follows this."""
    return "The proof is too long and too tangled to be followed up to this claim."


def bold_step(prop: Prop) -> str:
    """The next value, by itself."""
    return (
        f"That {words(prop)} is what the inductive step has to show; it is only claimed, and the "
        "induction hypothesis is not used."
    )


def no_contradiction(detail_only: bool) -> str:
    """A contradiction that is none, or that is not explained."""
    if detail_only:
        return "There is a contradiction here, but it is not said which facts clash."
    return "No contradiction has been shown here."


def no_witness(names: Sequence[str], prop: Prop) -> str:
    """A thing that need not exist."""
    letters = listed([f"${tex(Var(name))}$" for name in names])
    return f"It is not shown that there is such a value of {letters}, with {words(prop)}."


def no_value(name: str, value: Term) -> str:
    """A definition that defines nothing."""
    return f"The letter ${tex(Var(name))}$ is set to ${tex(value)}$, which need not exist."


def not_introduced(names: Sequence[str]) -> str:
    """A letter that comes from nowhere."""
    letters = listed([f"${tex(Var(name))}$" for name in names])
    verb = "are" if len(names) > 1 else "is"
    return f"{letters} {verb} used without being introduced."


def not_symmetric(prop: Prop) -> str:
    """Generality is lost."""
    return (
        f"Assuming that {words(prop)} loses generality: the problem is not visibly symmetric, and "
        "the other case is not treated."
    )


def unread(why: str) -> str:
    """A sentence outside the language."""
    tail = f" ({why})" if why else ""
    return f"This cannot be read as a justified mathematical statement{tail}."


def missing_case(frame: Frame, branches: Sequence[Frame], giving: Sequence[Frame]) -> str:
    """Cases that do not cover everything."""
    conditions = [branch.closed_condition for branch in giving]
    left = missing_conditions(frame, conditions)
    if left:
        return f"The cases do not cover everything: {listed(left)} is not treated."
    return "The cases do not cover everything, so the claim is shown only under some conditions."


def not_treated(left: str) -> str:
    """A value from the list that the cases go through."""
    return f"The cases do not cover everything: {left} is not treated."


def at_odds(part: str) -> str:
    """A case that comes to values for which it does not hold."""
    return f"The values that this case comes to do not fit {part}."


def no_integer(name: str) -> str:
    """The text leaves a case open."""
    return f"It is not said that this case gives no integer ${name}$."


def missing_conditions(frame: Frame, conditions: Sequence[Prop]) -> list[str]:
    """What no case treats: residues, listed values, or an example."""
    residues = _missing_residues(conditions)
    if residues:
        return residues
    listed_values = _missing_values(frame, conditions)
    if listed_values:
        return listed_values
    values = refute(either(conditions), frame.facts)
    return [values_text(values)] if values else []


def _missing_residues(conditions: Sequence[Prop]) -> list[str]:
    """Residue classes of one variable that are not among the conditions."""
    found: dict[tuple[Term, int], set[int]] = {}
    for condition in conditions:
        for each in options_of(condition):
            if not isinstance(each, Cong) or not isinstance(each.right, Num):
                return []
            modulus, residue = each.modulus, each.right.value
            if not isinstance(modulus, Num) or residue.denominator != 1:
                return []
            m = int(modulus.value)
            if not 1 < m <= 64:
                return []
            found.setdefault((each.left, m), set()).add(int(residue) % m)
    if len(found) != 1:
        return []
    ((term, m), seen), *_ = found.items()
    left = [r for r in range(m) if r not in seen]
    return [f"${tex(term)} \\equiv {r} \\pmod{{{m}}}$" for r in left[:_MOST_NAMED]]


def _missing_values(frame: Frame, conditions: Sequence[Prop]) -> list[str]:
    """Values from a known list that are not among the conditions."""
    seen = {equation(each) for condition in conditions for each in options_of(condition)}
    if None in seen or not seen:
        return []
    for known in frame.facts.props:
        options = [equation(each) for each in options_of(known)]
        if len(options) > 1 and None not in options and seen < set(options):
            left = [each for each in options if each is not None and each not in seen]
            return [f"${tex(Var(name))} = {tex(Num(value))}$" for name, value in left[:_MOST_NAMED]]
    return []


def not_in_every_case(labels: Sequence[str], show: Prop) -> str:
    """Some cases end without the claim."""
    return f"In {listed(labels)} it is not shown that {statement(show)}."


def not_shown(show: Prop, part: str) -> str:
    """An obligation that nothing settles."""
    if part:
        return f"The proof does not show that {part}."
    return f"The proof does not establish that {statement(show)}."


def statement(show: Prop) -> str:
    """What is to be shown, in words."""
    return "there is a contradiction" if show == FALSE else words(show)


def no_base(bases: Sequence[int], name: str) -> str:
    """Base values that are missing."""
    shown = listed([f"${tex(Var(name))} = {value}$" for value in bases])
    verb = "are" if len(bases) > 1 else "is"
    noun = "base cases" if len(bases) > 1 else "base case"
    return f"The {noun} {shown} {verb} not shown, and the induction needs {_them(bases)}."


def _them(bases: Sequence[int]) -> str:
    return "them" if len(bases) > 1 else "it"


def no_step() -> str:
    """A step that does not arrive."""
    return "The inductive step does not lead from the hypothesis to the next value."


def circular(show: Prop) -> str:
    """What is to be proved is assumed."""
    return f"The proof supposes what it has to show, namely that {statement(show)}."


def wrong_verdict(truth: bool) -> str:
    """True for false or the other way round."""
    said, real = ("true", "false") if not truth else ("false", "true")
    return f"The proof says that the statement is {said}, but it is {real}."


def wrong_answer(prop: Prop, right: Prop) -> str:
    """Another answer."""
    return f"The answer given is that {words(prop)}, but the right answer is that {words(right)}."


def no_answer() -> str:
    """No answer at all."""
    return "The proof does not state its answer."


def not_listed(answer: str) -> str:
    """The list comes from nowhere."""
    return f"It is not shown that only the values in {answer} are possible."


def not_excluded(shown: Sequence[str]) -> str:
    """A possible value that is no solution, and nobody says why."""
    verb = "are" if len(shown) > 1 else "is"
    return f"It is not shown that {listed(shown)} {verb} no solution."


def unchecked(shown: Sequence[str]) -> str:
    """Solutions that were not put in."""
    verb = "are" if len(shown) > 1 else "is"
    return f"It is not checked that {listed(shown)} {verb} indeed a solution."


def bold(prop: Prop) -> str:
    """The statement is claimed, not proved."""
    return f"That {words(prop)} is what has to be proved; here it is only claimed."
