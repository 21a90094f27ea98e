"""The official repository's prompts, read out of its `math_templates.py` as data.

The file is parsed with `ast` and never imported or run. It must assign one dict display of strings
to the name `math_templates`; a value is a string constant (implicit concatenation and raw strings
included) or a string constant with ``.strip()`` on it, as the official file has, which we apply
ourselves. Fields are those of `str.format`, but only plain known names: an attribute, an index, a
conversion or a format specification would reach into our objects.

Rendering follows the repository's own script (arXiv 2511.22570, `inference/main.py`): every text
is stripped, the prompt is one user message, and nothing is added.
"""

from __future__ import annotations

import ast
import string
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfproof.errors import UsageError
from selfproof.prompts.fence import sendable
from selfproof.types import IssueText, Message

MAX_BYTES = 256 * 1024
_MAX_USES = 4
_NAME = "math_templates"
_STRIPS = {"strip": str.strip, "lstrip": str.lstrip, "rstrip": str.rstrip}

# What each template must hold, and the names its field may have: the file's own first, then those
# printed in the paper's appendix and common variants.
_PROBLEM = ("question", "statement", "problem")
_PROOF = ("proof", "solution")
_ANALYSIS = ("rating", "proof analysis", "proof_analysis", "evaluation", "analysis")
_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "proof_generation": {"problem": _PROBLEM},
    "proof_verification": {"problem": _PROBLEM, "proof": _PROOF},
    "meta_verification": {"problem": _PROBLEM, "proof": _PROOF, "analysis": _ANALYSIS},
    "proof_refinement": {
        "instruction": ("instruction",),
        "proofs_to_refine": ("proofs_to_refine",),
    },
}


