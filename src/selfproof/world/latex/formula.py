"""Whole formulas: chains of relations, lists, sets, congruences.

A formula is a list of pieces between commas, *and*, *or* or line breaks; a piece is a chain of
relations or a bare term. Bare terms join a neighbour where everybody reads them so: `a, b > 0`,
`x^2 \\equiv 0, 1 \\pmod 4`, `x = 1, 2`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selfproof.world import terms as t
from selfproof.world.latex.names import NO_NAMES, Names
from selfproof.world.latex.termparser import TermParser
from selfproof.world.latex.tokens import LONGEST, Token, Unreadable, tokenize
from selfproof.world.props import And, Cong, Divides, Is, Kind, Named, Not, Or, Prop, Rel, RelOp
from selfproof.world.terms import Call, Num, Point, Term, Var

NO_MODULUS = "a congruence has no modulus"
"""Why a congruence without a modulus is not read."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read, and why, in a few words."""

    why: str


@dataclass(frozen=True, slots=True)
class Formula:
    """What a formula says.

    Attributes:
        props: The links of its chains, in order; empty when it is only a term or a list of terms.
        terms: The terms it lists ("x, y"), when it has no relation; a single term is one of these.
        first, last: The outer terms of its one chain, where there is one.
    """

    props: tuple[Prop, ...] = ()
    terms: tuple[Term, ...] = ()
    first: Term | None = None
    last: Term | None = None


def parse_formula(
    text: str, names: Names = NO_NAMES, modulus: Term | None = None
) -> Formula | Failure:
    """Reads a formula without its dollar signs.

    Args:
        text: Anything.
        names: Which names are sequences or points.
        modulus: Of congruences that do not name one.
    """
    if len(text) > LONGEST:
        return Failure("the formula is too long")
    if len(text) <= _REMEMBERED:
        return _remembered(text, names, modulus)
    return _parsed(text, names, modulus)


def parse_term(text: str, names: Names = NO_NAMES) -> Term | Failure:
    """Reads a formula that must be a single term."""
    formula = parse_formula(text, names)
    if isinstance(formula, Failure):
        return formula
    if len(formula.terms) != 1:
        return Failure("it is not a single term")
    return formula.terms[0]


_REMEMBERED = 200
_BOXED = re.compile(r"\\boxed\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*[.,]?")


def _parsed(text: str, names: Names, modulus: Term | None) -> Formula | Failure:
    boxed = _BOXED.fullmatch(text.strip())
    if boxed is not None:
        text = boxed.group(1)
    try:
        tokens = _with_relation_bar(_with_moduli(tokenize(text.strip(" \t\n.,;:"))))
        return _Reader(tokens, names, modulus).formula()
    except Unreadable as failure:
        return Failure(str(failure))


_remembered = lru_cache(maxsize=8_192)(_parsed)


def _with_moduli(tokens: list[Token]) -> list[Token]:
    """`(mod 5)` becomes \\pmod{5}."""
    if ("mod", "") not in tokens:
        return tokens
    found: list[Token] = []
    opened: list[bool] = []
    for place, token in enumerate(tokens):
        if token[0] == "mod" and found and found[-1][0] == "(":
            found[-1:] = [("pmod", ""), ("{", "")]
            opened[-1] = True
        elif token[0] == ")" and opened and opened.pop():
            found.append(("}", ""))
        else:
            found.append(token)
            if token[0] == "(":
                opened.append(False)
            elif token[0] == "mod" and place == 0:
                raise Unreadable("a modulus has no congruence")
    return found


def _with_relation_bar(tokens: list[Token]) -> list[Token]:
    """A single bar means "divides"; several are absolute values."""
    bars = sum(kind == "|" for kind, _ in tokens)
    if bars % 2 == 0:
        return tokens
    if bars > 1:
        raise Unreadable("the bars are not clear")
    return [("rel", "mid") if token[0] == "|" else token for token in tokens]


