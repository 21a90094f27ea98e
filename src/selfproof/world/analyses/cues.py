"""The words by which a text says that something is wrong, and those that take it back.

A clause is looked at in three passes: idioms that say nothing are dropped ("no reason to doubt",
"without loss of generality"); denials of praise become defects ("is not justified", "never shows");
then the words for defects are found, each with the denials before it ("no error", "nothing is
missing"). One denial turns a defect into praise; two cannot be understood and are `unclear`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """What sort of defect words claim."""

    FALSE = "false"
    """A formula or value is not true."""
    WRONG = "wrong"
    """An error of whatever sort."""
    UNPROVED = "unproved"
    """It may be true, but it is not established."""
    MISSING = "missing"
    """A case, part, check or reason is not there."""
    UNCHECKED = "unchecked"
    """Solutions or values were not verified."""
    CIRCULAR = "circular"
    """What is to be proved is assumed."""
    UNUSED = "unused"
    """The induction hypothesis, or another one, is not used."""
    UNREADABLE = "unreadable"
    """It cannot be understood."""
    SOME = "some"
    """A defect of an unsaid sort."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A claimed defect: its sort, and where in the clause; `unclear` when it may be denied."""

    fault: Fault
    start: int
    end: int
    word: str
    unclear: bool = False


_ADVERBS = (
    r"(?:\s+(?:\w+ly|yet|quite|at all|even|ever|always|in fact|any|a|the|been|being|be|to|have|has|"
    r"had|here|in any way|any\s?where|so|as)){0,4}"
)
_NOT = (
    r"(?:\bnot|\bnever|n't|\bcannot|\bnowhere|\bhardly|\bfail(?:s|ed)? to|\bneither|\bwithout|"
    r"\bno longer|\bfar from)"
)

_NOTHING_SAID = re.compile(
    r"\bno (?:reason|need|cause|ground)s? (?:to|for)(?: \w+)?|\b(?:no|without (?:a |any )?|"
    r"beyond )\s?doubts?\b"
    r"|\bwithout loss of generality\b|\bnot only\b|\bif not\b|\bwhether or not\b"
    r"|\bnot (?:a|an|really a|any) (?:problem|issue|error|mistake|gap|flaw|defect|concern)\b"
    r"|\bno (?:problem|issue|harm|matter)s?\b|\b(?:do|does|did|is|are|was|need) ?(?:not|n't) "
    r"(?:need|have|needed|required?|necessary)(?: to)?(?: be)?(?: \w+ed)?"
    r"|\b(?:is|are) unnecessary\b|\bno further \w+ (?:is|are) (?:needed|required|necessary)\b"
    r"|\bnothing (?:more|else|further)? ?(?:is|was|remains)? ?(?:needed|required|to (?:prove|"
    r"show|check|add|object|criticise))"
    r"|\bnot affect\w*|\bno (?:effect|influence|consequence)s?\b|\bnothing (?:else )?(?:depends|"
    r"rests|relies)\b"
    r"|\bnot (?:used|needed) (?:later|again|anywhere|elsewhere|afterwards)\b|\bnot matter\b|"
    r"\bno other\b|\bnot to\b"
    r"|\bproof by contradiction\b|\bnot (?:change|harm|hurt|spoil|damage)\b"
)
_HEDGE = re.compile(
    r"\b(?:might|may|could|whether|at first(?: sight| glance)?|suspect\w*|fear\w*|doubted|"
    r"wondered|unsure|"
    r"look\w* for|search\w* for|check\w* for|would (?:be|have)|tempting|suppos(?:e that|ing)|if "
    r"there (?:is|were|was)|"
    r"in case of|worr(?:y|ied)|(?:i|we) (?:checked|tested|asked|examined) (?:if|whether))\b"
)

