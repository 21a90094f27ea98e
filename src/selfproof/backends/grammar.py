"""GBNF grammars that constrain the structure of a reply, never its words or its score.

A small model left free almost never produces the formats of `selfproof.formats`. llama.cpp masks,
at every token, what the grammar does not allow. Ours fix the headings and phrases, leave the text
between them free, and offer all scores of the format: which one is written is the model's choice.

Free text is a finite automaton that counts bytes down, so a reply always ends: a token is at least
one byte, hence a reply of at most `max_tokens` bytes has at most `max_tokens` tokens. The price is
that ordinary text, about four bytes a token, uses a quarter of `max_tokens` at most.

Two kinds of line cannot begin in free text: one with ``#`` (our headings) and one that starts like
one of our phrases. So a model that begins the closing phrase on a new line ends its text.

The grammar language: https://github.com/ggml-org/llama.cpp/blob/master/grammars/README.md
"""

from __future__ import annotations

from functools import lru_cache

from selfproof import formats
from selfproof.errors import UsageError
from selfproof.types import Role

_BLOCK = 128
"""Bytes of a block. A text is some full blocks and one partial block: a rule for each byte of a
whole text would make a grammar as long as the text."""
_WIDE = 4
"""Bytes of the longest character in UTF-8."""
_OPENINGS = ("#", "Based on", "Here is")
"""How a line of free text must not begin, in either case of the first letter."""
_NEWLINE = 2 + max(map(len, _OPENINGS)) - 1 + _WIDE
"""Bytes of the longest line start: two newlines, all but the last letter of an opening, and the
character that differs."""
_FIRST = _WIDE
_MIN_TEXT = 32
"""A free text may always have at least so many bytes."""

# Printable characters beyond ASCII: no C1 controls, zero-width, line-separating or directional
# characters, no surrogates, no private use, no byte order mark.
_WIDE_RANGES = (
    "\\u00A1-\\u00AC\\u00AE-\\u1FFF\\u2010-\\u2027\\u2030-\\u205E\\u2070-\\uD7FF"
    "\\uF900-\\uFDFF\\uFE30-\\uFEFE\\uFF00-\\uFFEF\\U0001D400-\\U0001D7FF"
)

_SHARES: dict[Role, tuple[int, ...]] = {
    Role.PROVE: (3, 1),
    Role.REFINE: (3, 1),
    Role.VERIFY: (1,),
    Role.REVIEW: (1,),
    Role.COMPARE: (1,),
}
"""How the free texts of a reply share its length: the proof and its self-analysis 3 to 1."""


@lru_cache(maxsize=256)
def grammar_for(role: Role, max_tokens: int) -> str:
    """The GBNF grammar of a role's reply of at most `max_tokens` tokens (its bytes are bounded).

    Every text the grammar accepts is read without fault by the role's reader in `formats`.

    Raises:
        UsageError: `max_tokens` is too small for the fixed phrases and some text.
    """
    pieces = _pieces(role)
    shares = _SHARES[role]
    fixed = sum(len(piece.encode()) for piece in pieces) + len("0.5}")
    room = (max_tokens - fixed) // sum(shares)
    least = _FIRST + _MIN_TEXT
    if room < least:
        raise UsageError(
            f"max_tokens={max_tokens}: too few for a {role.value} reply in the format; "
            f"give at least {fixed + least * sum(shares)}"
        )
    parts: list[str] = []
    for piece, share in zip(pieces, shares, strict=False):
        parts += [_literal(piece), _text(room * share)]
    parts += [_literal(pieces[-1]), "choice", _literal("}")]
    choices = ("A", "B") if role is Role.COMPARE else ("0", "0.5", "1")
    choice = " | ".join(map(_literal, choices))
    return "\n".join([f"root ::= {' '.join(parts)}", f"choice ::= {choice}", *_TEXT_RULES, ""])


def _pieces(role: Role) -> tuple[str, ...]:
    """The fixed texts of a reply: before, between and after its free texts."""
    if role is Role.REVIEW:
        return f"{formats.REVIEW}\n", f"\n\n{formats.REVIEW_SCORE}\n\\boxed{{"
    if role is Role.COMPARE:
        return f"{formats.COMPARISON}\n", f"\n\n{formats.COMPARISON_CHOICE}\n\\boxed{{"
    ending = f"\n\n{formats.EVALUATION_SCORE}\n\\boxed{{"
    if role is Role.VERIFY:
        return f"{formats.EVALUATION}\n", ending
    return (
        f"{formats.SOLUTION_HEADING}\n",
        f"\n\n{formats.SELF_EVALUATION_HEADING}\n{formats.EVALUATION}\n",
        ending,
    )


def _literal(text: str) -> str:
    """`text` as a GBNF string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _text(size: int) -> str:
    """Free text of at most `size` bytes: a first character, full blocks, a partial block."""
    # A full block may run over its end by all but one byte of its longest unit.
    full, rest = divmod(size - _FIRST, _BLOCK + _NEWLINE - 1)
    blocks = f"full{{0,{full}}} " if full else ""
    return f"first {blocks}part{min(rest, _BLOCK)}"


def _line_start() -> list[str]:
    """Rules for the start of a line of free text: any characters up to the first that tells the
    line from every forbidden opening."""
    rules = []
    words = [opening for opening in _OPENINGS if len(opening) > 1]
    single = "".join(opening for opening in _OPENINGS if len(opening) == 1)
    initials = "".join(letter for word in words for letter in (word[0], word[0].lower()))
    branches = []
    for number, word in enumerate(words):
        branches.append(f"[{word[0]}{word[0].lower()}] w{number}x1")
        for place in range(1, len(word)):
            more = f" | {_literal(word[place])} w{number}x{place + 1}"
            more = more if place + 1 < len(word) else ""
            rules.append(f"w{number}x{place} ::= {_printable_but(word[place])} | wide{more}")
    start = f"start ::= {_printable_but(single + initials + ' ')} | wide | {' | '.join(branches)}"
    return [start, *rules]


def _printable_but(letters: str) -> str:
    """The class of printable ASCII characters without `letters`."""
    ranges, low = [], 0x20
    for code in sorted({ord(letter) for letter in letters}):
        if low < code:
            ranges.append((low, code - 1))
        low = code + 1
    ranges.append((low, 0x7E))
    return "[" + "".join(f"\\x{first:02X}-\\x{last:02X}" for first, last in ranges) + "]"


def _text_rules() -> list[str]:
    """The rules of free text: `full`, one block or just over it, and `part{n}`, at most n bytes."""
    rules = [
        f"wide ::= [{_WIDE_RANGES}]",
        f"first ::= {_printable_but(' #')} | wide",
        'line ::= "\\n" "\\n"? start',
        *_line_start(),
        f"full ::= full{_BLOCK}",
        'part0 ::= ""',
    ]
    units = (("[ -~]", 1), ("wide", _WIDE), ("line", _NEWLINE))
    for n in range(1, _BLOCK + 1):
        full = (unit if n <= size else f"{unit} full{n - size}" for unit, size in units)
        part = (f"{unit} part{n - size}" for unit, size in units if size <= n)
        rules += [f"full{n} ::= {' | '.join(full)}", f'part{n} ::= {" | ".join(part)} | ""']
    return rules


_TEXT_RULES = _text_rules()
