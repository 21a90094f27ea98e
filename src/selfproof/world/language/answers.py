"""Answers and examples: "the solutions are n = 1 and n = 5", "take n = 4"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from selfproof.world.language.listing import assigned
from selfproof.world.language.patterns import F, compiled
from selfproof.world.language.phrase import Phrase, Unclear, both, is_formula
from selfproof.world.language.statements import Answer, Example, ToShow
from selfproof.world.props import And, Cong, Is, Or, Prop, Rel, negation
from selfproof.world.terms import Call, Num, Point, Term, Var, variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_THING = (
    r"(?:answers?|solutions?(?: {F})?|solution set|remainder|values?(?: of {F})?|integers?(?: "
    r"{F})?|numbers?(?: {F})?|"
    r"pairs?(?: {F})?|possibilities|possible values?(?: of {F})?|result|set of "
    r"solutions|solution pairs?)"
).replace("{F}", F)
_OF = (
    r"(?: (?:of|to|for|in|with|asked for|we asked for|sought|when|on|upon|that|which|"
    r"modulo|satisfying|are looking for|we seek)"
    rf"(?: (?:the|this|our|equation|problem|integers|positive|condition|given|division|"
    rf"divided|is|by|work|when|number|question|required|property|conditions|statement|"
    rf"for|satisfy|it|{F}))*)?"
)
_IS = re.compile(
    rf"(?:(?:the|all|these|our) )?(?:(?:only|possible|integer|integral|desired|"
    rf"required|final|complete|full|positive|wanted|sought|correct|exact|all|such|"
    rf"following) )*{_THING}{_OF}"
    r" (?:is|are)(?: (?:given by|exactly|precisely|therefore|thus|hence|then|just|the "
    r"following|only|equal to|both|the (?:integers|numbers|values|pairs)|as "
    r"follows))*(?: :)? "
)
_COLON = re.compile(r"(?:the |final )*answer :(?: the (?:remainder|solutions?) (?:is|are))? ")
_ARE = compiled(
    r"(?:exactly |only |precisely |the )?{M} (?:is|are) (?:therefore |thus |hence |"
    r"exactly |precisely |indeed |in fact )?(?:the |all )?(?:only |all |all the "
    r")?(?:possible |integer )*"
    r"(?:solutions?|answers?|possibilities|integers (?:with|that)|values?|pairs?)(?: "
    r"of the equation| there are| in integers| in question)?"
)
_ONLY = compiled(
    r"(?:only|exactly|precisely) {L} (?:works?|satisf(?:y|ies) the condition|(?:is|"
    r"are) possible|solves? (?:the equation|it))"
)
_PART = re.compile(rf"(?: ,)?(?: and| or| as well as)? ({F})")


def answer(reader: SentenceReader, at: int) -> int | None:
    """Reads an answer."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _IS.match(text, at) or _COLON.match(text, at)
    if match is not None:
        end = match.end()
        if not is_formula(text[end : end + 1]):
            return None
        end += 1
        while (more := _PART.match(text, end)) is not None:
            end = more.end()
        marks = text[match.end() : end]
        if not _is_asked(phrase, match.group(), marks):
            return None
        # "We work modulo n - 2" was about the congruences before.
        modulus, phrase.scope.modulus = phrase.scope.modulus, None
        try:
            said = _prop(phrase, marks)
        finally:
            phrase.scope.modulus = modulus
        reader.add(Answer(said), at, end)
        return end
    match = _ARE.match(text, at) or _ONLY.match(text, at)
    if match is None:
        return None
    marks, end = match.group(1), match.end()
    reader.add(Answer(_prop(phrase, marks)), at, end)
    return end


_REMAINDER_OF = re.compile(rf"remainder .*{F}")


def _is_asked(phrase: Phrase, words: str, marks: str) -> bool:
    """Not "the value of $S$ is $5$", which is a claim about S."""
    if "value" in words or "number" in words or "integer" in words or "result" in words:
        named = [each for each in words if is_formula(each)]
        if named:
            return phrase.raw(named[0]).strip() in phrase.scope.vocabulary.kinds
        return "possible" in words or "only" in words or "all" in words or "integers" in words
    if "remainder" in words:
        if phrase.scope.vocabulary.asked is None:
            return False
        named = [each for each in words if is_formula(each)]
        if named:
            asked = [phrase.term(each) for each in named]
            known = (phrase.scope.vocabulary.asked, phrase.scope.vocabulary.modulus)
            return all(each in known for each in asked)
    return True