_PRAISE: tuple[tuple[Fault, str], ...] = (
    (
        Fault.UNUSED,
        r"us(?:e|ed|es|ing)|appl(?:y|ied|ies)",
    ),
    (Fault.FALSE, r"true|hold|holds|equals?|equal to|the case|agree|match(?:es)?|add up|zero"),
    (
        Fault.WRONG,
        r"correct(?:ly)?|right|accurate|valid|sound|legitimate|allowed|permitted|permissible|"
        r"admissible|work|rigorous|acceptable|flawless|(?:the )?same",
    ),
    (
        Fault.UNREADABLE,
        r"understand(?:able)?|understood|read(?:able)?|parse|decipher|intelligible|clear(?:ly)?|"
        r"make sense|meaningful",
    ),
    (
        Fault.MISSING,
        r"complete|exhaustive|cover(?:s|ed|ing)?|consider(?:s|ed|ing)?|treat(?:s|ed|ing)?|"
        r"handl(?:e|es|ed|ing)|discuss(?:es|ed|ing)?|examin(?:e|es|ed|ing)|address(?:es|ed|ing)?|"
        r"includ(?:e|es|ed|ing)|list(?:s|ed|ing)?|mention(?:s|ed|ing)?|appears?|present|"
        r"look(?:s|ed)? at|deal(?:s|t)? with|dealt with|exclud(?:e|es|ed|ing)|ruled? out|"
        r"all (?:the )?(?:cases|residues|possibilities|values|solutions)|every (?:case|residue|"
        r"possibility)|"
        r"finished|settled|carried out|done|there|reach(?:es|ed)?|stated?|states|give|gives|"
        r"conclude[sd]?",
    ),
    (
        Fault.UNCHECKED,
        r"check(?:s|ed|ing)?|verif(?:y|ies|ied|ying)|tested|substitut(?:e|ed|es|ing)|put(?:s|"
        r"ting)? in",
    ),
    (
        Fault.UNPROVED,
        r"justif(?:y|ied|ies|ying)|justification|prov(?:e|ed|en|es|ing)|proof|show(?:s|n|ed|ing)?|"
        r"establish(?:es|ed|ing)?|confirmed|given|support(?:ed|s)?|explain(?:s|ed|ing)?|"
        r"explanation|"
        r"argu(?:e|ed|es|ing)|argument|derived?|deriv(?:es|ing)|deduced?|demonstrated?|warranted|"
        r"enough|sufficient|suffice|leads?|yields?|arrives?|convincing|follow|follows|imply|"
        r"implied|justifiable|"
        r"obvious|immediate|evident|automatic|reason|any reason|further comment|guaranteed?|"
        r"known|said|"
        r"necessarily true|necessarily",
    ),
)
_DENIED = re.compile(
    rf"{_NOT}{_ADVERBS}\s+(?:"
    + "|".join(f"(?P<p{i}>(?:{words}))" for i, (_, words) in enumerate(_PRAISE))
    + r")\b"
)

