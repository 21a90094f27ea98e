"""Writes random texts in a GBNF grammar and recognises them, with no llama.cpp and no model.

Reads the part of the language that our grammars use: one rule a line, alternatives of strings,
character classes and rule names, `?` and `{m,n}`; no groups.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r'"(?P<text>(?:\\.|[^"\\])*)"|\[(?P<choice>(?:\\.|[^\]\\])*)\]|(?P<name>[A-Za-z][A-Za-z0-9-]*)'
    r"|(?P<bar>\|)|(?P<often>\?|\{\d+,\d+\})"
)
_CHARACTER = re.compile(r"\\x(..)|\\u(.{4})|\\U(.{8})|\\(.)|(.)", re.S)


@dataclass(frozen=True, slots=True)
class Item:
    """A string, a class (its ranges) or a rule's name, `least` to `most` times."""

    text: str | None = None
    ranges: tuple[tuple[int, int], ...] = ()
    name: str | None = None
    least: int = 1
    most: int = 1


def _characters(body: str) -> list[str]:
    found = []
    for match in _CHARACTER.finditer(body):
        code = match[1] or match[2] or match[3]
        plain = {"n": "\n", "t": "\t"}.get(match[4], match[4]) or match[5]
        found.append(chr(int(code, 16)) if code else plain)
    return found


def _ranges(body: str) -> tuple[tuple[int, int], ...]:
    characters = _characters(body)
    found, place = [], 0
    while place < len(characters):
        last = place + 2 if characters[place + 1 : place + 2] == ["-"] else place
        found.append((ord(characters[place]), ord(characters[last])))
        place = last + 1
    return tuple(found)


class Grammar:
    """A parsed grammar; `write` draws a text from `root`."""

    def __init__(self, source: str) -> None:
        self.rules: dict[str, list[list[Item]]] = {}
        for line in source.splitlines():
            name, body = line.split(" ::= ", 1)
            self.rules[name] = _alternatives(body)

    def write(self, dice: random.Random, appetite: float, wide: float) -> str:
        """A text. `appetite`, 0 to 1: how readily optional parts go on; 1 means as long as can be.

        Args:
            dice: The source of chance.
            appetite: See above.
            wide: How often, 0 to 1, a non-ASCII character or a new line comes where one can stand.
        """
        out: list[str] = []
        stack = [Item(name="root")]
        while stack:
            item = stack.pop()
            if item.least != 1 or item.most != 1:
                count = item.least
                while count < item.most and dice.random() < appetite:
                    count += 1
                stack += [Item(item.text, item.ranges, item.name)] * count
            elif item.text is not None:
                out.append(item.text)
            elif item.name is None:
                first, last = dice.choice(item.ranges)
                out.append(chr(dice.randint(first, last)))
            else:
                stack += reversed(self._choose(item.name, dice, appetite, wide))
        return "".join(out)

    def accepts(self, body: str, text: str) -> bool:
        """Whether `text`, all of it, has the form `body`, written as the right side of a rule."""
        return any(len(text) in self._ends(option, text, 0) for option in _alternatives(body))

    def _ends(self, option: list[Item], text: str, start: int) -> set[int]:
        """Where a match of `option` that begins at `start` may end."""
        places = {start}
        for item in option:
            once = Item(item.text, item.ranges, item.name)
            reached = places if item.least == 0 else set()
            for count in range(1, item.most + 1):
                places = set().union(*(self._step(once, text, place) for place in places))
                reached = reached | places if count >= item.least else reached
                if not places:
                    break
            places = reached
        return places

    def _step(self, item: Item, text: str, place: int) -> set[int]:
        if item.name is not None:
            options = self.rules[item.name]
            return set().union(*(self._ends(option, text, place) for option in options))
        if item.text is not None:
            return {place + len(item.text)} if text.startswith(item.text, place) else set()
        code = ord(text[place]) if place < len(text) else -1
        return {place + 1} if any(a <= code <= b for a, b in item.ranges) else set()

    def _choose(self, name: str, dice: random.Random, appetite: float, wide: float) -> list[Item]:
        options = self.rules[name]
        empty = [option for option in options if all(each.text == "" for each in option)]
        full = [option for option in options if option not in empty]
        if empty and (not full or dice.random() >= appetite):
            return empty[0]
        heavy = [option for option in full if option[0].name in ("wide", "line")]
        plain = [option for option in full if option not in heavy]
        return dice.choice(heavy if heavy and (not plain or dice.random() < wide) else plain)


def _alternatives(body: str) -> list[list[Item]]:
    found: list[list[Item]] = [[]]
    place = 0
    while place < len(body):
        if body[place] == " ":
            place += 1
            continue
        match = _TOKEN.match(body, place)
        if match is None:
            raise ValueError(f"cannot read {body[place : place + 30]!r}")
        place = match.end()
        _add(found, match)
    return found


def _add(found: list[list[Item]], match: re.Match[str]) -> None:
    if match["bar"]:
        found.append([])
    elif match["often"]:
        least, most = (0, 1) if match["often"] == "?" else map(int, match["often"][1:-1].split(","))
        last = found[-1].pop()
        found[-1].append(Item(last.text, last.ranges, last.name, least, most))
    elif match["text"] is not None:
        found[-1].append(Item(text="".join(_characters(match["text"]))))
    elif match["choice"] is not None:
        found[-1].append(Item(ranges=_ranges(match["choice"])))
    else:
        found[-1].append(Item(name=match["name"]))