_SET_KINDS: dict[tuple[str, str], Kind] = {
    ("Z", ""): "integer",
    ("N", ""): "natural",
    ("Q", ""): "rational",
    ("R", ""): "real",
    ("Z", "+"): "positive integer",
    ("Z", ">0"): "positive integer",
    ("Z", ">=1"): "positive integer",
    ("Z", ">=0"): "natural",
    ("N", "0"): "natural",
    ("R", "+"): "positive real",
    ("R", ">0"): "positive real",
    ("R", ">=0"): "nonnegative real",
}
_SEPARATORS = frozenset((",", ";", "and", "or", "\\\\", ":"))


@dataclass(slots=True)
class _Piece:
    """A chain: `sides` has one list of alternatives (`\\pm`) more than `ops`."""

    separator: str
    sides: list[list[Term]] = field(default_factory=list)
    ops: list[str] = field(default_factory=list)
    moduli: list[Term | None] = field(default_factory=list)
    modulus: Term | None = None
    props: list[Prop] = field(default_factory=list)
    """Of what is no chain of terms (angles, membership)."""


class _Reader:
    def __init__(self, tokens: list[Token], names: Names, modulus: Term | None) -> None:
        self.parser = TermParser(tokens, names)
        self.modulus = modulus

    def formula(self) -> Formula:
        if not self.parser.kind:
            raise Unreadable("the formula is empty")
        pieces = [self._piece("")]
        while self.parser.kind in _SEPARATORS:
            separator = self._separator()
            if not self.parser.kind:
                break
            if separator == "\\\\" and self.parser.kind == "rel":
                self._chain(pieces[-1])
            else:
                pieces.append(self._piece(separator))
        if self.parser.kind:
            raise Unreadable("a term is followed by something else")
        if len(pieces) == 1 and not pieces[0].props:
            return self._single(pieces[0])
        return _joined(pieces, self.modulus)

    def _single(self, piece: _Piece) -> Formula:
        if piece.ops:
            first = piece.sides[0][0] if len(piece.sides[0]) == 1 else None
            last = piece.sides[-1][0] if len(piece.sides[-1]) == 1 else None
            return Formula(tuple(_links(piece, self.modulus)), (), first, last)
        return _joined([piece], self.modulus)

    def _separator(self) -> str:
        found = ""
        while (kind := self.parser.kind) in _SEPARATORS:
            self.parser.place += 1
            if kind in ("and", "or") and found in ("and", "or"):
                raise Unreadable("two words stand side by side")
            found = kind if found in ("", ",", "\\\\") else found
        return found

    def _piece(self, separator: str) -> _Piece:
        piece = _Piece(separator)
        if self.parser.kind == "angle":
            piece.props.append(self._angle())
            return piece
        piece.sides.append(self._side())
        self._chain(piece)
        return piece

    def _side(self) -> list[Term]:
        """A term, or the two that `\\pm` stands for."""
        parser = self.parser
        if parser.kind == "(" and parser.kinds[parser.place + 1] == "pm":
            return self._signed_power()
        if parser.kind in ("pm", "mp"):
            upper = parser.kind == "pm"
            parser.place += 1
            inner = parser.sum()
            if isinstance(inner, t.Add):
                raise Unreadable("the sign \\pm before a sum")
            return [inner, t.neg(inner)] if upper else [t.neg(inner), inner]
        term = parser.sum()
        if parser.take("pm"):
            other = parser.sum()
            if isinstance(other, t.Add):
                raise Unreadable("the sign \\pm before a sum")
            return [t.add(term, other), t.sub(term, other)]
        return [term]

    def _signed_power(self) -> list[Term]:
        """`(\\pm 3)^k` with a number k: one term for even k, else two."""
        parser = self.parser
        parser.place += 2
        inner = parser.sum()
        parser.need(")")
        parser.need("^")
        exponent = parser.exponent()
        if not isinstance(exponent, t.Num) or exponent.value.denominator != 1:
            raise Unreadable("the sign \\pm is not clear")
        base = t.power(inner, int(exponent.value))
        return [base] if exponent.value % 2 == 0 else [base, t.neg(base)]

    def _chain(self, piece: _Piece) -> None:
        parser = self.parser
        self._moduli(piece)
        while parser.kind == "rel":
            op = parser.tokens[parser.place][1]
            parser.place += 1
            if op in ("in", "notin") and parser.kind == "set":
                piece.props += self._membership(piece, op)
                return
            piece.ops.append(op)
            piece.moduli.append(None)
            piece.sides.append(self._side())
            self._moduli(piece)

    def _moduli(self, piece: _Piece) -> None:
        parser = self.parser
        kind = parser.kind
        if kind not in ("pmod", "mod", "bmod"):
            return
        parser.place += 1
        if kind == "pmod":
            modulus = parser._argument() if parser.kind != "num" else self._number()
        else:
            modulus = parser._factor(signed=False)
        if piece.ops and any(op in ("equiv", "nequiv", "in") for op in piece.ops):
            piece.moduli = [
                modulus if each is None and op in ("equiv", "nequiv", "in") else each
                for op, each in zip(piece.ops, piece.moduli, strict=True)
            ]
            piece.modulus = modulus
        elif piece.ops:
            raise Unreadable("a modulus has no congruence")
        elif kind == "pmod":
            piece.modulus = modulus
        else:
            self._remainder(piece, modulus)

    def _number(self) -> Term:
        text = self.parser.tokens[self.parser.place][1]
        self.parser.place += 1
        return t.num(int(text)) if text.isdigit() else t.ZERO

    def _remainder(self, piece: _Piece, modulus: Term) -> None:
        """`a \\bmod m = r` with 0 <= r < m."""
        parser = self.parser
        if parser.kind != "rel" or parser.tokens[parser.place][1] != "=":
            raise Unreadable("a remainder has no value")
        parser.place += 1
        value = parser.sum()
        known = isinstance(value, Num) and isinstance(modulus, Num)
        if not known or not 0 <= value.value < modulus.value:  # type: ignore[union-attr]
            raise Unreadable("a remainder is not smaller than its modulus")
        piece.ops, piece.moduli, piece.modulus = ["equiv"], [modulus], modulus
        piece.sides.append([value])

    def _membership(self, piece: _Piece, op: str) -> list[Prop]:
        """`k \\in \\mathbb{Z}`, at the end of a chain."""
        parser = self.parser
        letter = parser.tokens[parser.place][1]
        parser.place += 1
        marks = ""
        while parser.kind in ("_", "^", "{", "}", "+", "num", "rel"):
            kind, value = parser.tokens[parser.place]
            if kind == "rel" and not marks.startswith("{"):
                break
            marks += {"{": "{", "}": "}", "+": "+"}.get(kind, value)
            parser.place += 1
        kind_of = _SET_KINDS.get((letter, marks.strip("{}")))
        if kind_of is None or piece.ops or len(piece.sides[0]) != 1:
            raise Unreadable("a set is not known")
        inside: Prop = Is(piece.sides[0][0], kind_of)
        return [inside if op == "in" else Not(inside)]

    def _angle(self) -> Prop:
        parser = self.parser
        expected = ["name", "name", "name", "rel", "num", "^"]
        found = parser.tokens[parser.place + 1 : parser.place + 7]
        if [kind for kind, _ in found] != expected or found[3][1] != "=" or found[4][1] != "90":
            raise Unreadable("an angle is not clear")
        parser.place += 7
        braced = parser.take("{")
        parser.need("circ")
        if braced:
            parser.need("}")
        return Named("right angle", tuple(Var(value) for _, value in found[:3]))