_NOUN = (
    r"(?:cases?|residues?|class(?:es)?|values?|possibilit(?:y|ies)|candidates?|base(?: case)?s?|"
    r"step|direction|converse|check|verification|conclusion|answer|hypothesis)"
)
_WORDS: tuple[tuple[Fault, str], ...] = (
    (
        Fault.CIRCULAR,
        r"circular\w*|begs? the question|begging the question|petitio\w*|"
        r"(?:assum|presuppos)\w+ (?:exactly |precisely |just )?(?:what|the very|its (?:own "
        r")?conclusion|the (?:conclusion|statement|claim|result)|that the (?:statement|claim|"
        r"conclusion))\b|"
        r"(?:us|tak|reli|invok)\w+ (?:exactly |precisely |on )*(?:what (?:is|has|was|had|it|"
        r"should)|the (?:statement|claim|result) (?:to be|that is to be|itself))\b|"
        r"assumes? the (?:statement|claim|conclusion)|takes? the (?:statement|claim|conclusion) "
        r"for granted",
    ),
    (
        Fault.UNUSED,
        r"unused|(?:without|no) (?:any |ever |actually )*(?:us(?:e|ing)|appeal(?:ing)?|"
        r"appl(?:ication|ying)) (?:of |to )?(?:the |its )?(?:\w+ )?hypothes[ie]s|ignor\w+ the "
        r"(?:\w+ )?hypothes[ie]s",
    ),
    (
        Fault.FALSE,
        r"false|untrue|miscalculat\w+|miscomput\w+|miscount\w+|"
        r"(?:arithmetic|calculation|computation(?:al)?|sign) (?:error|slip|mistake)s?|wrong "
        r"(?:value|sign|number|result|remainder|residue|sum|product)|"
        r"(?:should|must|ought to) (?:be|have been|read|give|say|equal)(?! (?:\w+ly )?(?:justif|"
        r"prov|shown|check|verif|explain|given an?|treat|consider|cover|clear|added|support|"
        r"carr|done|written|stated|spelled|mention|includ|discuss|examin))|"
        r"(?:correct|right|true|actual|proper) (?:value|result|remainder|residue|sum|product|"
        r"number|expression|expansion|one|equation|formula|identity|answer)(?: here| there)? "
        r"(?:is|would be|should be|reads|equals)|"
        r"instead of ⟦f\d+⟧|rather than ⟦f\d+⟧|(?:, |and |is |are )not (?:equal to )?⟦f\d+⟧|"
        r"contradicted by|unequal|differs? from|disagrees? with|off by|fails (?:for|at|when|if)",
    ),
    (
        Fault.WRONG,
        r"wrong(?:ly)?|incorrect(?:ly)?|errors?|mistakes?|mistaken(?:ly)?|slips?|"
        r"erroneous(?:ly)?|invalid|"
        r"fallac\w+|blunders?|illegitimate|unsound|typos?|impermissible|inadmissible|illegal|"
        r"not allowed|"
        r"divi(?:des|ding|sion) by (?:what|something|a (?:number|term|factor|quantity)|zero|an "
        r"expression|⟦f\d+⟧,? which (?:may|can|could|might))\b",
    ),
    (
        Fault.UNPROVED,
        r"unjustified|unproved|unproven|unsupported|unsubstantiated|unexplained|unfounded|"
        r"unwarranted|"
        r"gaps?|leaps?|hand-?\s?wav\w+|non sequitur|"
        r"(?:merely|only|simply|just|is) (?:asserted|claimed|asserts|claims|an assertion|a "
        r"claim|assertion)|mere assertion|bare assertion|"
        r"(?:no|lack\w* (?:of )?(?:an? |any )?|without (?:an? |any |further |the |giving "
        r")*)\s?(?:proof|justification|reason|reasons|argument|explanation|details?|derivation|"
        r"support|evidence)|"
        r"(?:needs?|requires?|deserves?|wants?|calls for|demands?|would need|would require) "
        r"(?:a |an |some |more |further |its own |to be )*(?:proof|justification|argument|"
        r"explanation|reason|proved|justified|shown|explained|detail|details|words?)|"
        r"(?:should|must|ought to) (?:be|have been) (?:\w+ly )?(?:justified|proved|proven|shown|"
        r"explained|argued|supported|spelled out)|"
        r"taken for granted|unclear why|not clear why|no contradiction (?:is|was|has been|"
        r"follows|arises|appears)(?: \w+)?|nothing (?:shows|proves|justifies|supports|"
        r"guarantees|tells)|"
        r"too (?:short|quick|fast|brief)|jumps?|in(?:sufficient|adequate)(?:ly)?|remains open|"
        r"left open|leaves open|"
        r"(?:proof|justification|reason|argument|explanation|derivation|details?) (?:of \S+ |"
        r"for \S+ |here |why )?(?:is|are|was) (?:missing|omitted|absent|lacking|skipped|left "
        r"out)|"
        r"(?:missing|omitted|omits|lacks|lacking|skips|skipped) (?:a |an |the |any |its |some |"
        r"all )*(?:short |small |little |needed |necessary |further |intermediate )*(?:proof|"
        r"justification|reason|argument|explanation|details?|derivation)",
    ),
    (
        Fault.UNCHECKED,
        r"unchecked|unverified|untested|(?:check|verification|test)s? (?:of \S+ |for \S+ |that "
        r"\S+ )?(?:is|are|was) (?:missing|omitted|absent|lacking|skipped|left out)|"
        r"(?:no|without (?:a |any )?|lacks? (?:a |any |the )?|missing|omits? (?:a |the "
        r")?)\s?(?:check|verification|checking|verifying|test)\b|"
        r"(?:should|must|ought to) (?:be|have been) (?:\w+ly )?(?:checked|verified|tested)",
    ),
    (
        Fault.MISSING,
        r"missing|omitted|omits?|omission|omitting|left out|leaves out|skipped|skips?|"
        r"forgot(?:ten)?|forgets?|overlook\w*|"
        r"neglect\w*|ignor(?:es|ed|ing)|absent|absence|incomplete|lacks?|lacking|uncovered|"
        r"unaddressed|untreated|unconsidered|unfinished|"
        rf"(?:there is|has|have|gives|contains|with|but|and) no {_NOUN}(?! (?:that|which|is|are|"
        rf"was|were|whose))|"
        rf"no {_NOUN} (?:is|are|was|were) (?:ever |even )?(?:given|checked|treated|considered|"
        rf"covered|shown|proved|stated|reached|present|there|made|done|verified)|without (?:a |"
        rf"any |the )?{_NOUN}|"
        r"misses|missed|stops (?:before|short|without)|breaks off|(?:should|must|ought to) "
        r"(?:be|have been) (?:\w+ly )?(?:treated|considered|covered|added|carried|done|written|"
        r"stated|mentioned|included|discussed|examined)",
    ),
    (
        Fault.UNREADABLE,
        r"unclear|vague|ambiguous|obscure|incomprehensible|unreadable|unintelligible|"
        r"meaningless|garbled|makes no sense|confus\w+|muddled|nonsens\w+",
    ),
    (
        Fault.SOME,
        r"flaw(?:s|ed)?|problematic|(?:a|the|one|this|main|serious|minor|real|only|another|some|"
        r"any) (?:\w+ )?problem(?:s)?(?= (?:is|in|with|at|here|lies|lie)\b)|problems|issues?|"
        r"faults?|faulty|defects?|defective|"
        r"objections?|weak(?:ness(?:es)?)?|concerns?|shortcomings?|troubles?|fails|failed|"
        r"breaks down|collapses?|"
        r"unsatisfactory|questionable|suspicious|dubious|doubtful|broken|deficien\w+|untenable|"
        r"spoil\w*",
    ),
)
_FOUND = re.compile(
    r"(?<![\w⟦-])(?:"
    + "|".join(f"(?P<w{i}>(?:{words}))" for i, (_, words) in enumerate(_WORDS))
    + r")(?![\w])"
)
_BEFORE = re.compile(
    r"\b(?:no|not|nothing|none|never|neither|nor|without(?! (?:this|that|it|these|them|"
    r"which)\b)|nowhere|nobody|cannot|free (?:of|from)|hardly|rules? out|ruled out|avoid\w*|"
    r"absence of|far from|zero|⟦no⟧)\b|n't\b"
)
_AFTER = re.compile(
    r"\s*(?:\w+\s+){0,3}?(?:none|absent|not found|nowhere)\b|\s*[:=]\s*(?:none|no|0)\b"
)
_BREAK = re.compile(r",\s+(?:the|this|that|these|a|an|it|in|there)\b|⟦d⟧")
_LEADS = re.compile(r"\b(?:leads?|arrives?|yields?)$")
_NO_CLAIM_NOUN = re.compile(r"\b(?:possible|potential|supposed|alleged|apparent)\s*$")


