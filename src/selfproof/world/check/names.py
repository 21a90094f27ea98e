"""Names: variables that are introduced, values that get a name, examples.

A name that the problem gives cannot get new properties: saying so is a supposition. Any other name
that was used before is hidden by its new meaning.
"""

from __future__ import annotations

from selfproof.world import terms
from selfproof.world.assess import IssueKind
from selfproof.world.check import claims, reasons
from selfproof.world.check.blocks import open_frame, suppose
from selfproof.world.check.frames import Frame, Origin
from selfproof.world.check.holds import holds
from selfproof.world.check.lemmas import REAL
from selfproof.world.check.logic import both, free, lower_bound
from selfproof.world.check.state import Doubt, Standing, Walk
from selfproof.world.kernel import Effort, Facts, follows
from selfproof.world.language.statements import Declare, Define, Example
from selfproof.world.props import Divides, Exists, Forall, Is, Kind, Prop, Rel
from selfproof.world.terms import Call, Term, Var


def declare(walk: Walk, said: Declare) -> None:
    """Let n be an integer; let k be an integer with n = 2k."""
    frame = walk.frame
    known = [name for name in said.names if frame.origin(name) is not None]
    if known and _restates(walk, said):
        return
    givens = [name for name in known if _is_given(frame, name)]
    if givens:
        _restrict(walk, said, frozenset(givens))
        return
    if said.kind in ("prime", "odd prime") and _only_divides(said.props, said.names):
        # Perhaps no such prime exists: what follows is said for the case that one does.
        suppose(walk, Exists(said.names, said.kind, both(said.props)), "suppose")
        return
    for name in said.names:
        _fresh(walk, frame, name)
    props = tuple(map(frame.read, said.props))
    names = tuple(_now(frame, name) for name in said.names)
    limited = _plain_limits(props, names) or _only_divides(props, names)
    if props and not limited and not _exists(walk, names, said.kind, both(props)):
        return
    walk.general = walk.general or (not props and said.kind in REAL)
    for name in names:
        frame.introduce(name, Origin(said.kind, props, every=not props or limited))
    for prop in props:
        frame.learn(prop)
        walk.powers.note(prop)


def _now(frame: Frame, name: str) -> str:
    """What a name of the text is called inside."""
    variable = frame.renames.get(name)
    return variable.name if isinstance(variable, Var) else name


def _is_given(frame: Frame, name: str) -> bool:
    if name in frame.renames:
        return False
    origin = frame.origin(name)
    return origin is not None and origin.given


def _fresh(walk: Walk, frame: Frame, name: str) -> None:
    """From here on the name means something new."""
    if frame.origin(name) is not None or name in frame.renames:
        frame.renames[name] = Var(walk.new_name(name))


def _restates(walk: Walk, said: Declare) -> bool:
    """Nothing new is said: all names are known, and so is what is said of them."""
    frame = walk.frame
    props = [Is(Var(name), said.kind) for name in said.names]
    if any(frame.origin(_now(frame, name)) is None for name in said.names):
        return False
    if said.kind == "real":
        props = []
    return all(follows(frame.read(prop), frame.facts) for prop in (*props, *said.props))


def _restrict(walk: Walk, said: Declare, givens: frozenset[str]) -> None:
    """A variable of the problem gets new properties: that is a supposition."""
    facts = walk.frame.facts
    kinds = [Is(Var(name), said.kind) for name in sorted(givens)]
    if said.kind == "real":
        kinds = []
    kinds = [kind for kind in kinds if not follows(kind, facts)]
    new = tuple(name for name in said.names if name not in givens)
    prop = both((*kinds, *said.props))
    suppose(walk, Exists(new, said.kind, prop) if new else prop, "suppose")


def _plain_limits(props: tuple[Prop, ...], names: tuple[str, ...]) -> bool:
    """Only bounds such as k >= 2, which some integers satisfy."""
    return bool(props) and all(
        any(free(prop) == {name} and lower_bound(prop, name) is not None for name in names)
        and not isinstance(prop, Is)
        for prop in props
    )


def _only_divides(props: tuple[Prop, ...], names: tuple[str, ...]) -> bool:
    """ "Let d be a common divisor of a and b": there is one, 1, and d is any of them."""
    return (
        bool(props)
        and len(names) == 1
        and all(
            isinstance(prop, Divides)
            and prop.divisor == Var(names[0])
            and names[0] not in terms.variables(prop.term)
            for prop in props
        )
    )


def _exists(walk: Walk, names: tuple[str, ...], kind: Kind, prop: Prop) -> bool:
    """Values with this property are known to exist; else that is doubtful."""
    frame, key = walk.frame, (walk.at, 0)
    wanted = Exists(names, kind, prop)
    if holds(frame, wanted):
        return True
    doubt = (walk.earlier or {}).get(key)
    if doubt is None:
        detail = not claims.is_whole_proof(walk, wanted) and holds(frame, wanted, Effort.DETAIL)
        standing = Standing.DETAIL if detail else Standing.UNPROVED
        doubt = Doubt(key, wanted, standing, reasons.no_witness(names, prop), walk.part)
    walk.doubts[key] = doubt
    return walk.believes(doubt)