@dataclass(frozen=True, slots=True)
class Template:
    """Literal text and slot names in turn: `parts` holds (literal, slot or None)."""

    parts: tuple[tuple[str, str | None], ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """The text with every slot replaced; what is put in is not read again."""
        return "".join(
            literal + (values[slot] if slot is not None else "") for literal, slot in self.parts
        )


@dataclass(frozen=True, slots=True)
class Official:
    """The four official templates, ready to fill."""

    templates: Mapping[str, Template]

    def prove(self, problem: str) -> tuple[Message, ...]:
        return self._message("proof_generation", problem=problem)

    def refine(
        self, problem: str, proofs: Sequence[tuple[str, Sequence[IssueText]]]
    ) -> tuple[Message, ...]:
        instruction = self.prove(problem)[0].content
        return self._message(
            "proof_refinement",
            instruction=instruction,
            proofs_to_refine="\n\n\n".join(
                _attempt(number, proof, issues) for number, (proof, issues) in enumerate(proofs)
            ),
        )

    def verify(self, problem: str, proof: str) -> tuple[Message, ...]:
        return self._message("proof_verification", problem=problem, proof=proof)

    def review(self, problem: str, proof: str, analysis: str) -> tuple[Message, ...]:
        return self._message("meta_verification", problem=problem, proof=proof, analysis=analysis)

    def _message(self, key: str, **values: str) -> tuple[Message, ...]:
        stripped = {slot: sendable(text).strip() for slot, text in values.items()}
        return (Message("user", self.templates[key].fill(stripped)),)


def _attempt(number: int, proof: str, issues: Sequence[IssueText]) -> str:
    """A proof and its analyses in the layout of the official script, which models know."""
    parts = [f"--- Solution {number} ---\n{proof.strip()}"]
    for index, issue in enumerate(issues):
        parts.append(f"=== Evaluation {index} of Solution {number} ===\n{issue.text.strip()}")
    return "\n\n".join(parts)


def load(path: Path | str) -> Official:
    """Read the templates of a local copy of the official `math_templates.py`.

    Raises:
        UsageError: no such file, not one, too large, not UTF-8, not Python, no plain dict of
            strings, or a key or field missing or unknown. One line with file, key and field.
    """
    where = f"--prompts official:{path}"
    texts = _strings(_dict(_parse(_source(Path(path), where), where), where), where)
    missing = [key for key in _FIELDS if key not in texts]
    if missing:
        raise UsageError(
            f"{where}: {_NAME} lacks the key {missing[0]!r}; {_hint('the official file')}"
        )
    return Official({key: _template(texts[key], key, where) for key in _FIELDS})


def _hint(what: str) -> str:
    return f"use {what} (inference/math_templates.py) unchanged"


def _source(path: Path, where: str) -> str:
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "is no regular file"
            raise UsageError(
                f"{where}: {what if path.exists() else 'no such file'}; "
                "name the file inference/math_templates.py of the official repository"
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{where}: cannot be read ({_one_line(error)}); name a readable file"
        ) from error
    if len(data) > MAX_BYTES:
        raise UsageError(
            f"{where}: larger than {MAX_BYTES // 1024} KiB; {_hint('the official file')}"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{where}: not UTF-8 text (byte {error.start}); {_hint('the official file')}"
        ) from None


def _parse(source: str, where: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            # An invalid escape in the file's strings is its business, not this user's.
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except SyntaxError as error:
        reason = f"line {error.lineno or 1}: {_one_line(error.msg)}"
    except ValueError as error:  # null bytes, before Python 3.11.4
        reason = _one_line(error)
    except (RecursionError, MemoryError):
        reason = "nested too deeply"
    raise UsageError(f"{where}: not a Python file ({reason}); {_hint('the official file')}")


def _dict(module: ast.Module, where: str) -> ast.Dict:
    """The dict display that the name is bound to, if it is bound once and touched nowhere else."""
    values = []
    for statement in module.body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        if any(isinstance(target, ast.Name) and target.id == _NAME for target in targets):
            values.append(statement.value)
    uses = sum(isinstance(node, ast.Name) and node.id == _NAME for node in ast.walk(module))
    if not values:
        raise UsageError(f"{where}: assigns no {_NAME}; {_hint('the official file')}")
    if len(values) > 1 or uses > 1 or not isinstance(values[0], ast.Dict):
        raise UsageError(
            f"{where}: {_NAME} must be assigned once, a dict of plain strings, and not be used "
            f"again (the file is read, not run); {_hint('the official file')}"
        )
    return values[0]


def _strings(node: ast.Dict, where: str) -> dict[str, str]:
    texts = {}
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        key = _string(key_node)
        text = _string(value_node)
        line = value_node.lineno
        if key is None:
            raise UsageError(
                f"{where}: line {line}: a key of {_NAME} is not a plain string; "
                f"{_hint('the official file')}"
            )
        if text is None:
            raise UsageError(
                f"{where}: line {line}: the value of key {_shown(key)} is not a plain string (the "
                f"file is read, not run); {_hint('the official file')}"
            )
        texts[key] = text
    return texts


def _string(node: ast.expr | None) -> str | None:
    """The text of a string constant, perhaps with one argument-less strip call on it."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Constant)
        and isinstance(node.func.value.value, str)
        and node.func.attr in _STRIPS
        and not node.args
        and not node.keywords
    ):
        return _STRIPS[node.func.attr](node.func.value.value)
    return None


def _template(text: str, key: str, where: str) -> Template:
    slots = {name: slot for slot, names in _FIELDS[key].items() for name in names}
    parts: list[tuple[str, str | None]] = []
    try:
        for literal, name, spec, conversion in string.Formatter().parse(sendable(text)):
            if name is not None and (spec or conversion or name not in slots):
                raise UsageError(
                    f"{where}: key {key!r}: the field {_shown(_field(name, spec, conversion))} is "
                    f"not one of {', '.join(f'{{{known}}}' for known in slots)}; "
                    f"{_hint('the official file')}"
                )
            parts.append((literal, None if name is None else slots[name]))
    except ValueError as error:
        raise UsageError(
            f"{where}: key {key!r}: not a str.format text ({_one_line(error)}); literal braces "
            "must be doubled"
        ) from None
    _check_uses([slot for _, slot in parts], key, where)
    return Template(tuple(parts))


def _check_uses(used: list[str | None], key: str, where: str) -> None:
    for slot, names in _FIELDS[key].items():
        if slot not in used:
            raise UsageError(
                f"{where}: key {key!r}: the field {{{names[0]}}} is missing; "
                f"{_hint('the official file')}"
            )
        if used.count(slot) > _MAX_USES:
            raise UsageError(
                f"{where}: key {key!r}: the field {{{names[0]}}} occurs more than {_MAX_USES} "
                f"times; {_hint('the official file')}"
            )


def _field(name: str, spec: str | None, conversion: str | None) -> str:
    return (
        "{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
    )


def _shown(text: str) -> str:
    """`text` from a hostile file, quoted, short and on one line."""
    return ascii(text if len(text) <= 60 else text[:57] + "...")


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:120]
