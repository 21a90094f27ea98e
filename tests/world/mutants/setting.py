"""What the names of a proof mean, and where its suppositions hold.

Names that are defined (N = n^2 + 1, points, sequences) have the value of what they stand for; all
others have the values that `points` chooses. Propositions are looked at in all points at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selfproof.world.language import statements as say
from selfproof.world.language.statements import Item
from selfproof.world.problem import Problem
from selfproof.world.props import And, Exists, Forall, Kind, Named, Not, Or, Prop, Rel, terms_of
from selfproof.world.terms import Add, Call, Num, SumOver, Term, Var, children
from tests.world.mutants.named import Story, boxes_in, story_of
from tests.world.mutants.truths import true
from tests.world.mutants.values import Env, Function, Unknown, Value, number, whole

Point = Mapping[str, Value]


@dataclass(frozen=True)
class Masks:
    """At which of the points something is true, and at which that is known: bit i for point i."""

    true: int
    known: int


@dataclass
class Setting:
    """The points, and what holds there.

    Attributes:
        problem: The problem.
        items: What the proof says.
        points: Values of all names that are not defined.
        defined: For each name what it was defined to be, and where; None where it is arbitrary
            from there on.
        given: Definitions of the problem.
        functions: Sequences.
        filters: What the problem gives that is no definition.
        suppositions: Conditions with their places.
        spoken: Boxes and examples with their places.
    """

    problem: Problem
    items: tuple[Item, ...]
    points: Sequence[Point] = ()
    defined: dict[str, list[tuple[int, Term | None]]] = field(default_factory=dict)
    given: dict[str, Term] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    bodies: dict[str, tuple[str, Term]] = field(default_factory=dict)
    filters: list[Prop] = field(default_factory=list)
    suppositions: list[tuple[int, Prop]] = field(default_factory=list)
    kinds: dict[str, Kind] = field(default_factory=dict)
    story: Story = field(default_factory=Story)
    spoken: list[tuple[int, str, tuple[Term, ...]]] = field(default_factory=list)
    masks: dict[tuple[Prop, int], Masks] = field(default_factory=dict)

    def terms_at(self, place: int) -> dict[str, Term]:
        """What names stand for at a place of the text."""
        found = dict(self.given)
        for name, events in self.defined.items():
            past = [term for start, term in events if start <= place]
            known = name in self.kinds or name in self.given
            term = past[-1] if past else (None if known else events[0][1])
            if term is not None:
                found[name] = term
        return found

    def story_at(self, place: int) -> Story:
        """The boxes and the example that a place speaks of."""
        for start, relation, args in self.spoken:
            if start <= place or (relation == "boxes" and not self.story.boxes):
                try:
                    if relation == "boxes":
                        self.story.boxes = tuple(boxes_in(args))
                    else:
                        self.story.taken = tuple(whole(number(arg, Env({}))) for arg in args)
                except Unknown:
                    continue
        return self.story

    def look(self, prop: Prop, place: int) -> Masks:
        """Where a proposition is true that stands at a place of the text."""
        key = (prop, place)
        if key not in self.masks:
            self.masks[key] = self._look(prop, place)
        return self.masks[key]

    def _look(self, prop: Prop, place: int) -> Masks:
        terms = self.terms_at(place)
        story = self.story_at(place)
        names = sorted(self._sampled(prop, terms))
        found: dict[tuple[Value, ...], bool | None] = {}
        yes = known = 0
        for bit, point in enumerate(self.points):
            key = tuple(point.get(name) for name in names)
            if key not in found:
                found[key] = true(prop, Env(point, terms, self.functions), story)
            yes |= (found[key] is True) << bit
            known |= (found[key] is not None) << bit
        return Masks(yes, known)

    def _sampled(self, prop: Prop, terms: Mapping[str, Term]) -> set[str]:
        """The names whose values matter for a proposition."""
        waiting, seen = [*names_in(prop), *self.story.state], set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name in terms:
                waiting += names_of(terms[name])
            if name in self.bodies:
                waiting += names_of(self.bodies[name][1])
        return seen - terms.keys()

    def shared(self, prop: Prop, other: Prop, place: int) -> bool:
        """Whether two propositions speak of the same values."""
        terms = self.terms_at(place)
        return bool(self._sampled(prop, terms) & self._sampled(other, terms))


def names_of(term: Term) -> set[str]:
    """Names of variables and sequences in a term, bound ones too."""
    found: set[str] = set()
    stack = [term]
    while stack:
        each = stack.pop()
        if isinstance(each, Var | Call):
            found.add(each.name)
        if isinstance(each, SumOver):
            found.add(each.bound)
        stack += children(each)
    return found


def names_in(prop: Prop) -> set[str]:
    """The same for a proposition."""
    match prop:
        case Not(inner) | Exists(_, _, inner) | Forall(_, _, inner):
            return names_in(inner)
        case And(parts) | Or(parts):
            return {name for part in parts for name in names_in(part)}
        case Named("lies on", _):
            return {name for term in terms_of(prop) for name in names_of(term)} - {"x", "y"}
        case _:
            return {name for term in terms_of(prop) for name in names_of(term)}


def make_setting(problem: Problem, items: tuple[Item, ...]) -> Setting:
    """The setting of a proof that was read."""
    setting = Setting(problem, items, story=story_of(problem.hypotheses))
    setting.kinds = {given.name: given.kind for given in problem.givens}
    setting.filters = list(_take_hypotheses(setting))
    for item in items:
        _take_item(setting, item)
    return setting


def _take_hypotheses(setting: Setting) -> Iterator[Prop]:
    """Definitions; what is none is given back."""
    starts: dict[str, dict[int, Term]] = {}
    rules: dict[str, tuple[str, Call, Term]] = {}
    for prop in setting.problem.hypotheses:
        match prop:
            case Rel("=", Var(name), value) if name not in names_of(value):
                setting.given[name] = value
            case Rel("=", Call(name, (Num(at),)), value):
                starts.setdefault(name, {})[int(at)] = value
            case Forall((index,), _, Rel("=", Call(name, _) as left, right)):
                rules[name] = (index, left, right)
            case Named("table", (Call(_, first), Call(_, second))):
                for numbers in (first, second):
                    yield Rel("=", Var("total"), _added(numbers))
                yield Rel("=", Var("pairs"), Var("total"))
            case Named("degrees", numbers):
                yield Rel("=", Var("total"), _added(numbers))
                yield Rel("=", Add((Var("pairs"), Var("pairs"))), Var("total"))
            case Named():
                pass
            case _:
                yield prop
    for name, (index, left, right) in rules.items():
        setting.functions[name] = _recurrence(starts.get(name, {}), index, left, right)


def _added(numbers: tuple[Term, ...]) -> Term:
    return numbers[0] if len(numbers) == 1 else Add(numbers)


def _recurrence(starts: dict[int, Term], index: str, left: Call, right: Term) -> Function:
    """The sequence with these first values and this rule."""
    shift = whole(number(left.args[0], Env({index: 0})))
    known: dict[int, Value] = {}

    def value(env: Env, at: int) -> Value:
        if at in known:
            return known[at]
        if at in starts:
            known[at] = number(starts[at], Env({}))
        elif not starts or at < min(starts) or at > max(starts) + 60:
            raise Unknown("outside of the sequence")
        else:
            known[at] = number(right, env.put({index: at - shift}))
        return known[at]

    return value


def _take_item(setting: Setting, item: Item) -> None:
    """What later steps rest on."""
    at, body = item.start, item.body
    match body:
        case say.Define(Var(name), value):
            setting.defined.setdefault(name, []).append((at, value))
        case say.Define(Call(name, (Var(index),)), value):
            setting.functions[name] = _sequence(index, value)
            setting.bodies[name] = (index, value)
        case say.Declare(names, kind, props):
            for name in names:
                setting.defined.setdefault(name, []).append((at, None))
                setting.kinds.setdefault(name, kind)
            setting.suppositions += [(at, prop) for prop in props]
        case say.Suppose(prop, _) | say.Case(_, prop) | say.Base(prop) if prop is not None:
            setting.suppositions.append((at, prop))
        case say.Example(values):
            given = And(tuple(Rel("=", Var(name), value) for name, value in values))
            setting.suppositions.append((at, given))
        case say.Claim(Named("boxes" | "take" as relation, args)):
            setting.spoken.append((at, relation, args))


def _sequence(index: str, body: Term) -> Function:
    return lambda env, at: number(body, env.put({index: at}))


def props_of(item: Item) -> list[Prop]:
    """All propositions that an item speaks of."""
    match item.body:
        case say.Claim(prop, reasons):
            return [prop, *(each.since for each in reasons if each.since is not None)]
        case say.Declare(_, _, props) | say.Cases(props):
            return list(props)
        case say.Suppose(prop, _) | say.Answer(prop):
            return [prop]
        case say.Case(_, prop) | say.ToShow(prop) | say.Base(prop):
            return [prop] if prop is not None else []
        case say.Example(values):
            return [Rel("=", Var(name), value) for name, value in values]
        case say.Define(name, value):
            return [Rel("=", name, value)]
    return []
