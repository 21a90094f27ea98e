"""LaTeX formulas to MathML through the `math-core` library, guarded on both sides.

Before: the library is a recursive parser in native code, so a formula nested a few thousand deep
would end the process, and macro definitions can grow without bound. Formulas that are too long,
too deep or define macros are not given to it. (Of 59,663 formulas in published proofs the longest
had 586 characters and the one with most groups and commands 97.)
After: its output passes an allow-list (`allow`). Whatever fails is shown as its source.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML

from selfproof.report.allow import filtered
from selfproof.report.braces import groups
from selfproof.report.clean import clean
from selfproof.report.mathfix import normal

_LONGEST = 4_000
_MOST_OPENERS = 300
"""Commands and groups: a bound on the parser's recursion, about 2.6 kB of stack each."""
_DEEPEST = 60
_OPENER = re.compile(r"\\|[{\[]")
_REFUSED = re.compile(
    r"\\(?:(?:re)?new(?!line)|provide|Declare)[a-zA-Z]*"
    r"|\\[gex]?def(?![a-zA-Z])|\\(?:future)?let(?![a-zA-Z])"
    r"|\\(?:global|csname|catcode|input|include|href|url|style|class|cssId|require|unicode|char"
    r"|loop|write|read|openin|openout)(?![a-zA-Z])"
)
_UNKNOWN = re.compile(r'Unknown command "\\([a-zA-Z]{2,20})"')
_SYMBOL = re.compile(r"not supported for this symbol yet: '(.)'")
_DUPLICATE = re.compile(r"^(\d+): Duplicate subscript or superscript")
_MENDINGS = 8
_CONVERTER = LatexToMathML(
    fancy_error=False, allow_unreliable_rendering=True, max_expansions=100, pretty_print="never"
)
_BREAKABLE = 28
"""Characters of source from which on an inline formula may be broken after a relation."""
_RELATIONS = frozenset([*"=≤≥≠≡∈∉⊂⊆⊃⊇≈∼≅⟹⟺⇒⇔→⟶↦∣∥,;⩽⩾≔⟸⇐↔⟷", "&lt;", "&gt;"])
_TAGS = re.compile(r"<(/?)([a-z]+)[^>]*>([^<]*)")


@lru_cache(maxsize=65_536)
def formula(source: str, display: bool) -> Markup:
    """A formula as HTML: MathML, or its LaTeX source in `<code>` where it cannot be converted.

    Args:
        source: LaTeX without its delimiters.
        display: whether it stands on a line of its own.
    """
    source = clean(source)
    body, tags = normal(source) if len(source) <= _LONGEST else (source, ())
    converted = convert(body, display)
    if converted is None:
        shown = Markup('<code class="tex">{}</code>').format(source.strip())
        return Markup('<span class="display">{}</span>').format(shown) if display else shown
    inner = _trusted(converted if display else breakable(converted, len(body)))
    number = Markup("").join(Markup('<span class="tag">({})</span>').format(_tag(t)) for t in tags)
    if display:
        return Markup('<span class="display"><span class="line">{}{}</span></span>').format(
            inner, number
        )
    return inner + number


def _tag(name: str) -> Markup:
    """An equation number: words as they are, anything with a command as a formula."""
    name = name.strip().strip("$").strip()
    if "\\" in name or "^" in name:
        converted = convert(name.replace(r"\(", "").replace(r"\)", ""), False)
        if converted is not None:
            return _trusted(converted)
    return escape(name)


def convert(body: str, display: bool, *, mend: bool = True) -> str | None:
    """`body` as filtered MathML, or None when it is refused, unreadable or not allowed.

    With `mend`, what the converter complains of is rewritten and tried again a few times.
    """
    if not body.strip() or not _within_limits(body):
        return None
    for _ in range(_MENDINGS):
        try:
            mathml = _CONVERTER.convert_with_local_state(body, displaystyle=display)
        except LatexError as error:
            mended = _mended(body, str(error)) if mend else None
            if mended is None or not _within_limits(mended):
                return None
            body = mended
        except BaseException as error:
            # A panic in the library's native code: not an Exception, and no reason to stop.
            if type(error).__name__ != "PanicException":
                raise
            return None
        else:
            return filtered(mathml)
    return None


def _within_limits(body: str) -> bool:
    if len(body) > _LONGEST or _REFUSED.search(body) is not None:
        return False
    if sum(1 for _ in _OPENER.finditer(body)) > _MOST_OPENERS:
        return False
    return groups(body)[1] <= _DEEPEST


def _mended(body: str, complaint: str) -> str | None:
    """`body` with what the converter complained of rewritten, or None."""
    unknown = _UNKNOWN.search(complaint)
    if unknown is not None:
        # Nearly always an operator of the author's own: \\lcm, \\Area, \\Aut.
        name = unknown[1]
        return re.sub(rf"\\{name}(?![a-zA-Z])", rf"\\operatorname{{{name}}}", body)
    symbol = _SYMBOL.search(complaint)
    if symbol is not None:
        return body.replace(symbol[1], rf"\text{{{symbol[1]}}}")
    duplicate = _DUPLICATE.search(complaint)
    if duplicate is not None:
        place = int(duplicate[1])
        if body[place : place + 1] in ("_", "^"):
            return f"{body[:place]}{{}}{body[place:]}"
    return None


def breakable(mathml: str, length: int) -> str:
    """A long inline formula as several, so that a line may end after a relation, as TeX does it."""
    if length < _BREAKABLE:
        return mathml
    out: list[str] = []
    depth = 0
    held = ""
    for match in _TAGS.finditer(mathml):
        out.append(match.group())
        if match[1]:
            depth -= 1
            if depth == 1 and match[2] == "mo" and held in _RELATIONS:
                out.append("</math><wbr><math>")
        else:
            depth += 1
            held = match[3]
    return "".join(out).replace("</math><wbr><math></math>", "</math>")


def _trusted(mathml: str) -> Markup:
    """Mark as safe what `filtered` has rebuilt."""
    return Markup(mathml)  # noqa: S704
