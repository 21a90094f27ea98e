"""One clause of an analysis: its cues, the places it names, and the role of every formula in it.

A formula is accused ("$5^2 = 24$ is wrong"), asserted ("since $5^2 = 25$"), put instead ("it should
be $25$"), a condition that names a case, an example that refutes, or only mentioned. The words
around it decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selfproof.world.analyses import cues, prose
from selfproof.world.analyses.cues import Cue
from selfproof.world.analyses.formulas import canon, links
from selfproof.world.analyses.prose import Label, Masked

_MARK = re.compile(r"⟦([fq])(\d+)⟧")
_CORRECTION = re.compile(
    r"(?:(?:should|must|ought to) (?:be|have been|read|give|say|equal)|replaced by|corrected to|"
    r"changed? to|(?:correct|right|true|actual|proper) \w+(?: here| there)? (?:is|would be|"
    r"reads|equals)|"
    r"(?:actually|really)(?: it)?(?: is| equals| gives)?|in fact(?: it)?(?: is| equals| gives)?|"
    r"(?:real|exact) \w+ is)(?: equal to| just| simply| that)?\s*$"
)
_INSTEAD = re.compile(
    r"(?:instead of|rather than|, not|\band not|\bis not|\bnot equal to|^not)(?: equal to| "
    r"just)?\s*$"
)
_CONDITION = re.compile(
    r"\b(?:case|cases|when|for|if|where|class|classes|residues?|candidates?|solutions?|at|"
    r"possibilit\w+|values?)"
    r"(?: that| of| in which| where| when| class)?\s*$"
)
_SOURCE = re.compile(
    r"\b(?:from|by|using|with|under|modulo|mod|of|in|than|to|out of|given|assum\w+|us(?:es|ed)|"
    r"into|on|hypothesis|"
    r"know\w*|have|has|both|even though|although|despite)(?: only| just| the \w+| that)?\s*$"
)
_FAULT_IN = re.compile(
    r"\b(?:error|mistake|slip|miscalculat\w+|gap|flaw|problem|issue|leap|wrong|fault|defect|"
    r"incorrect|step|passage|jump)"
    r"(?: \w+){0,2}? (?:in|to|with|at|of)(?: the \w+| that)?\s*$"
)
_SHOWS_IT = re.compile(
    r"(?:,? (?:and )?⟦f\d+⟧)*,? (?:(?:is|are|gives?|provides?|yields?) (?:an? "
    r")?counter-?example|shows? (?:this|that|it)\b|shows\.?$)"
)
_EXAMPLE = re.compile(r"\b(?:take|look at|try|put|set|for example|for instance|eg)\s*$")
_SHARED = ("condition", "accused", "example", "correction")
_LISTED = re.compile(r"^(?:,| and| or|,? and|,? or)\s*$")
_EXPLAINS = re.compile(
    r"^(?:since|because|as|indeed|in fact|actually|for|but|while|whereas|hence|so|thus|"
    r"therefore|however|and|which|then|the (?:correct|left|right|true))\b"
)
REPORTS = re.compile(
    r"\b(?:author|proof|solution|text|writer|argument|it|prover|step|sentence|line|"
    r"case)\b.{0,30}\b(?:claim|say|write|state|assert|comput|get|obtain|conclud|use|give|put|"
    r"take|find|deduc|infer|has|read|go)\w*"
)


@dataclass(slots=True)
class Clause:
    """A clause with its cues, and every formula by the role it plays."""

    text: str
    cues: list[Cue]
    labels: list[Label]
    accused: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    asserted: list[str] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)
    apposed: list[str] = field(default_factory=list)
    explains: bool = False

    @property
    def placed(self) -> bool:
        return bool(self.labels or self.accused or self.quotes)


@dataclass(frozen=True, slots=True)
class ClauseReader:
    """Reads clauses of one masked text."""

    masked: Masked

    def clause(self, text: str) -> Clause:
        """A clause with its cues, and every formula in the role it plays."""
        text = text.strip()
        clause = Clause(text, cues.find(text), [*map(self.numbered, prose.labels(text))])
        clause.explains = bool(_EXPLAINS.match(text))
        roles: list[str] = []
        ends = 0
        inside = {m for label in clause.labels for m in _MARK.findall(label.name)}
        spans = [(label.start, label.end) for label in clause.labels]
        for match in _MARK.finditer(text):
            number = int(match[2])
            before = text[max(0, match.start() - 60) : match.start()]
            listed = roles and _LISTED.match(text[ends : match.start()])
            ends = match.end()
            if match[1] == "q":
                clause.quotes.append(self.masked.quotes[number])
                roles.append("quote")
                continue
            if ("f", match[2]) in inside or any(a <= match.start() < b for a, b in spans):
                roles.append("label")
                continue
            role = roles[-1] if listed and roles[-1] in _SHARED else ""
            role = role or self.role(clause, before, match, number)
            roles.append(role)
            self.put(clause, role, number, match)
        self.compare(clause)
        return clause

    def numbered(self, label: Label) -> Label:
        """`move $3$` is move 3."""
        if label.name.startswith("⟦f"):
            shape = canon(self.masked.formula(label.name))
            if shape.isdigit():
                return Label(label.sort, shape, label.start, label.end)
        return label

    def role(self, clause: Clause, before: str, match: re.Match[str], number: int) -> str:
        relation = len(links(canon(self.masked.formulas[number]))[0]) > 1
        if _CORRECTION.search(before):
            return "correction"
        if _INSTEAD.search(before):
            return "instead"
        if _CONDITION.search(before):
            return "condition"
        if _SHOWS_IT.match(clause.text, match.end()) or _EXAMPLE.search(before):
            return "example"
        if relation and _FAULT_IN.search(before):
            return "accused"
        if _SOURCE.search(before) and not REPORTS.search(before):
            return "source"
        later = any(
            cue.start >= match.end()
            and not cue.word.startswith((",", "and not", "instead", "rather", "is not", "are not"))
            for cue in clause.cues
        )
        swapped = any(
            cue.word.startswith((", not", "and not", "is not", "instead", "rather"))
            for cue in clause.cues
        )
        if relation and ((clause.explains and not later and not REPORTS.search(before)) or swapped):
            return "asserted"
        earlier = any(cue.end <= match.start() for cue in clause.cues)
        if relation and earlier and before.rstrip().endswith(","):
            return "apposed"
        return "accused" if relation else "term"

    def put(self, clause: Clause, role: str, number: int, match: re.Match[str]) -> None:
        formula = self.masked.formulas[number]
        if role == "correction":
            clause.corrections.append(formula)
        elif role == "condition":
            mark = match.group()
            clause.labels.append(Label("case", mark, match.start(), match.end()))
        elif role in ("asserted", "accused"):
            (clause.asserted if role == "asserted" else clause.accused).append(formula)
        elif role == "apposed":
            clause.apposed.append(formula)
        elif role == "example":
            clause.examples.append(formula)
        elif role == "instead":
            clause.accused.append(formula)

    def compare(self, clause: Clause) -> None:
        """ "$5^2 = 25$, not $24$" accuses $5^2 = 24$."""
        if not clause.asserted or not clause.accused or clause.explains:
            return
        wrong = clause.accused[-1]
        members, relations, modulus = links(canon(clause.asserted[-1]))
        if len(links(canon(wrong))[0]) == 1 and relations:
            shape = members[-2] + relations[-1] + canon(wrong) + (f"%{modulus}" if modulus else "")
            clause.accused[-1] = shape
