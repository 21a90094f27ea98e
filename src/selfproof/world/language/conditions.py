"""Units that suppose something or open a case: suppose, if, case, for n = 5, n = 2 gives."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from selfproof.world.language import fixed, inductive
from selfproof.world.language.chains import note_chain
from selfproof.world.language.clauses import condition, conjunction
from selfproof.world.language.connectives import STOP
from selfproof.world.language.patterns import F, compiled
from selfproof.world.language.phrase import (
    Phrase,
    Said,
    Spoken,
    Unclear,
    both,
    is_formula,
    spelled_out,
)
from selfproof.world.language.statements import (
    Case,
    Cases,
    Claim,
    EndCases,
    Purpose,
    Suppose,
)
from selfproof.world.language.suffixes import FOR_ALL, quantified
from selfproof.world.language.text import LABEL
from selfproof.world.props import And, Cong, Or, Prop, Rel, negation
from selfproof.world.terms import TWO, Call, Num, Var, num, variables

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader


_SUPPOSE = re.compile(
    r"(?:let us |we |now |first |next |we now |we may |we can |we will )*(?:suppose|"
    r"assume|suppose now|assume now|assuming|supposing)(?: now| first| next| "
    r"further| also| moreover| instead| now first)?"
    r"(?P<contra>(?: ,)? (?:for (?:the sake of )?(?:a |the )?contradiction|to the "
    r"contrary|on the contrary|towards? a contradiction|contrary to the claim|for "
    r"contradiction's sake|by way of contradiction|to obtain a contradiction)(?: "
    r",)?)?"
    r"(?P<general>(?: ,)? without loss of generality(?: ,)?)?(?: that)? "
)


_WLOG = re.compile(
    r"(?:without (?:any )?loss of generality|wlog)(?: ,)? (?:(?:we (?:can |may "
    r")?)?(?:let us )?(?:suppose|assume|let)(?: that)? )?"
)


_CONTRA = re.compile(
    r"(?:for (?:the sake of )?(?:a )?contradiction|to the contrary|towards? a "
    r"contradiction|by contradiction|by way of contradiction) , (?:let us "
    r")?(?:suppose|assume)(?: that)? "
)


_OTHERWISE = re.compile(
    r"(?:otherwise|not|the contrary|the opposite|it is false|it does not hold|this is "
    r"false|the statement is false|the claim is false|(?:that )?it is not true|there "
    r"were)(?=$| [.,])"
)


def suppose_unit(reader: SentenceReader, at: int) -> int | None:
    phrase, text = reader.phrase, reader.phrase.text
    match = _WLOG.match(text, at)
    purpose: Purpose = "assumption"
    if match is not None:
        purpose = "general"
    else:
        match = _CONTRA.match(text, at)
        if match is not None:
            purpose = "contradiction"
        else:
            match = _SUPPOSE.match(text, at)
            if match is None:
                return None
            if match.group("contra"):
                purpose = "contradiction"
            elif match.group("general"):
                purpose = "general"
    start = match.end()
    if _OTHERWISE.match(text, start):
        other = _OTHERWISE.match(text, start)
        statement = reader.scope.statement
        if statement is None or other is None:
            raise Unclear("it is not clear what is supposed")
        reader.add(Suppose(negation(statement), "contradiction"), at, other.end())
        return other.end()
    assumed = inductive.hypothesis(reader, start, at)
    if assumed is not None:
        return assumed
    said = conjunction(phrase, start)
    if said is None:
        return None
    return supposed(reader, said, purpose, at)


_FOR_CONTRA = re.compile(
    r"(?: ,)? (?:for (?:the sake of )?(?:a )?contradiction|towards? a contradiction)(?=$| [.,])"
)


def supposed(reader: SentenceReader, said: Said, purpose: Purpose, at: int) -> int | None:
    """Adds a supposition of what a clause says."""
    if said.note or said.closes or said.defined:
        return None
    late = _FOR_CONTRA.match(reader.phrase.text, said.end)
    if late is not None:
        purpose, said.end = "contradiction", late.end()
    for reason in said.reasons:
        if reason.since is not None:
            return None
    prop = said.prop
    if purpose == "assumption" and inductive.is_hypothesis(reader, both(said.props)):
        prop, purpose = both(said.props), "hypothesis"
        new = sorted(set(reader.scope.unknown([prop])) | set(said.names))
        reader.scope.step = Var(new[0]) if len(new) == 1 else reader.scope.step
        reader.scope.induction, reader.scope.hypothesized = False, True
    reader.add(Suppose(prop, purpose), at, said.end)
    reader.scope.known |= set(said.names) | set(reader.scope.unknown([prop]))
    return said.end


_THEN = re.compile(r"(?: ,)?(?: then(?: ,)?| we (?:have|get|obtain|see)(?: that)?)? ")


_IF = re.compile(
    r"(?:if|when|whenever|in case|assuming|supposing)(?: instead| now| however| also| "
    r",)?(?: we (?:have|assume|suppose)(?: that)?)? "
)


def condition_unit(reader: SentenceReader, at: int) -> int | None:
    """ "If P, then Q." opens a case."""
    phrase, text = reader.phrase, reader.phrase.text
    match = _IF.match(text, at)
    if match is None:
        return None
    commas = " then " in text[match.end() :]
    meant = phrase.scope.spoken
    said = conjunction(phrase, match.end(), commas=commas)
    if said is None or said.note or said.defined or said.closes:
        return None
    _keep_spoken(phrase, said, match.end(), meant)
    if said.end < len(text) and not text.startswith(
        (" ,", " then", " we ", " :", " it "), said.end
    ):
        return None
    case(reader, phrase_label(phrase, match.end(), said.end), said, at)
    return said.end


_ELSE = re.compile(r"(?:otherwise|in the (?:other|opposite|remaining) case|if not)(?: ,)?(?= )")


def otherwise(reader: SentenceReader, at: int) -> int | None:
    """ "Otherwise ...": the last condition does not hold."""
    match = _ELSE.match(reader.phrase.text, at)
    condition_said = reader.scope.condition
    if match is None or condition_said is None:
        return None
    match condition_said:
        case Cong(left, Num(0 | 1 as rest), Num(2)):
            denied: Prop = Cong(left, num(1 - rest), TWO)
        case _:
            denied = negation(condition_said)
    reader.add(Case("otherwise", denied), at, match.end())
    reader.runs_on = True
    return match.end()


def _keep_spoken(phrase: Phrase, said: Said, at: int, meant: Spoken) -> None:
    """In "for $n \\equiv 1$ it is ..." the word "it" is not about n."""
    formula_only = is_formula(phrase.text[at]) and said.end == at + 1
    if formula_only and all(map(_gives_value, said.props)):
        phrase.scope.spoken = meant


def _gives_value(prop: Prop) -> bool:
    match prop:
        case Rel("=", _, right) | Cong(_, right, _):
            return not variables(right)
        case _:
            return False


_LINE = re.compile(rf"({F}) : (?=(?:the|it|this|they|then|here|we|both|these)\b)")


def line_case(reader: SentenceReader, at: int) -> int | None:
    """ "$x^5 \\equiv 0$: the sum is ...": a line of a table, for one value."""
    phrase = reader.phrase
    match = _LINE.match(phrase.text, at)
    if match is None or at:
        return None
    props = phrase.formula(match.group(1)).props
    left = props[0].left if len(props) == 1 and isinstance(props[0], Rel | Cong) else None
    if left is None or not _gives_value(props[0]) or not variables(left):
        return None
    case(reader, phrase.raw(match.group(1)), Said(list(props), at + 1), at)
    return at + 1


def phrase_label(phrase: Phrase, at: int, end: int) -> str:
    """A condition as the text has it, for a label."""
    words = []
    for word in phrase.text[at:end].split(" "):
        words.append(phrase.raw(word) if is_formula(word) else word)
    return " ".join(words)[:80]


def case(reader: SentenceReader, label: str, said: Said, at: int) -> None:
    """Opens a case with a condition."""
    said.props = spelled_out(said.props)
    reader.scope.condition = None if said.names else said.prop
    reader.add(Case(label, said.prop), at, said.end)
    reader.scope.known |= set(said.names) | set(reader.scope.unknown(said.props))


_CASE = re.compile(
    rf"(?:(?:now |next |finally |first )?(?:we )?(?:consider |we consider |treat |take "
    rf")?)(?P<word>case|subcase) (?P<label>{LABEL})?"
)


_CASE_OF = re.compile(r"(?: (?:of|where|that|when|in which|with|is|is that))? ?")


_CASE_OPEN = re.compile(
    r"(?: [:.,(]| dash)*(?: (?:if|when|suppose that|suppose|assume that|assume|where|"
    r"that|let us assume that|in this case we assume that|now suppose that))? "
)


_ORDINAL_CASE = re.compile(
    r"(?:in |for )?the (?P<label>first|second|third|fourth|last|remaining|other|"
    r"former|latter) case(?: is(?: that)?)?(?=$| )(?: ,)?"
)


_IN_CASE = re.compile(rf"in (?P<word>case|subcase) {LABEL}(?: ,)?(?= )")


def case_unit(reader: SentenceReader, at: int) -> int | None:
    phrase, text = reader.phrase, reader.phrase.text
    match = _IN_CASE.match(text, at)
    if match is not None:
        reader.add(Case(f"Case {_label(phrase, at)}", None), at, match.end())
        reader.runs_on = True
        return match.end()
    match = _CASE.match(text, at)
    if match is None:
        return None
    name = match.group("word").capitalize()
    if match.group("label"):
        label = f"{name} {_label(phrase, at)}"
        end = match.end()
    else:
        label, end = "", match.end() - 1
        if not is_formula(text[match.end() : match.end() + 1]):
            label = ""
    if end >= len(text):
        if not label:
            return None
        reader.add(Case(label, None), at, end)
        reader.scope.pending_case = True
        return end
    opened_at = _CASE_OPEN.match(text, end)
    if opened_at is None:
        return None
    start = opened_at.end()
    said = case_condition(reader, start)
    if said is None:
        if not label:
            return None
        reader.add(Case(label, None), at, end)
        return end
    if opened_at.group().rstrip().endswith("(") and text.startswith(" )", said.end):
        said.end += 2
    case(reader, label or phrase_label(phrase, start, said.end), said, at)
    return said.end


def case_condition(reader: SentenceReader, start: int) -> Said | None:
    text = reader.phrase.text
    if re.match(r"we (?:have|get|see)|then |here |now |let |put |write ", text[start : start + 12]):
        return None
    for commas in (False,):
        said = conjunction(reader.phrase, start, commas=commas)
        if said is not None and not said.note and not said.closes and not said.defined:
            return said
    return None


def _label(phrase: Phrase, at: int) -> str:
    """The label of the first LABEL at or behind a place."""
    before = phrase.text.count(LABEL, 0, at)
    return phrase.skeleton.labels[before]


def ordinal_case(reader: SentenceReader, at: int) -> int | None:
    text = reader.phrase.text
    match = _ORDINAL_CASE.match(text, at)
    if match is None:
        return None
    said = condition(reader.phrase, match.end() + 1) if " is" in match.group() else None
    if " is" in match.group() and said is None:
        return None
    reader.add(
        Case(match.group("label"), said.prop if said else None),
        at,
        said.end if said else match.end(),
    )
    reader.runs_on = said is None
    return said.end if said else match.end()


_THE_CASES = compiled(
    r"(?:we )?(?:consider|distinguish|treat|look at|have|there are) the (?:two |three "
    r"|four )?cases {L}"
)


def the_cases(reader: SentenceReader, at: int) -> int | None:
    match = _THE_CASES.match(reader.phrase.text, at)
    if match is None:
        return None
    props = [both(reader.phrase.props(mark)) for mark in match.group(1) if is_formula(mark)]
    reader.add(Cases(tuple(props)), at, match.end())
    return match.end()


def all_cases(reader: SentenceReader, at: int) -> int | None:
    match = fixed.IN_ALL_CASES.match(reader.phrase.text, at)
    if match is None:
        return None
    reader.add(EndCases(), at, match.end())
    reader.runs_on = True
    return match.end()


_FOR = re.compile(
    rf"(?:for|with|at|in|putting|setting|when|taking) (?:the (?:value|values|case|pair|"
    rf"base case|number) )?(?=(?:{F}))"
)


def for_unit(reader: SentenceReader, at: int) -> int | None:
    """ "For all n, ..." is about everything, "For n = 5: ..." a case."""
    phrase, text = reader.phrase, reader.phrase.text
    match = FOR_ALL.match(text, at)
    range_of = quantified(phrase, match, set()) if match is not None and match.group(3) else None
    if match is not None and range_of is not None:
        reader.general = range_of
        reader.scope.known |= set(range_of[0])
        reader.runs_on = True
        return match.end()
    match = _FOR.match(text, at)
    if match is None:
        return None
    based = inductive.base_value(reader, match.end(), at)
    if based is not None:
        return based
    meant = phrase.scope.spoken
    said = listed_values(phrase, match.end()) or conjunction(phrase, match.end())
    if said is None or said.note or said.names or said.closes or said.defined:
        return None
    _keep_spoken(phrase, said, match.end(), meant)
    if (
        said.end < len(text)
        and not text.startswith(
            (
                " ,",
                " :",
                " we ",
                " this ",
                " it ",
                " they ",
                " both ",
                " the ",
                " one ",
                " )",
                " dash",
            ),
            said.end,
        )
        and not is_formula(text[said.end + 1 : said.end + 2])
    ):
        return None
    case(reader, phrase_label(phrase, match.end(), said.end), said, at)
    reader.runs_on = said.end < len(text) and not STOP.match(text, said.end)
    return said.end


_VALUES = re.compile(rf"{F}(?: , {F})+(?:(?: ,)? and {F}|(?= ?(?::|,? we )))|{F} and {F}")


def listed_values(phrase: Phrase, at: int) -> Said | None:
    """`$x = 1$, $y = 2$ and $z = 3$`: values of different variables, all of them meant."""
    match = _VALUES.match(phrase.text, at)
    if match is None:
        return None
    try:
        props = phrase.props(match.group())
    except Unclear:
        return None
    names = [each.left.name for each in props if _is_value(each)]  # type: ignore[union-attr]
    if len(names) < len(props) or len(set(names)) < len(names):
        return None
    return Said(props, match.end()) if set(names) <= phrase.scope.known else None


_READS = re.compile(
    rf"({F}) (?:then |now |thus |therefore )?(?:reads|becomes|says|turns into|simplifies to|"
    rf"reduces "
    rf"to|is the same as|can be written as|is equivalent to)(?: that)? ({F})"
)


def reads_unit(reader: SentenceReader, at: int) -> int | None:
    """ "$2x + z = 0$ reads $2x = 0$": both are claimed."""
    match = _READS.match(reader.phrase.text, at)
    if match is None:
        return None
    formulas = [reader.phrase.formula(mark) for mark in match.groups()]
    if not all(each.props for each in formulas):
        return None
    for each in formulas:
        note_chain(reader.phrase, each)
        for prop in each.props:
            reader.add(Claim(prop), at, match.end())
    return match.end()


_ITEM = re.compile(
    rf"{F}(?:(?: ,)?(?: and)? {F})*"
    r"(?=(?P<ends>$| : | ,? ?(?:so|hence|thus) | (?:gives?|yields?|leads? to|implies|imply) ))"
)


def item_unit(reader: SentenceReader, at: int) -> int | None:
    """ "- $x - y = 1$ and $x + y = 13$: ..." in a list is a case, as far as it gives terms the
    values of numbers. To take a claim for a supposition would only make it worth less."""
    phrase = reader.phrase
    if at or not phrase.skeleton.item:
        return None
    match = _ITEM.match(phrase.text, at)
    if match is None:
        return None
    props = [part for each in phrase.props(match.group()) for part in _flat(each)]
    if not all(_is_number(each) for each in props) or (
        not match.group("ends") and reader.scope.vocabulary.condition is None
    ):
        return None
    case(reader, phrase_label(phrase, at, match.end()), Said(list(props), match.end()), at)
    reader.runs_on = match.group("ends") not in ("", " : ")
    return match.end()


def _flat(prop: Prop) -> tuple[Prop, ...]:
    return prop.parts if isinstance(prop, And) else (prop,)


def _is_number(prop: Prop) -> bool:
    """An equation between an expression with variables, and no sequence, and a number."""
    return (
        isinstance(prop, Rel)
        and prop.op == "="
        and bool(variables(prop.left))
        and not isinstance(prop.left, Call)
        and not variables(prop.right)
    )


_GIVES = re.compile(rf"({F})(?= (?:gives|yields|implies|leads to|means|iff)\b)")


def gives_unit(reader: SentenceReader, at: int) -> int | None:
    """ "$n = 1$ gives $S = 2$" is a case; "$A \\implies B$" claims both otherwise."""
    match = _GIVES.match(reader.phrase.text, at)
    if match is None:
        return None
    formula = reader.phrase.formula(match.group(1))
    if len(formula.props) != 1:
        return None
    prop = formula.props[0]
    if reader.phrase.text.startswith(" iff ", match.end()):
        return _equivalent(reader, at)
    if not _is_value(prop):
        return None
    case(reader, reader.phrase.raw(match.group(1)), Said([prop], match.end()), at)
    return match.end()


def _is_value(prop: Prop) -> bool:
    """`n = 2` or `n ≡ 1 (mod 3)`."""
    if isinstance(prop, Rel) and prop.op == "=":
        return isinstance(prop.left, Var) and not variables(prop.right)
    return isinstance(prop, Cong) and isinstance(prop.left, Var) and not variables(prop.right)


def _equivalent(reader: SentenceReader, at: int) -> int | None:
    """A chain of equivalences: each neighbour says the same."""
    text = reader.phrase.text
    sides: list[Prop] = []
    end = at
    while is_formula(text[end : end + 1]):
        sides.append(both(list(reader.phrase.formula(text[end]).props)))
        end += 1
        if not text.startswith(" iff ", end):
            break
        end += 5
    for left, right in pairwise(sides):
        same = And((Or((negation(left), right)), Or((left, negation(right)))))
        reader.add(Claim(same), at, end)
    return end if len(sides) > 1 else None
