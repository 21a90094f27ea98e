"""Whether what an analysis says about a real defect is right."""

from __future__ import annotations

from collections.abc import Sequence

from selfproof.world.analyses import prose
from selfproof.world.analyses.formulas import canon, corrects, parsed, shows, verdict
from selfproof.world.analyses.reading import Accusation
from selfproof.world.analyses.spots import Spot, is_relation
from selfproof.world.assess import Issue, IssueKind, Severity
from selfproof.world.kernel.truth import truth
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import Exact, Num, Var


def explanation(here: Accusation, issue: Issue | None, spots: Sequence[Spot], index: int) -> str:
    """What is wrong with the explanation of a real defect; empty when nothing is."""
    spot = spots[index] if issue is not None else None
    for formula in here.asserted:
        if verdict(formula) is False:
            return f"it states that ${formula}$, which is false"
    holding = [_holds_at(prop, here.examples) for prop in spot.props] if spot else []
    if holding and all(holding):
        return "its counterexample is none"
    for formula in here.corrections:
        if is_relation(formula):
            if verdict(formula) is False:
                return f"it states that ${formula}$, which is false"
            if (
                issue is not None
                and issue.kind is IssueKind.WRONG_ANSWER
                and not _in_reason(spot, formula)
            ):
                return f"the right answer is not ${formula}$"
            continue
        claims = [*here.accused, *(spot.claims if spot else ())]
        verdicts = [corrects(_spelled(claim), formula) for claim in claims]
        if False in verdicts and True not in verdicts:
            return f"the value ${formula}$ is not the right one"
        if (
            issue is not None
            and issue.kind is IssueKind.WRONG_ANSWER
            and not _in_reason(spot, formula)
        ):
            return f"the right answer is not ${formula}$"
    if here.severity is not None and issue is not None and here.severity is not issue.severity:
        said = "fatal" if here.severity is Severity.FATAL else "minor"
        return f"it calls the defect {said}, which it is not"
    return ""


def _holds_at(prop: Prop, examples: Sequence[str]) -> bool:
    """The proposition is true for the values given, so they refute nothing."""
    values: dict[str, Exact] = {}
    for example in examples:
        found = parsed(example)
        for each in found.props if found else ():
            if isinstance(each, Rel) and isinstance(each.left, Var) and isinstance(each.right, Num):
                values[each.left.name] = each.right.value
    return bool(values) and truth(prop, values) is True


def _in_reason(spot: Spot | None, formula: str) -> bool:
    right = spot.issue.reason.partition("right answer is that")[2] if spot else ""
    return any(shows(canon(each), canon(formula)) for each in prose.mask(right).formulas)


def _spelled(shape: str) -> str:
    """A canonical formula in a form that the parser reads."""
    body, percent, modulus = shape.partition("%")
    text = body.replace("*", " \\cdot ").replace("≡", " \\equiv ").replace("|", " \\mid ")
    return f"{text} \\pmod{{{modulus}}}" if percent else text