def _joined(pieces: list[_Piece], modulus: Term | None) -> Formula:
    """What pieces say together."""
    waiting: list[_Piece] = []
    groups: list[tuple[str, list[_Piece]]] = []
    for piece in pieces:
        if piece.ops or piece.props:
            groups.append((piece.separator, [*waiting, piece]))
            waiting = []
        elif groups and piece.separator in (",", "or", "and"):
            groups[-1][1].append(piece)
        else:
            waiting.append(piece)
    if not groups:
        return _listed(waiting)
    if waiting:
        raise Unreadable("a term stands beside a relation")
    said = [_group(members, modulus) for _, members in groups]
    separators = [separator for separator, _ in groups[1:]]
    if "or" in separators:
        if set(separators) - {"or", ","}:
            raise Unreadable("'and' and 'or' are mixed")
        return Formula((Or(tuple(_both(props) for props in said)),))
    return Formula(tuple(prop for props in said for prop in props))


def _both(props: list[Prop]) -> Prop:
    return props[0] if len(props) == 1 else And(tuple(props))


def _listed(pieces: list[_Piece]) -> Formula:
    """Terms alone: a list of names, or a point with its place."""
    found: list[Term] = []
    places: list[Prop] = []
    for piece in pieces:
        if piece.modulus is not None or piece.separator == "or":
            raise Unreadable("a list of terms is not clear")
        for term in piece.sides[0]:
            if isinstance(term, Call) and term.name == "at":
                places.append(Rel("=", term.args[0], term.args[1]))
            else:
                found.append(term)
    if places:
        if found:
            raise Unreadable("a term stands beside a relation")
        return Formula(tuple(places))
    return Formula((), tuple(found))