def _prop(phrase: Phrase, marks: str) -> Prop:
    """The listed values as a proposition about what is asked."""
    props: list[Prop] = []
    values: list[Term] = []
    for mark in marks:
        if is_formula(mark):
            formula = phrase.formula(mark)
            kept: list[Prop] = [each for each in formula.props if not isinstance(each, Is)]
            if len(kept) > 1 and _one_chain(kept):
                kept = kept[:1]
            props += [both(kept)] if kept else []
            for term in formula.terms:
                values += (
                    list(term.args) if isinstance(term, Call) and term.name == "set" else [term]
                )
    if props and values:
        named = [name for name, _ in _assigned(props[0])]
        if len(props) > 1:
            raise Unclear("the answer is not clear")
        props += [assigned(named, value) for value in values]
        return Or(tuple(props))
    if values:
        props = [_value(phrase, value) for value in values]
    if len(props) == 1:
        return props[0]
    names = [frozenset(_left(prop)) for prop in props]
    if (
        len(set(names)) == len(names)
        and all(len(name) == 1 for name in names)
        and " or " not in marks
    ):
        return And(tuple(props))
    return Or(tuple(props))


def _one_chain(props: list[Prop]) -> bool:
    """`n = 2 \\cdot 3 = 6` gives one value."""
    return all(
        isinstance(a, Rel) and isinstance(b, Rel) and a.op == b.op == "=" and a.right == b.left
        for a, b in pairwise(props)
    )


def _left(prop: Prop) -> frozenset[str]:
    return variables(prop.left) if isinstance(prop, Rel) else frozenset()


def _value(phrase: Phrase, value: Term) -> Prop:
    vocabulary = phrase.scope.vocabulary
    if vocabulary.asked is not None:
        if vocabulary.modulus is not None:
            return Cong(vocabulary.asked, value, vocabulary.modulus)
        return Rel("=", vocabulary.asked, value)
    names = list(vocabulary.kinds)
    if isinstance(value, Point) and len(names) == 2:
        return And((Rel("=", Var(names[0]), value.x), Rel("=", Var(names[1]), value.y)))
    if isinstance(value, Call) and value.name == "tuple" and len(names) == len(value.args):
        return And(tuple(Rel("=", Var(n), v) for n, v in zip(names, value.args, strict=True)))
    if len(names) != 1 or isinstance(value, Point):
        raise Unclear("the answer is not clear")
    return Rel("=", Var(names[0]), value)


_TAKE = re.compile(
    r"(?:(?:for example|for instance|indeed|we|let us|now) (?:, )?)*(?:take|consider|"
    r"choose|pick|try|"
    r"(?:a|one|the|our) counterexample is(?: given by| provided by)?|counterexample :|"
    r"an example is(?: given by)?|"
    rf"a counterexample :|as a counterexample (?:, )?take|put|set|look at)(?: for "
    rf"example| for instance| the (?:values?|case|numbers?|integers?|pair|point|triple|quadruple|"
    rf"choice))?(?: "
    rf",)? (?={F})"
)
_IS_COUNTER = compiled(r"{M} (?:is|are|gives|give|provides|yields) (?:a|the) counterexample")
_FOR_EXAMPLE = re.compile(
    r"(?:it (?:fails|does not hold|is false) (?:for|when|at)|for example for|fails "
    r"for) (?=F)".replace("F", F)
)


def example(reader: SentenceReader, at: int) -> int | None:
    """Reads particular values."""
    phrase, text = reader.phrase, reader.phrase.text
    counter = _IS_COUNTER.match(text, at)
    if counter is not None:
        marks, end = counter.group(1), counter.end()
    else:
        match = _TAKE.match(text, at) or _FOR_EXAMPLE.match(text, at)
        if match is None:
            return None
        end = match.end() + 1
        while (more := _PART.match(text, end)) is not None:
            end = more.end()
        marks = text[match.end() : end]
    values: list[tuple[str, Term]] = []
    for prop in phrase.props(marks):
        values += _assigned(prop)
    names = [name for name, _ in values]
    if len(set(names)) != len(names) or not set(names) <= set(phrase.scope.vocabulary.kinds):
        return None
    said = phrase.scope.at(dict(values)) if counter is not None else None
    if isinstance(said, Rel):
        # Shown by what follows; but it may not be false.
        reader.add(ToShow(negation(said)), at, end)
    reader.add(Example(tuple(values)), at, end)
    reader.scope.exemplified = True
    reader.scope.assigned |= {name: value for name, value in values if isinstance(value, Num)}
    return end


def _assigned(prop: Prop) -> list[tuple[str, Term]]:
    parts = prop.parts if isinstance(prop, And) else (prop,)
    found = []
    for part in parts:
        if not isinstance(part, Rel) or part.op != "=" or not isinstance(part.left, Var):
            raise Unclear("values are expected")
        if variables(part.right):
            raise Unclear("values are expected")
        found.append((part.left.name, part.right))
    return found