def find(clause: str) -> list[Cue]:
    """The defects that a clause (lower case, formulas masked) claims, in order."""
    text = _NOTHING_SAID.sub(_blank, clause)
    found: list[Cue] = []
    for match in _DENIED.finditer(text):
        group = match.lastgroup or "p0"
        if group == "p0" and "hypothes" not in text:
            continue
        if "hypothes" in text and _LEADS.search(match.group()):
            group = "p0"
        earlier = _BEFORE.findall(_scope(text[: match.start()]))
        if not _hedged(text[: match.start()], text):
            if not earlier:
                found.append(_cue(_PRAISE[int(group[1:])][0], match))
            elif len(earlier) > 1 or earlier[0] not in ("no", "nothing", "none", "nowhere"):
                found.append(_cue(_PRAISE[int(group[1:])][0], match, unclear=True))
    text = _DENIED.sub(_mark, text)
    for match in _FOUND.finditer(text):
        group = match.lastgroup or "w0"
        before = text[: match.start()]
        denials = len(_BEFORE.findall(_scope(before))) + bool(_AFTER.match(text, match.end()))
        if _hedged(before, text) or _NO_CLAIM_NOUN.search(before):
            continue
        if denials != 1:
            found.append(_cue(_WORDS[int(group[1:])][0], match, unclear=denials > 1))
    found.sort(key=lambda cue: cue.start)
    clear = [i for i, cue in enumerate(found) if not cue.unclear]
    # After a plain cue a doubtful one is what that is about: "not shown that n cannot be 1".
    return [cue for i, cue in enumerate(found) if not cue.unclear or not clear or i < clear[0]]


def _scope(before: str) -> str:
    """The part of the words before a cue that a denial in it reaches the cue from."""
    ends = [match.end() for match in _BREAK.finditer(before)]
    return before[ends[-1] :] if ends else before


def _hedged(before: str, clause: str) -> bool:
    if "would need" in clause or "would require" in clause:
        return False
    return _HEDGE.search(before) is not None


def _cue(fault: Fault, match: re.Match[str], unclear: bool = False) -> Cue:
    return Cue(fault, match.start(), match.end(), match.group(), unclear)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _mark(match: re.Match[str]) -> str:
    """Same length, so that places stay; a mark that stops the reach of earlier denials."""
    size = len(match.group())
    return ("⟦d⟧" + " " * size)[: max(size, 3)]
