"""Items in a form that fits a line of a text file, for the rows in `sentences.txt`."""

from __future__ import annotations

from selfproof.world import show
from selfproof.world.language import statements as say
from selfproof.world.language.statements import Body, Reason
from selfproof.world.language.vocabulary import Vocabulary
from selfproof.world.props import Named, Or, Prop, Rel
from selfproof.world.terms import Add, Call, Mul, Pow, Term, Var, add, mul, num, power

_X, _Y, _N = Var("x"), Var("y"), Var("n")
VOCABULARIES: dict[str, Vocabulary] = {
    "plain": Vocabulary({"n": "integer"}, frozenset("a")),
    "pair": Vocabulary({"x": "integer", "y": "integer"}),
    "induction": Vocabulary(
        {"n": "positive integer"}, frozenset("a"), statement=Rel("=", Call("a", (_N,)), _N)
    ),
    "inequality": Vocabulary(
        {"x": "real", "y": "real"},
        statement=Rel(">=", add(power(_X, 2), power(_Y, 2)), mul(num(2), _X, _Y)),
    ),
    "remainder": Vocabulary({}, asked=Pow(num(7), num(100)), modulus=num(13)),
    "process": Vocabulary(
        {"a": "integer", "b": "integer"},
        moves=2,
        start=(num(1), num(2)),
        target=(num(4), num(7)),
    ),
    "boxes": Vocabulary({}, chosen=7),
    "counting": Vocabulary({"x": "integer"}, counts=True),
    "points": Vocabulary(
        {},
        points=frozenset("ABCD"),
        statement=Named("collinear", (Var("A"), Var("B"), Var("C"))),
    ),
}


def line(body: Body) -> str:
    """An item in one line."""
    match body:
        case say.Declare(names, kind, props):
            return f"Declare {', '.join(names)}: {kind}{_such(props)}"
        case say.Define(name, value):
            return f"Define {show.tex(name)} := {show.tex(value)}"
        case say.Suppose(prop, purpose):
            return f"Suppose[{purpose}] {words(prop)}"
        case say.Cases(props):
            return f"Cases {'; '.join(map(words, props))}".rstrip()
        case say.Case(label, prop):
            return f"Case[{label}] {words(prop) if prop else ''}".rstrip()
        case say.Base(at):
            return f"Base {words(at) if at else ''}".rstrip()
        case say.Claim(prop, reasons):
            return f"Claim {words(prop)}{''.join(map(_reason, reasons))}"
        case say.ToShow(prop):
            return f"ToShow {words(prop) if prop else ''}".rstrip()
        case say.Done(what):
            return f"Done {what or ''}".rstrip()
        case say.Answer(prop):
            return f"Answer {words(prop)}"
        case say.Verdict(truth):
            return f"Verdict {truth}"
        case say.Example(values):
            return f"Example {', '.join(f'{n} = {show.tex(v)}' for n, v in values)}"
        case say.Unread():
            return "Unread"
        case _:
            return type(body).__name__


def words(prop: Prop) -> str:
    """A proposition, with named relations spelt out."""
    if isinstance(prop, Named):
        return f"<{prop.relation}: {', '.join(map(_term, prop.args))}>"
    if isinstance(prop, Or) and any(isinstance(part, Named) for part in prop.parts):
        return " or ".join(map(words, prop.parts))
    return show.words(prop).replace("$", "")


def _term(term: Term) -> str:
    if isinstance(term, Call) and not isinstance(term, Add | Mul) and term.name not in ("slope",):
        return f"{term.name}({', '.join(map(show.tex, term.args))})"
    return show.tex(term)


def _such(props: tuple[Prop, ...]) -> str:
    return f" with {'; '.join(map(words, props))}" if props else ""


def _reason(reason: Reason) -> str:
    return f" [since {words(reason.since)}]" if reason.since is not None else f" [by {reason.by}]"