def define(walk: Walk, said: Define) -> None:
    """Let S = a + b; let f(n) = n^2 + 1; let A = (1, 2)."""
    frame = walk.frame
    value = _read_term(frame, said.value)
    match said.name:
        case Var(name):
            _define_variable(walk, frame, name, value)
        case Call(name, args):
            _define_function(walk, frame, name, args, value)
        case _:
            claims.claim(walk, Rel("=", said.name, said.value))


def _read_term(frame: Frame, term: Term) -> Term:
    return terms.substitute(term, frame.renames) if frame.renames else term


def _define_variable(walk: Walk, frame: Frame, name: str, value: Term) -> None:
    equation = Rel("=", Var(_now(frame, name)), value)
    if name in frame.renames and follows(frame.read(Rel("=", Var(name), value)), frame.facts):
        return
    if frame.origin(_now(frame, name)) is not None:
        if follows(equation, frame.facts):
            return
        if _is_given(frame, name):
            suppose(walk, equation, "suppose")
            return
    _fresh(walk, frame, name)
    now = _now(frame, name)
    if now in terms.variables(value) or not _exists_value(frame, value):
        walk.note(IssueKind.GAP, reasons.no_value(name, value), equation)
        return
    _know(walk, frame, terms.variables(value))
    _learn_definition(walk, frame, now, Rel("=", Var(now), value), value)


def _learn_definition(walk: Walk, frame: Frame, name: str, prop: Rel, value: Term) -> None:
    kind: Kind = "integer" if follows(Is(value, "integer"), frame.facts) else "real"
    frame.introduce(name, Origin(kind, (prop,)))
    frame.learn(prop)
    if frame is walk.root:
        walk.definitions.append(prop)
        walk.values[name] = terms.substitute(value, walk.values)


def _know(walk: Walk, frame: Frame, names: frozenset[str]) -> None:
    """Letters in a value that were not introduced stand for something fixed."""
    new = tuple(sorted(name for name in names if frame.origin(name) is None))
    for name in new:
        frame.introduce(name, Origin("real"))
    if new:
        walk.note(IssueKind.OMITTED_DETAIL, reasons.not_introduced(new))


def _exists_value(frame: Frame, value: Term) -> bool:
    """No denominator in it can be 0."""
    if isinstance(value, terms.Div) and not follows(
        Rel("!=", value.bottom, terms.ZERO), frame.facts
    ):
        return False
    return all(_exists_value(frame, part) for part in terms.children(value))


def _define_function(
    walk: Walk, frame: Frame, name: str, args: tuple[Term, ...], value: Term
) -> None:
    """A new function, for all values of its argument; one that is known must agree."""
    equation = Rel("=", Call(name, args), value)
    if follows(equation, frame.facts):
        return
    known = any(_uses(prop, name) for prop in frame.facts.props)
    variable = args[0] if len(args) == 1 else None
    if known or _calls(value, name):
        claims.claim(walk, equation)
        return
    prop: Prop = equation
    _know(walk, frame, terms.variables(value) - frozenset().union(*map(terms.variables, args)))
    if isinstance(variable, Var):
        kind = frame.facts.kind_of(variable.name) or "integer"
        prop = Forall((variable.name,), kind, equation)
        frame.functions.setdefault(name, (variable.name, value))
    frame.learn(prop)
    if prop is not equation:
        frame.learn(equation)
    if frame is walk.root:
        walk.definitions.append(prop)


def _uses(prop: Prop, name: str) -> bool:
    match prop:
        case Forall(_, _, inner) | Exists(_, _, inner):
            return _uses(inner, name)
        case Rel(_, left, right):
            return _calls(left, name) or _calls(right, name)
        case _:
            return False


def _calls(term: Term, name: str) -> bool:
    if isinstance(term, Call) and term.name == name:
        return True
    return any(_calls(part, name) for part in terms.children(term))


def example(walk: Walk, said: Example) -> None:
    """Particular values. What the problem says of these variables is forgotten inside: it has to
    be shown for them like everything else."""
    while walk.frame.kind in ("example", "suppose", "case", "base") and walk.frame.parent:
        walk.frame = walk.frame.parent
    frame = open_frame(walk, "example")
    if frame is None:
        return
    names = frozenset(name for name, _ in said.values)
    problem = walk.problem
    frame.facts = Facts(
        tuple(given for given in problem.givens if given.name not in names),
        tuple(prop for prop in problem.hypotheses if not names & free(prop)),
    )
    for prop in walk.definitions:
        frame.learn(prop)
    for name, value in said.values:
        frame.introduce(name, Origin("real"))
        frame.learn(Rel("=", Var(name), value))
    frame.condition = both(Rel("=", Var(name), value) for name, value in said.values)
    frame.renames = {}
    walk.examples.append(frame)
