"""Words for sequences: their first values, constant ratios, rules in common."""

from __future__ import annotations

import re

from selfproof.world.language.chains import note_chain
from selfproof.world.language.listing import formulas_from
from selfproof.world.language.patterns import NUMBERS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear
from selfproof.world.props import Forall, Kind, Prop, Rel
from selfproof.world.terms import ONE, Add, Call, Mul, Term, Var, add, mul, num

_COUNT = rf"(?P<count>{'|'.join(NUMBERS)}|{F})"
_OF_SEQUENCE = rf"(?: of the (?:sequence|recurrence|recursion)(?: {F})?)?"
_VALUES = r"(?:values|terms|elements|members)"
_FIRST_VALUES = re.compile(
    rf"(?:the|its|our) (?:first {_COUNT}|(?P<all>initial|starting|given|base)) {_VALUES}"
    rf"{_OF_SEQUENCE} are(?: given by)?(?: :)? (?={F})"
)


def first_values(phrase: Phrase, at: int) -> Said | None:
    """ "The first three values are $d_0 = 6$, $d_1 = 24$ and $d_2 = 24$": as many as the text says,
    from the first one on. They are what "they" and "all of them" mean next."""
    match = _FIRST_VALUES.match(phrase.text, at)
    kind = _start_kind(phrase)
    if match is None or kind is None:
        return None
    marks, end = formulas_from(phrase, match.end())
    props: list[Prop] = []
    elements: list[Term] = []
    for mark in marks:
        formula = phrase.formula(mark)
        if not isinstance(formula.first, Call):
            raise Unclear("an element of a sequence is expected")
        props += formula.props
        elements.append(formula.first)
    if len(set(elements)) < 2 or elements != _run(elements[0], kind, len(elements)):
        raise Unclear("these are not the first values")
    if not match.group("all") and phrase.count(match.group("count")) != len(elements):
        raise Unclear("this is another number of values")
    phrase.scope.listed = tuple(elements)
    return Said(props, end)


def _run(first: Term, kind: Kind, size: int) -> list[Term]:
    """The first elements of a sequence."""
    assert isinstance(first, Call)
    start = _START[kind]
    return [Call(first.name, (num(index),)) for index in range(start, start + size)]


_START: dict[Kind, int] = {"natural": 0, "positive integer": 1}


_GEOMETRIC = re.compile(
    rf"(?:the sequence )?(?P<s>{F}) is (?:thus |therefore |hence )?a geometric "
    rf"(?:sequence|progression) with (?:the )?(?:common )?(?:ratio|quotient) (?P<r>{F})"
    rf"|(?:each|every) term of (?:the sequence )?(?P<t>{F}) is (?P<q>{F}) times the (?:previous|"
    r"preceding) (?:one|term)"
)
_FIRST_TERM = re.compile(rf"(?:its|the) first (?:term|value|element) is ({F})")


def sequence_said(phrase: Phrase, at: int) -> Said | None:
    """ "(y_n) is a geometric sequence with ratio 3", "its first term is y_1 = 4"."""
    match = _GEOMETRIC.match(phrase.text, at)
    kind = _start_kind(phrase)
    if match is not None and kind is not None:
        term = phrase.term(match.group("s") or match.group("t"))
        ratio = phrase.term(match.group("r") or match.group("q"))
        if not isinstance(term, Call) or len(term.args) != 1 or not isinstance(term.args[0], Var):
            return None
        name = term.args[0].name
        after = Call(term.name, (add(Var(name), ONE),))
        return Said([Forall((name,), kind, Rel("=", after, mul(ratio, term)))], match.end())
    match = _FIRST_TERM.match(phrase.text, at)
    if match is None or kind is None:
        return None
    formula = phrase.formula(match.group(1))
    first = formula.first
    start = num(_START[kind])
    if not isinstance(first, Call) or first.args != (start,):
        return None
    note_chain(phrase, formula)
    return Said(list(formula.props), match.end())


def _start_kind(phrase: Phrase) -> Kind | None:
    """From where on the sequences of the problem are defined."""
    kinds = set(phrase.scope.vocabulary.kinds.values()) & {"natural", "positive integer"}
    return kinds.pop() if len(kinds) == 1 else None


_SAME_RULE = re.compile(
    rf"(?P<s>{F}) satisf(?:y|ies) the same (?:recurrence|recursion|recurrence relation)"
    rf"(?: as (?:the sequence(?: {F})?|{F}))?"
)


def same_rule_said(phrase: Phrase, at: int) -> Said | None:
    """ "f satisfies the same recurrence as the sequence"."""
    match = _SAME_RULE.match(phrase.text, at)
    rules = phrase.scope.vocabulary.rules
    if match is None or len(rules) != 1:
        return None
    term = phrase.term(match.group("s"))
    name = term.name if isinstance(term, Var | Call) else ""
    if name not in phrase.scope.names.sequences:
        return None
    rule, old = rules[0]
    inner = rule.prop
    assert isinstance(inner, Rel)
    new = Rel(inner.op, _renamed(inner.left, old, name), _renamed(inner.right, old, name))
    return Said([Forall(rule.names, rule.kind, new)], match.end())


def _renamed(term: Term, old: str, new: str) -> Term:
    match term:
        case Call(name, args) if name == old:
            return Call(new, args)
        case Add(parts):
            return add(*(_renamed(each, old, new) for each in parts))
        case Mul(parts):
            return mul(*(_renamed(each, old, new) for each in parts))
        case _:
            return term
