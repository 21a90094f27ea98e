"""One defect in words: a real one explained well or badly, or one that is invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from selfproof.world.analyses import phrases, prose
from selfproof.world.analyses.formulas import (
    MATH,
    canon,
    corrects,
    links,
    parsed,
    right_value,
    verdict,
)
from selfproof.world.analyses.matching import Matcher
from selfproof.world.analyses.prose import Masked
from selfproof.world.analyses.spots import Spot, as_quoted, is_absurd
from selfproof.world.assess import Assessment, Issue, IssueKind, Severity
from selfproof.world.families.base import Draws
from selfproof.world.problem import Problem

_K = IssueKind
_LONGEST_QUOTE = 120
_TAKE = re.compile(r"is false: take (.*)\.$", re.S)
_NUMBER = re.compile(r"(?<![\d^_{])\d+(?![\d}])")
_RIGHT = re.compile(r"the right answer is that (.*)\.$", re.S)
_DENIES = re.compile(r"\b(?:not|no|never|cannot)\b")
_VERB = re.compile(r"\b(?:is|are|holds?|satisf(?:y|ies))\b")
_CONDITION = re.compile(r"\\?\w(?:_\w)?[=≡]-?\d+(?:%\d+)?")
"""`n=3`, `n≡2%5`: what a case supposes, or a value; nothing to praise or to doubt."""
_NO_PART = re.compile(r"^[^$]*$")


@dataclass(slots=True)
class Speaker:
    """What is said about one proof; all choices come from `draws`."""

    problem: Problem
    proof: str
    assessment: Assessment
    draws: Draws
    matcher: Matcher = field(init=False)

    def __post_init__(self) -> None:
        self.matcher = Matcher(self.proof, self.assessment, Masked(""))

    # Places and quotations.

    def at(self, part: str) -> str:
        """`In Case 3, `, `In the case $n = 1$, `; empty where the part has no such name."""
        if part and len(part) < 60:
            if "$" in part and not part.lower().startswith(("case", "the case")):
                return f"In the case {part}, "
            if prose.labels(part.lower()):
                return f"In {part}, "
        return ""

    def part_at(self, sentence: int) -> str:
        """The numbered part that a sentence is in, as the proof calls it."""
        for label, _, members in self.matcher.map.parts:
            if label and sentence in members and label.name.isdigit() and label.sort != "sentence":
                return f"{label.sort.capitalize()} {label.name}"
        return ""

    def say(self, options: Sequence[str], at: str = "", **fill: str) -> str:
        """One of the phrases with its places filled in."""
        text = self.draws.pick(options)
        for name, value in fill.items():
            text = text.replace(f"{{{name}}}", value)
        text = text.replace("{at}", at)
        return text[:1].upper() + text[1:]

    def written(self, issue: Issue) -> str:
        """The claim at fault as the proof has it: a formula without dollar signs, or words."""
        spot = self.spot(issue)
        if spot.claims and issue.sentence in self.matcher.map.formula(spot.claims[0]):
            found = MATH.search(issue.claim)
            if found and found.group() == issue.claim.strip():
                return next(each for each in found.groups() if each is not None).strip()
        for formula in self.formulas(issue.sentence):
            relation = len(links(canon(formula))[0]) > 1
            if relation and spot.says(formula) and len(formula) <= _LONGEST_QUOTE:
                return formula
        return ""

    def quoted(self, issue: Issue) -> str:
        """The claim for the place after "that": `$...$`, or the checker's words for it."""
        formula = self.written(issue)
        if formula:
            return f"${formula}$"
        if issue.claim and len(issue.claim) <= _LONGEST_QUOTE:
            denies = is_absurd(issue.claim) or _DENIES.search(issue.claim)
            return "" if denies else as_quoted(issue.claim)
        return ""

    def spot(self, issue: Issue) -> Spot:
        """The issue as the matcher knows it."""
        return self.matcher.spots[self.assessment.issues.index(issue)]

    def formulas(self, sentence: int) -> list[str]:
        """The formulas of a sentence as written, dollar signs dropped."""
        if sentence < 0:
            return []
        start, end = self.assessment.sentences[sentence]
        return prose.mask(self.proof[start:end]).formulas

    def first_words(self, sentence: int) -> str:
        """`"So we see that ..."`: the beginning of a sentence, for quotation."""
        start, end = self.assessment.sentences[sentence]
        text = " ".join(self.proof[start:end].replace('"', "'").replace("*", "").split())
        short = text[:60]
        if len(text) > 60:
            short = short.rsplit(" ", 1)[0]
            if short.count("$") % 2:
                short = short[: short.rindex("$")]
            short = f"{short.rstrip()} ..."
        return f'"{short}"'

    # Real defects.

    def explain(self, issue: Issue) -> str:
        """A real defect, named and explained rightly."""
        part = issue.part or self.part_at(issue.sentence)
        at = self.at(part if issue.sentence >= 0 else "")
        match issue.kind:
            case _K.SLIP | _K.FALSE_STEP:
                return self.false(issue, at)
            case _K.GAP | _K.OMITTED_DETAIL:
                options = phrases.GAP if issue.kind is _K.GAP else phrases.DETAIL
                quoted = self.quoted(issue)
                return self.say(options, at, quoted=quoted) if quoted else self.vague(issue)
            case _K.UNREAD if issue.sentence >= 0:
                return self.say(phrases.UNREAD, words=self.first_words(issue.sentence))
            case _K.CIRCULAR:
                return self.say(phrases.CIRCULAR, at)
            case _K.UNUSED_HYPOTHESIS:
                return self.say(phrases.UNUSED)
            case _K.MISSING_CASE:
                names = self.named(issue)
                single = self.say(phrases.MISSING_CASES, names=names)
                return single if names else self.say(phrases.SOME_CASE)
            case _:
                return self.missing(issue)

    def vague(self, issue: Issue) -> str:
        """A claim that is too long to be quoted, by the sentence it is in."""
        if is_absurd(issue.claim):
            detail = issue.kind is _K.OMITTED_DETAIL
            return self.say(phrases.UNCLEAR_CLASH if detail else phrases.NO_CLASH)
        if issue.sentence < 0:
            return issue.reason
        options = phrases.VAGUE[issue.kind is _K.OMITTED_DETAIL or issue.kind is _K.GAP]
        return self.say(options, words=self.first_words(issue.sentence))

    def false(self, issue: Issue, at: str) -> str:
        """A false claim, with the right value or an example where there is one."""
        formula = self.written(issue)
        exact = right_value(formula) if formula else None
        if exact is not None:
            return self.valued(phrases.FALSE_VALUE, at, formula, exact, exact[3])
        quoted = self.quoted(issue)
        take = _TAKE.search(issue.reason)
        if quoted and take:
            return self.say(phrases.FALSE_TAKE, at, quoted=quoted, values=take[1])
        return self.say(phrases.FALSE_PLAIN, at, quoted=quoted) if quoted else self.vague(issue)

    def valued(
        self,
        options: Sequence[str],
        at: str,
        formula: str,
        exact: tuple[str, str, str, int],
        value: int,
    ) -> str:
        """A miscalculated link with what it should be."""
        left, right, modulus, _ = exact
        rel = "\\equiv" if modulus else "="
        mod = f" {modulus}" if modulus else ""
        return self.say(
            options, at, claim=formula, left=left, rel=rel, right=right, mod=mod, value=str(value)
        )

    def named(self, issue: Issue) -> str:
        """The formulas that the reason names, as a list."""
        reason = issue.reason.partition(":")[2] if issue.kind is _K.MISSING_CASE else issue.reason
        found = [match.group() for match in MATH.finditer(reason)]
        return listed(found[:4])

    def missing(self, issue: Issue) -> str:
        """A part, an answer or a check that is not there; or a wrong answer."""
        reason, names = issue.reason, self.named(issue)
        if issue.kind is _K.WRONG_ANSWER:
            return self.answer(issue)
        if issue.kind is _K.UNCHECKED_ANSWER:
            plain = not names or self.draws.between(0, 2) == 0
            return (
                self.say(phrases.UNCHECKED_PLAIN)
                if plain
                else self.say(phrases.UNCHECKED, names=names)
            )
        if "base case" in reason and names:
            return self.say(phrases.NO_BASE, names=names)
        if "state its answer" in reason:
            return self.say(phrases.NO_ANSWER)
        if issue.part and _NO_PART.match(issue.part) and not prose.labels(issue.part.lower()):
            options = phrases.NOT_SHOWN if _VERB.search(issue.part) else phrases.NO_PART
            return self.say(options, what=issue.part)
        return reason

    def answer(self, issue: Issue) -> str:
        """A wrong answer or verdict."""
        right = _RIGHT.search(issue.reason)
        if right:
            return self.say(phrases.ANSWER, right=right[1])
        if "statement is" in issue.reason:
            real = "true" if self.problem.truth else "false"
            said = "false" if self.problem.truth else "true"
            return self.say(phrases.VERDICT, real=real, said=said)
        return issue.reason

    def weight(self, issue: Issue) -> str:
        """What the defect costs, or nothing."""
        minor = issue.severity is Severity.MINOR
        return self.draws.pick(phrases.MINOR if minor else phrases.FATAL)

    # Real defects, explained wrongly.

    def distort(self, issue: Issue) -> str:
        """A real defect in the right place with a wrong explanation."""
        part = issue.part or self.part_at(issue.sentence)
        at = self.at(part if issue.sentence >= 0 else "")
        formula = self.written(issue)
        ways: list[str] = []
        exact = right_value(formula) if formula else None
        if exact is not None:
            value = self.wrong_value(formula, exact[3])
            if value is not None:
                ways.append(self.valued(phrases.FALSE_VALUE[:5], at, formula, exact, value))
        if issue.kind in (_K.SLIP, _K.FALSE_STEP) and formula:
            other = self.misquoted(issue, formula)
            if other:
                ways.append(self.say(phrases.FALSE_PLAIN, at, quoted=f"${other}$"))
        if issue.kind in (_K.GAP, _K.OMITTED_DETAIL) and formula and verdict(formula) is not True:
            ways.append(self.say(phrases.FALSE_PLAIN, at, quoted=f"${formula}$"))
        if self.may_fall():
            ways.append(f"{self.explain(issue)} {self.draws.pick(phrases.CONCLUSION_FALSE)}")
        minor = issue.severity is Severity.MINOR
        ways.append(f"{self.explain(issue)} This is {'fatal' if minor else 'only a minor point'}.")
        return self.draws.pick(ways)

    def wrong_value(self, formula: str, exact: int) -> int | None:
        """A number near the right one that is wrong as well."""
        for _ in range(6):
            value = exact + self.draws.pick((1, -1, 2, -2, 3, 10))
            if value >= 0 and corrects(formula, str(value)) is False:
                return value
        return None

    def misquoted(self, issue: Issue, formula: str) -> str:
        """The formula with its last number changed, if the proof does not have that too."""
        places = list(_NUMBER.finditer(formula.partition("\\pmod")[0]))
        if not places or issue.sentence < 0 or len(links(canon(formula))[0]) < 2:
            return ""
        last = places[-1]
        number = int(last.group()) + self.draws.pick((1, 2, 10))
        other = f"{formula[: last.start()]}{number}{formula[last.end() :]}"
        known = self.matcher.map.formula(canon(other)) or self.spot(issue).says(other)
        firsts = [links(claim)[0][0] for claim in self.spot(issue).claims]
        same = links(canon(other))[0][0] in firsts
        return "" if known or verdict(other) is True or not same else other

    def may_fall(self) -> bool:
        """To call the conclusion false would be wrong, and the checker sees that it would."""
        tail = self.matcher.tail()
        return self.problem.truth and not any(
            issue.kind is _K.WRONG_ANSWER
            or (issue.kind in (_K.SLIP, _K.FALSE_STEP) and issue.sentence in tail)
            for issue in self.assessment.issues
        )

    # What is right, and defects that are not there.

    def right(self) -> list[tuple[int, str]]:
        """(sentence, formula) of right steps that are worth a word, in order."""
        bad = {issue.sentence for issue in self.assessment.issues}
        found = []
        for sentence in range(self.matcher.map.count):
            if sentence in bad:
                continue
            for formula in self.formulas(sentence):
                shape = canon(formula)
                size = len(links(shape)[0])
                if size < 2 or not 5 <= len(formula) <= _LONGEST_QUOTE:
                    continue
                if _CONDITION.fullmatch(shape):
                    continue
                if self.matcher.map.formula(shape) & bad or verdict(formula) is False:
                    continue
                if not any(_is_about(spot, formula) for spot in self.matcher.spots):
                    found.append((sentence, formula))
                    break
        return found

    def praise(self, sentence: int, formula: str) -> str:
        """A right step, with why it holds."""
        at = self.at(self.part_at(sentence))
        if verdict(formula) is not True:
            return self.say(phrases.RIGHT_STEP, at, claim=formula)
        letters = any(char.isalpha() for char in re.sub(r"\\[a-z]+|mod", "", formula))
        options = phrases.RIGHT_IDENTITY if letters else phrases.RIGHT_NUMBERS
        return self.say(options, at, claim=formula)

    def invent(self, right: Sequence[tuple[int, str]]) -> str:
        """A defect that is not there."""
        ways: list[str] = []
        if right:
            sentence, formula = self.draws.pick(right)
            at = self.at(self.part_at(sentence))
            value = self.last_number(formula)
            options = phrases.INVENTED_VALUE[0 if value else 2 :]
            ways.append(self.say(options, at, claim=formula, value=value))
            ways.append(self.say(phrases.INVENTED_GAP, at, quoted=f"${formula}$"))
        case = self.treated_case()
        if case:
            ways.append(self.say(phrases.INVENTED_CASE, names=f"${case}$"))
        if not ways and not any(i.kind is _K.CIRCULAR for i in self.assessment.issues):
            ways.append(self.say(phrases.INVENTED_CIRCLE))
        return self.draws.pick(ways) if ways else self.far()

    def far(self) -> str:
        """A case of a variable that no proof of the world has."""
        return self.say(phrases.INVENTED_CASE, names="$w = 977$")

    def last_number(self, formula: str) -> str:
        """A wrong value for the end of a formula of numbers; empty where it does not end so."""
        members = links(canon(formula))[0]
        if not members[-1].isdigit() or len(members[-1]) > 12:
            return ""
        return str(int(members[-1]) + self.draws.pick((1, 2, 3)))

    def treated_case(self) -> str:
        """The condition of a case that the proof treats and that has no issue."""
        bad = {issue.sentence for issue in self.assessment.issues}
        options = []
        for _, shapes, members in self.matcher.map.parts:
            if not shapes or members & bad or not members:
                continue
            place = min(members)
            for formula in [
                *self.formulas(place),
                *self.formulas(place + 1 if place + 1 in members else -1),
            ][:1]:
                shape = canon(formula)
                known = parsed(formula)
                if len(links(shape)[0]) != 2 or known is None or not known.props:
                    continue
                if self.matcher.map.part_of(shape) & bad or self.matcher.map.formula(shape) & bad:
                    continue
                if any(spot.names(formula) for spot in self.matcher.spots):
                    continue
                options.append(formula)
        return self.draws.pick(options) if options else ""


def listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _is_about(spot: Spot, formula: str) -> bool:
    """An issue can be pointed at by this formula: it is its claim, or of what is missing."""
    return spot.says(formula) or (spot.issue.sentence < 0 and spot.names(formula))
