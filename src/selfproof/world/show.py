"""Terms and propositions back to LaTeX and to words.

What is written here reads back as the same thing: `latex.parse_term(tex(term))` equals `term` up
to its normal form, and the language reads `words(prop)` as a claim of `prop` where it has words
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from selfproof.world.props import (
    And,
    Cong,
    Divides,
    Exists,
    Forall,
    Is,
    Kind,
    Named,
    Not,
    Or,
    Prop,
    Rel,
)
from selfproof.world.show_families import family_words
from selfproof.world.terms import (
    Add,
    Call,
    Div,
    Exact,
    Mul,
    Num,
    Point,
    Pow,
    SumOver,
    Term,
    Var,
)

_SUM, _PRODUCT, _POWER, _ATOM = range(4)
"""How tightly a text holds together."""


def tex(term: Term) -> str:
    """A term in LaTeX, without dollar signs."""
    return _tex(term)[0]


def _tex(term: Term) -> tuple[str, int]:
    match term:
        case Num(value):
            return _number(value)
        case Var(name):
            return _name(name), _ATOM
        case Add(terms):
            return _sum(terms), _SUM
        case Mul(factors):
            return _product(factors)
        case Pow(base, exponent):
            raised = tex(exponent)
            return f"{_held(base, _ATOM)}^{_braced(raised)}", _POWER
        case Div(top, bottom):
            return f"\\frac{{{tex(top)}}}{{{tex(bottom)}}}", _POWER
        case Call(name, args):
            return _call(name, args)
        case SumOver(index, low, high, body):
            shown = _held(body, _PRODUCT)
            return f"\\sum_{{{_name(index)}={tex(low)}}}^{{{tex(high)}}} {shown}", _SUM
        case Point(x, y):
            return f"({tex(x)}, {tex(y)})", _ATOM


def _braced(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"


def _name(name: str) -> str:
    base, mark, index = name.partition("_")
    return f"{base}_{_braced(index)}" if mark else name


def _number(value: Exact) -> tuple[str, int]:
    sign = "-" if value < 0 else ""
    if value.denominator == 1:
        return str(value.numerator), _SUM if sign else _ATOM
    shown = f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
    return shown, _SUM if sign else _POWER


def _held(term: Term, strength: int) -> str:
    """In brackets where it would fall apart."""
    shown, own = _tex(term)
    return shown if own >= strength else f"({shown})"


def _sum(terms: Sequence[Term]) -> str:
    shown = ""
    for place, term in enumerate(terms):
        text = _held(term, _SUM + isinstance(term, Add | SumOver | Num))
        if isinstance(term, Num):
            text = _number(term.value)[0]
        if place and text.startswith("-"):
            shown += f" - {text[1:]}"
        else:
            shown += f" + {text}" if place else text
    return shown


def _product(factors: Sequence[Term]) -> tuple[str, int]:
    first, rest = factors[0], factors[1:]
    negative = isinstance(first, Num) and first.value < 0
    if isinstance(first, Num) and negative and rest:
        size = Num(-first.value)
        inner = rest if size.value == 1 else (size, *rest)
        shown = _beside(inner)
        return f"-{shown}", _SUM
    return _beside(factors), _PRODUCT


def _beside(factors: Sequence[Term]) -> str:
    """Factors side by side, with a dot where a digit, a fraction or a sign would follow."""
    shown = ""
    for place, factor in enumerate(factors):
        text = _held(factor, _POWER)
        if isinstance(factor, SumOver):
            text = f"({tex(factor)})"
        if place and (text[0].isdigit() or text[0] in "-|[" or text.startswith("\\")):
            shown += f" \\cdot {text}"
        elif place and text[0] == "(" and shown[-1].isalpha():
            # a(b + c) could be read as a function
            shown += f" \\cdot {text}" if len(shown) == 1 and shown.isupper() else text
        elif place and text[0].isalpha() and _command_ends(shown):
            shown += f" {text}"
        else:
            shown += text
    return shown


def _command_ends(text: str) -> bool:
    """Whether a letter behind `text` would become part of a command."""
    command = text.rpartition("\\")[2]
    return command != text and command.isalpha()


def _length(args: Sequence[Term]) -> str | None:
    """`AB` for a distance."""
    inner = args[0]
    if isinstance(inner, Call) and inner.name == "dist2":
        return "".join(map(tex, inner.args))
    return None


def _call(name: str, args: Sequence[Term]) -> tuple[str, int]:
    inner = ", ".join(map(tex, args))
    if name == "abs":
        return f"|{inner}|", _ATOM
    if name == "factorial":
        return f"{_held(args[0], _ATOM)}!", _POWER
    if name == "binom":
        return f"\\binom{{{tex(args[0])}}}{{{tex(args[1])}}}", _ATOM
    if name == "sqrt":
        return _length(args) or f"\\sqrt{{{inner}}}", _ATOM
    if name == "dist2":
        return f"{''.join(map(tex, args))}^2", _POWER
    if name == "slope":
        return f"m_{{{''.join(map(tex, args))}}}", _ATOM
    if name == "vector":
        return f"\\overrightarrow{{{''.join(map(tex, args))}}}", _ATOM
    if name == "dot":
        return " \\cdot ".join(map(tex, args)), _PRODUCT
    if name == "set":
        return f"\\{{{inner}\\}}", _ATOM
    if name == "tuple":
        return f"({inner})", _ATOM
    if name == "floor":
        return f"\\lfloor {inner} \\rfloor", _ATOM
    if name == "polygon":
        return "".join(map(tex, args)), _ATOM
    if name in ("gcd", "min", "max"):
        return f"\\{name}({inner})", _ATOM
    if name == "lcm":
        return f"\\operatorname{{lcm}}({inner})", _ATOM
    return (f"{name}_{_braced(inner)}" if len(args) == 1 else f"{name}({inner})"), _ATOM


_SIGNS = {"=": "=", "!=": "\\ne", "<": "<", "<=": "\\le", ">": ">", ">=": "\\ge"}
_SETS: dict[Kind, str] = {
    "integer": "\\mathbb{Z}",
    "positive integer": "\\mathbb{Z}^+",
    "natural": "\\mathbb{Z}_{\\ge 0}",
    "rational": "\\mathbb{Q}",
    "real": "\\mathbb{R}",
    "positive real": "\\mathbb{R}^+",
    "nonnegative real": "\\mathbb{R}_{\\ge 0}",
}
KIND_WORDS: dict[Kind, str] = {
    "integer": "an integer",
    "natural": "a nonnegative integer",
    "positive integer": "a positive integer",
    "rational": "a rational number",
    "real": "a real number",
    "positive real": "a positive real number",
    "nonnegative real": "a nonnegative real number",
    "prime": "a prime",
    "odd prime": "an odd prime",
    "square": "a perfect square",
}
KIND_PLURALS: dict[Kind, str] = {
    kind: word.partition(" ")[2] + "s" for kind, word in KIND_WORDS.items()
}


def _atomic_tex(prop: Prop) -> str | None:
    match prop:
        case Rel(op, left, right):
            return f"{tex(left)} {_SIGNS[op]} {tex(right)}"
        case Divides(divisor, term):
            return f"{tex(divisor)} \\mid {tex(term)}"
        case Cong(left, right, modulus):
            return f"{tex(left)} \\equiv {tex(right)} \\pmod{{{tex(modulus)}}}"
        case Not(Divides(divisor, term)):
            return f"{tex(divisor)} \\nmid {tex(term)}"
        case Not(Cong(left, right, modulus)):
            return f"{tex(left)} \\not\\equiv {tex(right)} \\pmod{{{tex(modulus)}}}"
        case Is(term, kind) if kind in _SETS:
            return f"{tex(term)} \\in {_SETS[kind]}"
        case _:
            return None


def prop_tex(prop: Prop) -> str:
    """A proposition as one formula where it is one, without dollar signs; else as `words`."""
    return _atomic_tex(prop) or _residues(prop) or words(prop)


def _residues(prop: Prop) -> str | None:
    """`x^2 \\equiv 0, 1 \\pmod{4}` and `n \\in \\{1, 2\\}`."""
    if not isinstance(prop, Or) or len(prop.parts) < 2:
        return None
    first = prop.parts[0]
    if isinstance(first, Cong) and all(
        isinstance(p, Cong) and (p.left, p.modulus) == (first.left, first.modulus)
        for p in prop.parts
    ):
        rights = ", ".join(tex(p.right) for p in prop.parts if isinstance(p, Cong))
        return f"{tex(first.left)} \\equiv {rights} \\pmod{{{tex(first.modulus)}}}"
    if isinstance(first, Rel) and all(
        isinstance(p, Rel) and p.op == "=" and p.left == first.left for p in prop.parts
    ):
        rights = ", ".join(tex(p.right) for p in prop.parts if isinstance(p, Rel))
        return f"{tex(first.left)} \\in \\{{{rights}\\}}"
    return None


def words(prop: Prop) -> str:
    """A proposition as a clause of English with formulas in dollar signs."""
    formula = _atomic_tex(prop) or _residues(prop)
    if formula is not None:
        return f"${formula}$"
    match prop:
        case Is(term, kind):
            return f"${tex(term)}$ is {KIND_WORDS[kind]}"
        case Not(Is(term, kind)):
            return f"${tex(term)}$ is not {KIND_WORDS[kind]}"
        case And(()):
            return "$0 = 0$"
        case Or(()):
            return "$0 = 1$"
        case And(parts):
            return _listing([words(part) for part in parts], "and")
        case Or(parts):
            return _listing([words(part) for part in parts], "or")
        case Exists(names, kind, inner):
            what = KIND_WORDS[kind] if len(names) == 1 else KIND_PLURALS[kind]
            verb = "is" if len(names) == 1 else "are"
            return f"there {verb} {what} {_names(names)} such that {words(inner)}"
        case Forall(names, kind, inner):
            return f"for all {KIND_PLURALS[kind]} {_names(names)}, {words(inner)}"
        case Named(relation, args):
            return _named(relation, args)
        case Not(inner):
            return f"it is not true that {words(inner)}"
        case _:
            raise AssertionError(prop)


def _names(names: Sequence[str]) -> str:
    return _listing([f"${_name(name)}$" for name in names], "and")


def _listing(texts: Sequence[str], last: str) -> str:
    if len(texts) == 1:
        return texts[0]
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}"


def _line(args: Sequence[Term]) -> str:
    return f"${''.join(map(tex, args))}$"


def _pairs(args: Sequence[Term]) -> list[str]:
    return [_line(args[k : k + 2]) for k in range(0, len(args), 2)]


def _points(args: Sequence[Term]) -> str:
    return _listing([f"${tex(each)}$" for each in args], "and")


_NAMED: dict[str, Callable[[Sequence[Term]], str]] = {
    "collinear": lambda a: f"the points {_points(a)} are collinear",
    "concyclic": lambda a: f"the points {_points(a)} lie on a circle",
    "perpendicular": lambda a: f"{_line(a[:2])} is perpendicular to {_line(a[2:])}",
    "parallel": lambda a: f"{_line(a[:2])} is parallel to {_line(a[2:])}",
    "equal lengths": lambda a: f"${_line(a[:2])[1:-1]} = {_line(a[2:])[1:-1]}$",
    "midpoint": lambda a: f"${tex(a[0])}$ is the midpoint of {_line(a[1:])}",
    "on line": lambda a: f"${tex(a[0])}$ lies on the line {_line(a[1:])}",
    "right angle": lambda a: f"the angle {_line(a)} is a right angle",
    "parallelogram": lambda a: f"{_line(a)} is a parallelogram",
    "concurrent": lambda a: f"the lines {_listing(_pairs(a), 'and')} are concurrent",
}


def _named(relation: str, args: Sequence[Term]) -> str:
    shown = _NAMED.get(relation)
    return shown(args) if shown else family_words(relation, args, tex)