def _group(members: list[_Piece], modulus: Term | None) -> list[Prop]:
    """One chain with the bare terms before it (`a, b > 0`) and behind it (`x = 1, 2`)."""
    place = next(k for k, piece in enumerate(members) if piece.ops or piece.props)
    before, main, behind = members[:place], members[place], members[place + 1 :]
    if behind:
        if before or main.props:
            raise Unreadable("a term stands beside a relation")
        return _with_alternatives(main, behind, modulus)
    props = _links(main, modulus)
    if not before:
        return props
    if main.props and isinstance(main.props[0], Is):
        return [*(Is(_name(piece), main.props[0].kind) for piece in before), *props]
    if len(main.ops) != 1 or main.ops[0] not in ("<", ">", "<=", ">=", "!=", "=", "equiv"):
        raise Unreadable("a term stands beside a relation")
    if main.ops[0] in ("=", "equiv") and len(main.sides[1]) != 1:
        raise Unreadable("a term stands beside a relation")
    _name(main)
    shared: list[Prop] = []
    for piece in [*before, main]:
        alone = _Piece("", [[_name(piece)], main.sides[1]], main.ops, main.moduli, main.modulus)
        shared += _links(alone, modulus)
    return shared


def _name(piece: _Piece) -> Term:
    if len(piece.sides[0]) != 1 or not isinstance(piece.sides[0][0], Var) or piece.modulus:
        raise Unreadable("a term stands beside a relation")
    return piece.sides[0][0]


def _with_alternatives(main: _Piece, behind: list[_Piece], modulus: Term | None) -> list[Prop]:
    op = main.ops[-1]
    extra = [term for piece in behind for term in piece.sides[0]]
    last_modulus = behind[-1].modulus or main.moduli[-1] or modulus
    if any(piece.modulus is not None for piece in behind[:-1]):
        raise Unreadable("a list of terms is not clear")
    if op == "mid" and all(piece.separator != "or" for piece in behind):
        links = _links(main, modulus)
        return [*links, *(Divides(main.sides[-2][0], term) for term in extra)]
    words = {piece.separator for piece in behind}
    if op == "=" and not _plain_list(main, extra) and words != {"or"}:
        raise Unreadable("a term stands beside a relation")
    if op not in ("=", "equiv") or len(main.sides[-2]) != 1:
        raise Unreadable("a term stands beside a relation")
    if op == "=" and behind[-1].modulus is not None:
        raise Unreadable("a modulus has no congruence")
    left = main.sides[-2][0]
    earlier = _Piece("", main.sides[:-1], main.ops[:-1], main.moduli[:-1], last_modulus)
    choices = tuple(_linked(op, left, right, last_modulus) for right in [*main.sides[-1], *extra])
    return [*(_links(earlier, last_modulus) if earlier.ops else []), Or(choices)]


