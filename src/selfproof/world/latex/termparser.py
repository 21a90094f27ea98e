"""Tokens to terms: a precedence parser that refuses what two readers would read differently.

Ambiguous writings (a/bc, x^2^3, a number before a fraction of numbers) are not read. Depth is
bounded, and every token is looked at a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from selfproof.world import terms as t
from selfproof.world.latex import dots
from selfproof.world.latex.names import Names, listed
from selfproof.world.latex.tokens import Token, Unreadable
from selfproof.world.terms import Call, Div, Num, Point, Pow, SumOver, Term, Var

_Pair: TypeAlias = Callable[[Term, Term], Term]

_DEEPEST = 40
_END: Token = ("", "")
_OPENERS = frozenset(
    listed("num name ( [ { {{ frac fun sqrt binom lvert sum lfloor segment vector group")
)
_ENDS = frozenset(("", "+", "-", "rel", ")", "}", ",", "pmod"))


@lru_cache(maxsize=4_096)
def _number(text: str) -> Num:
    return t.num(Fraction(text))


class TermParser:
    """Reads terms from `tokens`, from `place` on."""

    def __init__(self, tokens: list[Token], names: Names) -> None:
        self.tokens = tokens
        self.kinds = [token[0] for token in tokens]
        self.kinds.append("")
        self.names = names
        self.place = 0
        self._depth = 0
        self._bars = 0

    @property
    def kind(self) -> str:
        """Of the next token; empty at the end."""
        return self.kinds[self.place]

    def take(self, kind: str) -> bool:
        """Whether the next token is of this kind; if so it is passed."""
        if self.kinds[self.place] == kind:
            self.place += 1
            return True
        return False

    def need(self, kind: str) -> None:
        """Passes a token of this kind."""
        if not self.take(kind):
            raise Unreadable(f"'{kind}' is missing")

    def sum(self) -> Term:
        """A sum of products, perhaps with dots."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable("the formula is nested too deeply")
        kinds = self.kinds
        shown: list[Term] = []
        dotted = -1
        sign = self._sign()
        while True:
            if kinds[self.place] == "dots" and shown and dotted < 0 and sign > 0:
                self.place += 1
                dotted = len(shown)
            else:
                product = self._product()
                shown.append(t.neg(product) if sign < 0 else product)
            kind = kinds[self.place]
            if kind == "+":
                self.place += 1
                sign = 1
            elif kind == "-":
                self.place += 1
                sign = -1
            else:
                break
        self._depth -= 1
        if dotted >= 0:
            return dots.dotted_sum(shown, dotted)
        return t.add(*shown) if len(shown) > 1 else shown[0]

    def _sign(self) -> int:
        if self.take("-"):
            return -1
        self.take("+")
        return 1

    def _product(self) -> Term:
        first = self._factor()
        if self.kinds[self.place] in _ENDS:
            return first
        factors = [first]
        quotients = 0
        while True:
            kind = self.kinds[self.place]
            if kind == "*":
                self.place += 1
                if self.kind == "dots":
                    return self._dotted_product(factors)
                factors.append(self._factor(signed=False))
            elif kind == "/":
                self.place += 1
                below = self._factor(signed=False)
                if self._side_by_side():
                    raise Unreadable("a quotient is followed by a factor without a sign")
                factors = [Div(t.mul(*factors), below)]
                quotients += 1
                if quotients > _DEEPEST:
                    raise Unreadable("the formula is nested too deeply")
            elif kind == "dots":
                return self._dotted_product(factors)
            elif kind in _OPENERS or (kind == "|" and not self._bars):
                factors.append(self._beside())
            else:
                break
        return _product_of(factors)

    def _side_by_side(self) -> bool:
        kind = self.kind
        return kind in _OPENERS or (kind == "|" and not self._bars)

    def _beside(self) -> Term:
        """A factor written without a sign before it."""
        kind = self.kind
        before = self.tokens[self.place - 1][0]
        if kind == "num" or (kind == "frac" and before == "num"):
            raise Unreadable("numbers stand side by side")
        return self._factor(signed=False)

    def _dotted_product(self, factors: list[Term]) -> Term:
        self.need("dots")
        self.take("*")
        last = self._factor(signed=False)
        if self.kind in ("*", "/") or self._side_by_side():
            raise Unreadable("a product with dots goes on")
        return dots.dotted_product(factors, last)

    def _factor(self, signed: bool = True) -> Term:
        if signed and self.kind == "-":
            self.place += 1
            self._depth += 1
            if self._depth > _DEEPEST:
                raise Unreadable("the formula is nested too deeply")
            inner = self._factor()
            self._depth -= 1
            return t.neg(inner)
        base = self._atom()
        while self.kinds[self.place] in ("^", "!"):
            if self.take("!"):
                if self.kind == "!":
                    raise Unreadable("a double factorial")
                base = Call("factorial", (base,))
            else:
                self.place += 1
                if self.kind == "circ":
                    raise Unreadable("an angle stands in a term")
                base = _raised(base, self.exponent())
                if self.kind == "^":
                    raise Unreadable("a power of a power without brackets")
        return base

    def exponent(self) -> Term:
        """What stands behind the sign of a power."""
        if self.kind == "{":
            return self._group()
        negative = self.take("-")
        kind = self.kind
        if kind not in ("num", "name", "(", "frac"):
            raise Unreadable("an exponent is not clear")
        inner = self._atom()
        return t.neg(inner) if negative else inner

    def _group(self) -> Term:
        self.need("{")
        inner = self.sum()
        self.need("}")
        return inner

    def _argument(self) -> Term:
        """What \\frac and the like take: a group, a letter or a digit."""
        if self.kind == "{":
            return self._group()
        if self.kind == "num":
            text = self.tokens[self.place][1]
            if len(text) > 1 and text.isdigit():
                self.tokens[self.place] = ("num", text[1:])
                return t.num(int(text[0]))
        elif self.kind not in ("name", "sqrt"):
            raise Unreadable("an argument is not clear")
        return self._atom()

    def _atom(self) -> Term:
        kind = self.kind
        if kind == "num":
            text = self.tokens[self.place][1]
            self.place += 1
            return _number(text)
        if kind == "name":
            return self._named()
        if kind in ("(", "["):
            return self._bracket(kind)
        reader = _READERS.get(kind)
        if reader is None:
            raise Unreadable("a term is missing" if not kind else "a term is not clear")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable("the formula is nested too deeply")
        term = reader(self)
        self._depth -= 1
        return term

    def _bracket(self, kind: str) -> Term:
        self.place += 1
        bars, self._bars = self._bars, 0
        parts = [self.sum()]
        while self.take(",") or self.take(";"):
            parts.append(self.sum())
        self._bars = bars
        if self.kind not in (")", "]") or (kind == "[" and len(parts) > 1):
            raise Unreadable("a bracket is not closed")
        self.place += 1
        if len(parts) == 1:
            return parts[0]
        return Point(parts[0], parts[1]) if len(parts) == 2 else Call("tuple", tuple(parts))

    def _named(self) -> Term:
        name = self.tokens[self.place][1]
        self.place += 1
        if self.kind == "_":
            return self._subscripted(name)
        if name in self.names.sequences and self.kind == "(":
            self.place += 1
            arguments = [self.sum()]
            while self.take(","):
                arguments.append(self.sum())
            self.need(")")
            return Call(name, tuple(arguments))
        if name in self.names.points:
            return self._points(name)
        return Var(name)

    def _points(self, name: str) -> Term:
        """`AB` is a length, `ABC` a polygon, `A(1, 2)` says where A is."""
        found: list[Term] = [Var(name)]
        while self.kind == "name" and self.tokens[self.place][1] in self.names.points:
            found.append(Var(self.tokens[self.place][1]))
            self.place += 1
        if len(found) == 1:
            if self.kind != "(":
                return found[0]
            return Call("at", (found[0], self._bracket("(")))
        if len(found) > 2:
            return Call("polygon", tuple(found))
        return Call("sqrt", (Call("dist2", tuple(found)),))

    def _subscripted(self, name: str) -> Term:
        """An element of a sequence, also of one that was not announced; `x_1` is a name then."""
        self.place += 1
        known = name in self.names.sequences
        if self.kind in ("num", "name"):
            index = self._index()
        else:
            self.need("{")
            start = self.place
            while self.kind == "name":
                self.place += 1
            if self.kind == "}" and self.place > start + 1 and not known:
                inner = [Var(value) for _, value in self.tokens[start : self.place]]
                self.place += 1
                points = name == "m" and all(each.name in self.names.points for each in inner)
                return Call("slope" if points and len(inner) == 2 else name, tuple(inner))
            self.place = start
            index = self.sum()
            self.need("}")
        if isinstance(index, Num) and not known:
            return Var(f"{name}_{index.value}")
        return Call(name, (index,))

    def _index(self) -> Term:
        kind, value = self.tokens[self.place]
        self.place += 1
        return t.num(Fraction(value)) if kind == "num" else Var(value)

    def _fraction(self) -> Term:
        self.place += 1
        top = self._argument()
        return Div(top, self._argument())

    def _binomial(self) -> Term:
        self.place += 1
        top = self._argument()
        return Call("binom", (top, self._argument()))

    def _root(self) -> Term:
        self.place += 1
        if self.kind == "[":
            raise Unreadable("a root that is not a square root")
        return Call("sqrt", (self._bracket("(") if self.kind == "(" else self._argument(),))

    def _bars_open(self) -> Term:
        """|x|; inside, the next bar closes."""
        self.place += 1
        bars, self._bars = self._bars, 1
        inner = self.sum()
        self._bars = bars
        self.need("|")
        return _absolute(inner)

    def _left_bar(self) -> Term:
        self.place += 1
        bars, self._bars = self._bars, 0
        inner = self.sum()
        self._bars = bars
        self.need("rvert")
        return _absolute(inner)

    def _floor(self) -> Term:
        self.place += 1
        inner = self.sum()
        self.need("rfloor")
        return Call("floor", (inner,))

    def _function(self) -> Term:
        name = self.tokens[self.place][1]
        self.place += 1
        closer = {"(": ")", "{{": "}}"}.get(self.kind)
        if closer is None:
            raise Unreadable(f"the arguments of {name} are missing")
        self.place += 1
        bars, self._bars = self._bars, 0
        arguments = [self.sum()]
        while self.take(",") or self.take(";"):
            arguments.append(self.sum())
        self._bars = bars
        self.need(closer)
        return Call(name, tuple(arguments))

    def _big_sum(self) -> Term:
        self.place += 1
        self.need("_")
        self.need("{")
        if self.kind != "name":
            raise Unreadable("the index of a sum is not clear")
        index = self.tokens[self.place][1]
        self.place += 1
        if self.tokens[self.place : self.place + 1] != [("rel", "=")]:
            raise Unreadable("the index of a sum is not clear")
        self.place += 1
        low = self.sum()
        self.need("}")
        self.need("^")
        high = self.exponent()
        body = self._product()
        if index in t.variables(low) | t.variables(high):
            raise Unreadable("the bounds of a sum mention its index")
        return SumOver(index, low, high, body)

    def _braces(self) -> Term:
        """A set with its elements written out, or with dots between numbers."""
        self.place += 1
        parts: list[Term] = []
        while self.kind != "}}":
            if self.kind == "dots" and parts:
                self.place += 1
                self.need(",")
                parts = dots.filled(parts, self.sum())
            elif self.take("pm"):
                inner = self._product()
                parts += [inner, t.neg(inner)]
            else:
                parts.append(self.sum())
            if not self.take(",") and self.kind != "}}":
                raise Unreadable("a set is not written out")
        self.place += 1
        return Call("set", tuple(parts))

    def _segment(self) -> Term:
        return self._pair("segment", lambda a, b: Call("sqrt", (Call("dist2", (a, b)),)))

    def _vector(self) -> Term:
        return self._pair("vector", lambda a, b: Call("vector", (a, b)))

    def _pair(self, kind: str, make: _Pair) -> Term:
        self.place += 1
        inner = self.tokens[self.place : self.place + 4]
        if len(inner) < 4 or [each[0] for each in inner] != ["{", "name", "name", "}"]:
            raise Unreadable(f"a {kind} is not clear")
        self.place += 4
        return make(Var(inner[1][1]), Var(inner[2][1]))

    def _passed_group(self) -> Term:
        self.place += 1
        return self._group()


