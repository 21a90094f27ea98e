"""How often things are counted: "every game is played by two teams", "each entry is in one row".

These are true of every graph, table or club, whatever its numbers. A sentence is read word by word:
who is spoken of, and the numbers in it. The words between are words of counting only; the numbers
must be those that are true of the subject.
"""

from __future__ import annotations

import re

from selfproof.world.language.patterns import END, NUMBERS, F
from selfproof.world.language.phrase import Phrase, Said, Unclear, is_formula
from selfproof.world.language.tally_state import Setting
from selfproof.world.language.tally_words import EDGE, LEFT_OUT, NUM, equal_to, noun, same_number
from selfproof.world.latex.names import words
from selfproof.world.props import And, Prop, Rel
from selfproof.world.terms import ONE, TWO, Term, num, sub

_WHO = re.compile(
    rf"(?:if |that |since |because |as )?(?:(?:each|every|any|a|an|all|one)(?: single| new| such)?"
    rf"(?: of (?:the|these)(?: (?P<n>{NUM}))?)? )"
)
_WITH = re.compile(
    rf" (?:(?:with|of|that has|having) (?:exactly )?(?:degree )?(?P<size>{F})(?: [a-z]+)?)(?= )"
)
_COUNTS = re.compile(
    rf"(?:{F}|the sum|this sum|the total|this|it|the list) counts? (?:each|every) (?:single )?"
)
_BAG = words(
    "is are be was were in on to of by for with from and the a an this that these it its them him "
    "them each exactly precisely just as well also always then therefore hence here too both has "
    "have had give gives given write writes written down report reports reported appear appears "
    "occur occurs stand stands lie lies belong belongs take takes taken chooses chosen attends "
    "play "
    "plays played shook shakes hands shake involve involves involved joins join connects connect "
    "end ends endpoint endpoints points different distinct time times sum total number numbers "
    "degree degrees list row column rows columns table member members participant participants "
    "clubs club teams team courses course games game guests guest people person persons vertices "
    "vertex players player friends friend student students child children worker workers entries "
    "entry memberships membership pairs pair participations registrations counted count counts "
    "contribute contributes adds add accounts exactly so among he she part other others which "
    "leave leaves out left miss misses missed skip skips omit omits omitted"
)
_ONCE = {"once": 1, "twice": 2, "thrice": 3, "single": 1}


_TAKE_PART = re.compile(
    rf"(?:since |because |as )?(?P<two>{NUM}) [a-z]+ (?:take part|are involved|play|belong|meet|"
    rf"shake "
    rf"hands) (?:in|to) (?:every|each|any) {EDGE}{END}"
)


def contribution(phrase: Phrase, at: int) -> Said | None:
    """What is counted how often."""
    text, setting = phrase.text, phrase.scope.vocabulary.setting
    part = _TAKE_PART.match(text, at)
    if part is not None and setting.sort in ("", "graph"):
        return Said(same_number(phrase, part.group("two"), TWO), part.end())
    by_sum = _COUNTS.match(text, at)
    match = by_sum or _WHO.match(text, at)
    found = noun(phrase, match.end()) if match else None
    if match is None or found is None:
        return None
    name, end = found
    size = _WITH.match(text, end)
    if size is not None:
        end = size.end()
    body = _body(phrase, end)
    if body is None:
        return None
    numbers, last = body
    times = _THAT_IS.match(text, last) if by_sum and setting.sort == "clubs" else None
    props: list[Prop] = []
    groups = match.groupdict()
    if groups.get("n"):
        total = setting.size(name)
        if total is None:
            return None
        props += same_number(phrase, groups["n"], total)
    expected = _expected(phrase, setting, name, text[at:last], size.group("size") if size else "")
    if expected is None or not numbers:
        return None
    for mark in numbers:
        props += same_number(phrase, mark, expected)
    if times is not None:
        props += same_number(phrase, times.group("k"), setting.each)
        last = times.end()
    return Said([p for p in props if p != And(())] or [And(())], last)


_THAT_IS = re.compile(
    rf" ,(?: that is)?(?: ,)?(?: hence| so)?(?: exactly)? (?P<k>{NUM}) times(?: in total)?(?=$| "
    rf"[.,;])"
)


def _body(phrase: Phrase, at: int) -> tuple[list[str], int] | None:
    """The numbers in words of counting, and where these end."""
    text, numbers, end = phrase.text, [], at
    for match in _WORD.finditer(text, at):
        word = match.group(1)
        if word in _ONCE:
            numbers.append(next(w for w, v in NUMBERS.items() if v == _ONCE[word]))
        elif word in NUMBERS or (is_formula(word) and not phrase.formula(word).props):
            numbers.append(word)
        elif word not in _BAG:
            break
        end = match.end()
    if not re.compile(END).match(text, end):
        return None
    return numbers, end


_WORD = re.compile(
    r" (?!and (?:so|hence|thus|let)\b|so |hence |therefore (?:there|the|we)\b)([^ ]+)"
)


def _expected(phrase: Phrase, setting: Setting, name: str, words_of: str, size: str) -> Term | None:
    """The number that is true of each thing of a sort."""
    if name == "edge":
        return TWO
    if name == "entry":
        return ONE
    if name == "member" and LEFT_OUT.search(words_of):
        return sub(num(len(setting.second)), setting.each)
    if name == "member":
        for_each = " for each of " in words_of
        return ONE if for_each else setting.each
    if size and name in ("club", "vertex"):
        return phrase.term(size)
    if name == "club" and re.search(r"once for each of its (?:members|participants)", words_of):
        return ONE
    return None


_LEFT_BY = re.compile(
    rf"(?:the (?:club|team|course|group)|each of the (?P<k>{NUM}) (?:clubs|teams|courses|groups)|"
    rf"(?:a|every|each) (?:club|team|course|group)) with (?P<size>{F}) (?:members|participants|"
    rf"students|workers|children) is (?:left out|missed|omitted|skipped) by (?:exactly )?(?P<value>"
    rf"{F})(?: (?:students|workers|children|people|persons|of them))?{END}"
)


def left_by(phrase: Phrase, at: int) -> Said | None:
    """ "The course with 11 participants is left out by 16 - 11 = 5 children"."""
    setting = phrase.scope.vocabulary.setting
    match = _LEFT_BY.match(phrase.text, at) if setting.sort == "clubs" else None
    if match is None:
        return None
    size = phrase.term(match.group("size"))
    props = equal_to(phrase, sub(setting.members, size), match.group("value"))
    if match.group("k"):
        there = sum(each == size for each in setting.second)
        props.append(Rel("=", num(phrase.count(match.group("k"))), num(there)))
    elif size not in setting.second:
        raise Unclear("there is no such club")
    return Said(props, match.end())
