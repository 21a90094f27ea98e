"""Units of the counting family: what is named, supposed or announced, and examples in parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from selfproof.world.language.counting import SUCH, so_many, such_said
from selfproof.world.language.figure_examples import example_of, joined
from selfproof.world.language.patterns import THING, F
from selfproof.world.language.phrase import is_formula
from selfproof.world.language.statements import (
    Claim,
    Define,
    Filler,
    Reason,
    Suppose,
    ToShow,
    Verdict,
)
from selfproof.world.language.suffixes import with_suffixes
from selfproof.world.language.tally_state import PAIRS, TOTAL
from selfproof.world.language.tally_words import EDGE, counted_thing, noun, term_of
from selfproof.world.latex.names import words
from selfproof.world.props import Named, Not, Rel
from selfproof.world.terms import Call, Num, Term, Var

if TYPE_CHECKING:
    from selfproof.world.language.reader import SentenceReader

_MOST_WORDS = 40

# Names.

_NAME_FIRST = re.compile(
    rf"(?:and )?(?:let ({F}) (?:be|denote)|denote by ({F})|write ({F}) for|call ({F})|put ({F}) "
    rf"for|with ({F}) for) "
)
_NAME_LAST = re.compile(r"(?:and )?(?:denote|call) ")
_BY = re.compile(rf" (?:by )?({F})(?=$| [.,;])")
_THEIR = re.compile(r"(?:their|this|its|the|that) (?:total )?number(?= )")
_WHERE = re.compile(
    r" , where an? [a-z]+ is an? (?:unordered )?pair of [a-z]+ who [a-z]+(?: [a-z]+)?"
)


def named(reader: SentenceReader, at: int) -> int | None:
    """ "Let $E$ be the number of edges", "call their number $N$"."""
    text = reader.phrase.text
    match = _NAME_FIRST.match(text, at)
    if match is not None:
        mark = next(each for each in match.groups() if each)
        found = counted_thing(reader.phrase, match.end())
        if found is None:
            return None
        term, end = found
    else:
        match = _NAME_LAST.match(text, at)
        if match is None:
            return None
        found = _thing(reader, match.end())
        late = _BY.match(text, found[1]) if found else None
        if found is None or late is None:
            return None
        (term, _), mark, end = found, late.group(1), late.end()
    if not _define(reader, mark, term, at, end):
        return None
    note = _WHERE.match(text, end)
    return note.end() if note else end


def _thing(reader: SentenceReader, at: int) -> tuple[Term, int] | None:
    match = _THEIR.match(reader.phrase.text, at)
    if match is not None and reader.scope.tally.subject is not None:
        return reader.scope.tally.subject, match.end()
    return counted_thing(reader.phrase, at)


def _define(reader: SentenceReader, mark: str, term: Term, at: int, end: int) -> bool:
    name = reader.phrase.term(mark)
    if not isinstance(name, Var):
        return False
    reader.add(Define(name, term), at, end)
    reader.scope.known.add(name.name)
    return True


_IF_SO_MANY = re.compile(
    rf"(?:if|when|let|suppose(?: that)?|assume(?: that)?|say) (?:there (?:are|were)|exactly "
    rf")? ?({F}) "
    r"(?P<noun>[a-z]+) (?:(?:have been|were|are|be) (?:played|shaken|drawn|made|there)(?: so far|"
    r" in "
    r"total| altogether)?|in total|altogether)(?=$| [.,;])"
)


def if_so_many(reader: SentenceReader, at: int) -> int | None:
    """ "If $g$ games have been played so far, ...": a name for their number."""
    match = _IF_SO_MANY.match(reader.phrase.text, at)
    found = noun(reader.phrase, match.start("noun")) if match else None
    if match is None or found is None:
        return None
    term = term_of(reader.phrase, reader.scope.vocabulary.setting, found[0], "")
    if term is None or not _define(reader, match.group(1), term, at, match.end()):
        return None
    return match.end()


# What is done: nothing is claimed.

_COUNTING = re.compile(
    r"(?:(?:we|let us|now|first|then|next|again|also|i) )*(?:double count|counting|count|adding up|"
    r"add up|adding|add|summing|sum up|sum|going|go|look at|consider|compute|determine|list)(?= |$)"
)
_OBJECTS = words(
    "them it up everything together both sides of all the these those same total this over through "
    "by along from in two different ways another way once more now twice pairs pair row rows "
    "column "
    "columns sum sums degree degrees number numbers entries entry memberships membership edge "
    "edges "
    "game games team teams club clubs course courses student students worker workers child "
    "children "
    "member members participant participants guest guests people person vertices vertex size sizes "
    "handshakes friends friendships every each neighbours neighbors that is which consisting a an "
    "and to belongs where contains are on its he she they with participations participation step "
    "reversed table graph takes attends"
)
_GIVES = re.compile(
    r"(?: ,)? ?(?:we (?:get|have|obtain|find|see)(?: that)?|this gives|gives|yields|shows that|:|,)"
    r"(?= )"
)
_GOES_ON = words("we this so hence there one it")


def counting(reader: SentenceReader, at: int) -> int | None:
    """ "Counting by rows, ...", "we count the pairs $(w, T)$ ... in two ways"."""
    text = reader.phrase.text
    match = _COUNTING.match(text, at)
    if match is None:
        return None
    end = _objects(reader, match.end())
    behind = _GIVES.match(text, end)
    if behind is None and end < len(text):
        return None
    _spoken_of(reader, text[at:end])
    if behind is None:
        reader.add(Filler(), at, end)
        return end
    reader.reasons += (Reason(by="counting"),)
    reader.runs_on = True
    return behind.end()


def _objects(reader: SentenceReader, at: int) -> int:
    """Past words that only say what is counted, and how."""
    text, end = reader.phrase.text, at
    for _ in range(_MOST_WORDS):
        if end >= len(text):
            break
        word = reader.phrase.word(end + 1)
        size = 1 if word == "F" else len(word)
        if word == ",":
            following = reader.phrase.word(end + 3)
            if following == "F" or following in _GOES_ON or following not in _OBJECTS:
                break
        elif word == "F":
            if reader.phrase.formula(text[end + 1]).props:
                break
        elif word not in _OBJECTS:
            break
        end += 1 + size
    return end


def _spoken_of(reader: SentenceReader, words_of: str) -> None:
    """What is counted from here on, for "their number" and "the sum"."""
    state = reader.scope.tally
    if re.search(r"\b(?:sum|add|adding)", words_of):
        state.subject = TOTAL
    elif reader.scope.vocabulary.setting.sort == "graph":
        state.subject = PAIRS if re.search(rf" {EDGE}(?= |$)", words_of) else state.subject
    elif "same pairs" not in words_of:
        state.subject = TOTAL


_INSTEAD = re.compile(
    r"(?:instead of (?:the [a-z]+ (?:that )?(?:a|an|each|every) [a-z]+ (?:takes|attends|belongs "
    r"to|is "
    r"in)) ,? ?)?we (?:look at|count|consider) the (?P<club>[a-z]+) (?:that|which) (?:it|he|she|"
    r"they|a "
    r"[a-z]+|each [a-z]+|every [a-z]+) (?:leaves? out|misses|skips|omits)(?=$| [.,;])"
)


def left_out(reader: SentenceReader, at: int) -> int | None:
    """ "We look at the courses that a child leaves out"."""
    match = _INSTEAD.match(reader.phrase.text, at)
    if match is None or reader.scope.vocabulary.setting.sort != "clubs":
        return None
    if (noun(reader.phrase, match.start("club")) or ("",))[0] != "club":
        return None
    reader.scope.tally.left_out = True
    reader.add(Filler(), at, match.end())
    return match.end()


_DEVICE = re.compile(
    r"(?:(?:if|let|suppose(?: that)?|imagine(?: that)?|say) |(?:consider|imagine|make|we make|"
    r"take) a "
    r"list (?:in|on) which )(?:every|each) (?P<noun>[a-z]+)"
)
_TELLS = re.compile(
    r" (?:reports?|writes?(?: down)?|lists?|says|tells|names|enters|notes)(?: (?:with|how|many|"
    r"others|"
    r"other|he|or|she|it|the|that|all|its|they|of|shook|hands|takes|attends|has|have|played|games|"
    r"friends|courses|clubs|teams|belongs|to|is|in|number|numbers|their|his|her)){1,14}(?=$| [.,;])"
)


def device(reader: SentenceReader, at: int) -> int | None:
    """ "If every guest reports with how many others he shook hands": a way of counting."""
    match = _DEVICE.match(reader.phrase.text, at)
    told = _TELLS.match(reader.phrase.text, match.end()) if match else None
    if match is None or told is None or noun(reader.phrase, match.start("noun")) is None:
        return None
    reader.add(Filler(), at, told.end())
    return told.end()


_EMPTY = re.compile(
    rf"(?:we (?:now )?(?:give|construct|exhibit|describe|present|draw) (?:one|it|such "
    rf"an? {THING}|an "
    r"example|the graph)|we use (?:parity|a parity argument|double counting)|(?:we )?start with "
    r"the "
    r"vertices(?: alone)?(?: ,)?(?: without any edges)?|(?:(?:we|now|then) )*(?:insert|add|draw) "
    r"the edges"
    r"(?: of the graph)?(?: (?:one after (?:another|the other)|one by one|one at a time))?|"
    rf"(?:an? |such an? |the )?{THING}(?: of this kind| as described)? exists by assumption|"
    rf"(?:so )?"
    r"(?:no more|nothing (?:more|else)|no example) (?:is|has) to be (?:shown|done|given)|there "
    r"are no "
    r"other conditions)(?=$| [.,;:])"
)


def empty(reader: SentenceReader, at: int) -> int | None:
    """What says nothing of numbers."""
    match = _EMPTY.match(reader.phrase.text, at)
    if match is None:
        return None
    if "assumption" in match.group() and reader.scope.vocabulary.asked is None:
        return None
    reader.add(Filler(), at, match.end())
    return match.end()


# Suppositions, verdicts, examples in parts.

_IF = re.compile(r"if (?=[a-z])")
_THEN = re.compile(r"(?: ,)?(?: then)?(?: (?:we|there) (?:would|must) (?:have|be))?(?: that)?(?= )")


def if_such(reader: SentenceReader, at: int) -> int | None:
    """ "If the situation were possible, we would have ...": it will be refuted."""
    match = _IF.match(reader.phrase.text, at)
    said = such_said(reader.phrase, match.end()) if match else None
    if said is None or said.props != [SUCH]:
        return None
    reader.add(Suppose(SUCH, "contradiction"), at, said.end)
    then = _THEN.match(reader.phrase.text, said.end)
    reader.runs_on = then is not None
    return then.end() if then else said.end


_CANNOT_BE = re.compile(
    r"(?:it|this) (?:cannot be|is (?:not possible|impossible|possible))(?=$| [.,;])"
)


def restated(reader: SentenceReader, at: int) -> int | None:
    """ "No, it cannot be", "The statement is false: there is no such party": said once more."""
    last = reader.items[-1].body if reader.items else None
    if not isinstance(last, Verdict):
        return None
    match = _CANNOT_BE.match(reader.phrase.text, at)
    if match is not None and ("is possible" in match.group()) == last.truth:
        reader.add(Filler(), at, match.end())
        return match.end()
    said = such_said(reader.phrase, at)
    if said is None or said.props != [SUCH if last.truth else Not(SUCH)]:
        return None
    reader.add(ToShow(said.props[0]), at, said.end)
    return said.end


def joins(reader: SentenceReader, at: int) -> int | None:
    """ "Join vertex $1$ to $2$ and $3$": edges of an example, of which more may follow."""
    end = joined(reader.phrase, at)
    if end is not None:
        reader.add(Filler(), at, end)
        reader.scope.tally.joins = True
    return end


def finish(reader: SentenceReader) -> None:
    """After a sentence that joins nothing all edges are there: the graph is an example."""
    state = reader.scope.tally
    if state.joining and not state.joins:
        state.joining = False
        reader.add(Claim(example_of(state.edges)), 0, 1)
    state.joins = False


def total(reader: SentenceReader, at: int) -> int | None:
    """ "Altogether this gives $103$ entries": a claim that begins like words between clauses."""
    said = so_many(reader.phrase, at)
    said = with_suffixes(reader.phrase, said, 0) if said is not None else None
    if said is None:
        return None
    reader.claim(said, at)
    return said.end


_HERE = re.compile(
    r"(?:in|for) (?:the (?:case at hand|problem|present case|given case|statement)|our (?:case|"
    r"problem)|"
    r"this (?:case|problem))(?: ,)?(?: however)?(?: ,)? (?=the|we|this|it)"
)


_FOLLOWS = re.compile(
    r"(?:^|.* )(?:so|hence|thus|therefore|then|consequently|that is|"
    r"(?:have|get|obtain|find)(?: that)?|(?:this|which) (?:gives|means|implies|yields|shows)(?: "
    r"that)?|gives|yields|equal) (?:, )?$"
)


def both(reader: SentenceReader, at: int) -> int | None:
    """ "So $48 = 46$": what was counted twice has both values. After "but" it is a false claim."""
    text = reader.phrase.text
    if not is_formula(text[at : at + 1]) or not _FOLLOWS.match(text[:at]):
        return None
    props = reader.phrase.formula(text[at]).props
    if len(props) != 1 or not isinstance(props[0], Rel) or props[0].op != "=":
        return None
    sides = (props[0].left, props[0].right)
    if not all(isinstance(each, Num) for each in sides) or sides[0] == sides[1]:
        return None
    reader.add(Claim(Named("both", sides), reader.reasons), at, at + 1)
    reader.reasons = ()
    return at + 1


def here(reader: SentenceReader, at: int) -> int | None:
    """ "In the case at hand, however, the sum would be ..."."""
    match = _HERE.match(reader.phrase.text, at)
    if match is None:
        return None
    reader.runs_on = True
    return match.end() - 1


_Unit = Callable[["SentenceReader", int], "int | None"]
_FILLED = re.compile(
    r"(?:suppose|assume)(?: ,)?(?: for (?:the sake of )?(?:a )?contradiction)?(?: ,)?(?: that)? "
    r"(?:(?:the |some )?(?:integers|numbers|entries)|someone|somebody|we|one|it) (?:have|has|had) "
    rf"(?:been )?(?:written|filled in|filled|put|entered|placed|drawn)(?: (?:into|in) (?:the|such "
    rf"an?|a) {THING})? (?:as required|as described|in this way|in the required way)(?=$| [.,;])"
)


def filled(reader: SentenceReader, at: int) -> int | None:
    """ "Suppose that integers have been written into the grid as required"."""
    match = _FILLED.match(reader.phrase.text, at)
    if match is None:
        return None
    reader.add(Suppose(SUCH, "contradiction"), at, match.end())
    return match.end()


_DISTINCT = re.compile(
    r"(?:all )?(?:the|these) edges are (?:all )?(?:pairwise )?(?:distinct|different)|"
    r"(?:none|no edge)(?: of (?:them|these))? is a loop|there are no loops|"
    r"no edge (?:occurs|appears|is listed) twice|the graph (?:is simple|has no loops)"
)


def distinct(reader: SentenceReader, at: int) -> int | None:
    """ "The edges are distinct and none is a loop, so the graph is simple": of the example."""
    match = _DISTINCT.match(reader.phrase.text, at)
    claimed = reader.scope.claimed
    if match is None or not isinstance(claimed, Named) or claimed.relation != "example":
        return None
    edges = [each for each in claimed.args if isinstance(each, Call) and each.name == "edge"]
    ends = {frozenset(each.args) for each in edges}
    if not edges or len(ends) != len(edges) or any(len(each) != 2 for each in ends):
        return None
    reader.add(Filler(), at, match.end())
    return match.end()


UNITS: tuple[_Unit, ...] = (
    joins,
    filled,
    distinct,
    total,
    here,
    both,
    restated,
    named,
    if_so_many,
    if_such,
    device,
    empty,
    left_out,
    counting,
)