_READERS: dict[str, Callable[[TermParser], Term]] = {
    "{": TermParser._group,
    "frac": TermParser._fraction,
    "binom": TermParser._binomial,
    "sqrt": TermParser._root,
    "|": TermParser._bars_open,
    "lvert": TermParser._left_bar,
    "lfloor": TermParser._floor,
    "fun": TermParser._function,
    "sum": TermParser._big_sum,
    "{{": TermParser._braces,
    "segment": TermParser._segment,
    "vector": TermParser._vector,
    "group": TermParser._passed_group,
}


def _absolute(inner: Term) -> Term:
    """|AB| is a length already."""
    if (
        isinstance(inner, Call)
        and inner.name == "sqrt"
        and isinstance(inner.args[0], Call)
        and inner.args[0].name == "dist2"
    ):
        return inner
    return Call("abs", (inner,))


def _raised(base: Term, exponent: Term) -> Term:
    """A power; the square of a length is its square, without a root."""
    if (
        isinstance(base, Call)
        and base.name == "sqrt"
        and isinstance(base.args[0], Call)
        and base.args[0].name == "dist2"
        and exponent == t.TWO
    ):
        return base.args[0]
    return Pow(base, exponent)


def _product_of(factors: list[Term]) -> Term:
    if len(factors) == 1:
        return factors[0]
    if all(isinstance(each, Call) and each.name == "vector" for each in factors):
        if len(factors) == 2:
            return Call("dot", tuple(factors))
        raise Unreadable("a product of three vectors")
    return t.mul(*factors)