def _plain_list(main: _Piece, extra: list[Term]) -> bool:
    """`x = 1, 2`: a name and numbers."""
    values = [*main.sides[-1], *extra]
    named = main.sides[0][0]
    if isinstance(named, Point):
        shaped = all(isinstance(value, Point) for value in values)
        return len(main.ops) == 1 and shaped and not any(t.variables(v) for v in values)
    return (
        len(main.ops) == 1
        and isinstance(named, Var)
        and not any(t.variables(value) for value in values)
    )


def _links(piece: _Piece, modulus: Term | None) -> list[Prop]:
    """The propositions of a chain."""
    found: list[Prop] = []
    later = piece.modulus
    for place, op in enumerate(piece.ops):
        left, right = piece.sides[place], piece.sides[place + 1]
        mod = piece.moduli[place] or later or modulus
        if len(left) == len(right) == 1:
            found.append(_linked(op, left[0], right[0], mod))
        elif op in ("=", "equiv"):
            if len(left) == len(right):  # the upper signs belong together, and the lower ones
                found += [_linked(op, *sides, mod) for sides in zip(left, right, strict=True)]
                continue
            pairs = [(one, other) for one in left for other in right]
            found.append(Or(tuple(_linked(op, one, other, mod) for one, other in pairs)))
        elif op == "!=" and len(left) == 1:
            found += [Rel("!=", left[0], other) for other in right]
        else:
            raise Unreadable("the sign \\pm is not clear")
    return found + piece.props


def _linked(op: str, left: Term, right: Term, modulus: Term | None) -> Prop:
    if op in ("equiv", "nequiv"):
        if modulus is None:
            raise Unreadable(NO_MODULUS)
        congruent = Cong(left, right, modulus)
        return congruent if op == "equiv" else Not(congruent)
    if op == "mid":
        return Divides(left, right)
    if op == "nmid":
        return Not(Divides(left, right))
    if op in ("in", "notin"):
        return _among(op, left, right, modulus)
    if op in ("perp", "parallel"):
        ends = [end for side in (left, right) for end in _ends(side)]
        return Named("perpendicular" if op == "perp" else "parallel", tuple(ends))
    return _related(op, left, right)  # type: ignore[arg-type]


def _related(op: RelOp, left: Term, right: Term) -> Prop:
    if op == "=":
        if isinstance(left, Point) and isinstance(right, Point):
            return And((Rel("=", left.x, right.x), Rel("=", left.y, right.y)))
        if isinstance(left, Call) and isinstance(right, Call):
            if left.name == right.name == "tuple" and len(left.args) == len(right.args):
                return And(
                    tuple(Rel("=", a, b) for a, b in zip(left.args, right.args, strict=True))
                )
            if _is_length(left) and _is_length(right):
                return Named("equal lengths", (*_ends(left), *_ends(right)))
    return Rel(op, left, right)


def _among(op: str, left: Term, right: Term, modulus: Term | None) -> Prop:
    if not isinstance(right, Call) or right.name != "set":
        raise Unreadable("a set is not written out")
    if modulus is not None:
        among: tuple[Prop, ...] = tuple(Cong(left, each, modulus) for each in right.args)
        return Or(among) if op == "in" else And(tuple(map(Not, among)))
    if op == "in":
        return Or(tuple(_related("=", left, each) for each in right.args))
    if isinstance(left, Point):
        raise Unreadable("a pair outside a set")
    return And(tuple(Rel("!=", left, each) for each in right.args))


def _is_length(term: Term) -> bool:
    inner = term.args[0] if isinstance(term, Call) and term.name == "sqrt" else None
    return isinstance(inner, Call) and inner.name == "dist2"


def _ends(term: Term) -> tuple[Term, ...]:
    if isinstance(term, Call) and term.name == "vector":
        return term.args
    if _is_length(term):
        inner = term.args[0]  # type: ignore[union-attr]
        return inner.args  # type: ignore[union-attr]
    raise Unreadable("a line is not clear")
