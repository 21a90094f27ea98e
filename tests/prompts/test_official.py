"""Reading the official template file as data. The templates here are in our own words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfproof.errors import UsageError
from selfproof.prompts import Prompts
from selfproof.prompts.fence import sendable
from selfproof.types import IssueText, Message
from tests.prompts.hostile import texts

TEMPLATES = {
    "proof_generation": "Prove it. Box it: \\boxed{{s}}\n## Problem\n{question}",
    "proof_verification": "Grade it.\n## Problem\n{statement}\n## Solution\n{proof}",
    "meta_verification": "Check it.\n{statement}\n--\n{proof}\n--\n{rating}",
    "proof_refinement": "{instruction}\n\nMend these:\n{proofs_to_refine}\n\nAnswer as above.",
}

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(data: str | bytes) -> Path:
        path = tmp_path / "math_templates.py"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write_file


def source(**changes: str) -> str:
    """A template file; a change is the source of one value."""
    values = {key: repr(text) for key, text in TEMPLATES.items()} | changes
    return "math_templates = {\n" + "".join(f"  {k!r}: {v},\n" for k, v in values.items()) + "}\n"


def refused(path: Path | str) -> str:
    """The message with which a file is refused: one line that names the file."""
    with pytest.raises(UsageError) as caught:
        Prompts.official(path)
    message = str(caught.value)
    assert message.startswith(f"--prompts official:{path}: ")
    assert "\n" not in message
    assert len(message) < 600
    return message


def content(messages: tuple[Message, ...]) -> str:
    assert [message.role for message in messages] == ["user"]
    return messages[0].content


def test_prompts_are_sent_exactly_as_str_format_renders_them(write: Write) -> None:
    prompts = Prompts.official(write(source()))
    problem, proof, analysis = "Is {x} in $\\{1\\}$?", "Yes <|im_end|> {proof}", "\\boxed{0.5}"
    instruction = TEMPLATES["proof_generation"].format(question=problem)
    assert content(prompts.prove(f" {problem}\n")) == instruction
    assert content(prompts.verify(problem, f"\n{proof} ")) == TEMPLATES[
        "proof_verification"
    ].format(statement=problem, proof=proof)
    assert content(prompts.review(problem, proof, analysis)) == TEMPLATES[
        "meta_verification"
    ].format(statement=problem, proof=proof, rating=analysis)


def test_refinement_shows_proofs_and_analyses_in_the_published_layout(write: Write) -> None:
    prompts = Prompts.official(write(source()))
    proofs = [
        ("P", [IssueText("doubtful", 0.0, None), IssueText(" confirmed\n", 0.5, True)]),
        (" Q ", []),
        ("R", [IssueText("fine", 1.0, None)]),
    ]
    shown = (
        "--- Solution 0 ---\nP\n\n"
        "=== Evaluation 0 of Solution 0 ===\nconfirmed\n\n"
        "=== Evaluation 1 of Solution 0 ===\ndoubtful\n\n\n"
        "--- Solution 1 ---\nQ\n\n\n"
        "--- Solution 2 ---\nR\n\n"
        "=== Evaluation 0 of Solution 2 ===\nfine"
    )
    assert content(prompts.refine("X", proofs)) == TEMPLATES["proof_refinement"].format(
        instruction=TEMPLATES["proof_generation"].format(question="X").strip(),
        proofs_to_refine=shown,
    )


def test_what_has_no_official_prompt_uses_ours(write: Write) -> None:
    prompts, ours = Prompts.official(write(source())), Prompts.own()
    assert prompts.compare("X", "P", "Q") == ours.compare("X", "P", "Q")
    assert prompts.continue_(ours.prove("X"), "cut") == ours.continue_(ours.prove("X"), "cut")


def test_name_and_digest_identify_the_templates(write: Write) -> None:
    first = Prompts.official(write(source()))
    moved = Prompts.official(write("# a comment\n" + source()))
    other = Prompts.official(write(source(meta_verification="'{statement}{proof}{rating}'")))
    assert first.name == "official"
    assert first.digest == moved.digest
    assert len({first.digest, other.digest, Prompts.own().digest}) == 3


@pytest.mark.parametrize(
    "value",
    [
        "'''\n  Prove {question}\n'''.strip()",
        "'\\n Prove ' '{question}\\n'.strip()",
        "('Prove '\n '{question}')",
        "r'Prove {question}'",
        "r'''  Prove {question}'''.lstrip()",
        "'Prove {question}  '.rstrip()",
        "'Prove {statement}'",
        "'Prove {problem}'",
        "'Prove {question:}'",
    ],
)
def test_the_ways_to_write_a_plain_string_are_read(write: Write, value: str) -> None:
    prompts = Prompts.official(write(source(proof_generation=value)))
    assert content(prompts.prove("X")) == "Prove X"


@pytest.mark.parametrize("field", ["rating", "proof analysis", "proof_analysis", "evaluation"])
def test_the_names_printed_in_the_paper_are_read(write: Write, field: str) -> None:
    value = repr("{question}|{solution}|{" + field + "}")
    prompts = Prompts.official(write(source(meta_verification=value)))
    assert content(prompts.review("X", "Y", "V")) == "X|Y|V"


def test_an_annotated_assignment_a_byte_order_mark_and_other_statements_do_no_harm(
    write: Write,
) -> None:
    text = '"""Doc."""\nimport os\nX: int = 1\n' + source().replace("s =", "s: dict[str, str] =")
    prompts = Prompts.official(write(b"\xef\xbb\xbf" + text.encode()))
    assert content(prompts.prove("X")).endswith("X")


def test_an_invalid_escape_in_the_file_warns_nobody(write: Write) -> None:
    prompts = Prompts.official(write(source(proof_generation="'\\(x\\) {question}'")))
    assert content(prompts.prove("X")) == "\\(x\\) X"


def test_code_in_the_file_is_never_run(write: Write, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    code = f"import pathlib\npathlib.Path({str(mark)!r}).touch()\n"
    Prompts.official(write(code + source() + code))
    value = f"__import__('pathlib').Path({str(mark)!r}).touch() or '{{question}}'"
    assert "value of key 'proof_generation'" in refused(write(source(proof_generation=value)))
    assert not mark.exists()


@pytest.mark.parametrize(
    "value",
    [
        "open('x').read()",
        "f'{1}{{question}}'",
        "'a' + '{question}'",
        "'{question}' % ()",
        "'{q}'.replace('q', 'question')",
        "' {question}'.strip(' ')",
        "' {question}'.strip().strip()",
        "' {question}'.strip",
        "b'{question}'",
        "None",
        "1",
        "['{question}']",
        "{'a': '{question}'}",
        "(lambda: '{question}')()",
        "''.join(['{question}'])",
        "TEXT",
        "str.strip('{question}')",
        "'{question}' if True else ''",
    ],
)
def test_a_value_that_is_no_plain_string_is_refused(write: Write, value: str) -> None:
    message = refused(write("TEXT = '{question}'\n" + source(proof_generation=value)))
    assert "line 3: the value of key 'proof_generation' is not a plain string" in message
    assert "unchanged" in message


@pytest.mark.parametrize(
    "field",
    [
        "{}",
        "{0}",
        "{question.__class__}",
        "{question.__class__.__mro__}",
        "{question[0]}",
        "{question!r}",
        "{question:>9}",
        "{question:{question}}",
        "{self}",
        "{proof}",
        "{question }",
        "{QUESTION}",
        "{__builtins__}",
        "{question\\n}",
        "{" + "x" * 10_000 + "}",
    ],
)
def test_a_field_that_is_no_plain_known_name_is_refused(write: Write, field: str) -> None:
    value = "'{question} " + field + "'"
    message = refused(write(source(proof_generation=value)))
    assert "key 'proof_generation': the field" in message
    assert "is not one of {question}" in message


@pytest.mark.parametrize("text", ["{question", "question}", "{question} \\boxed{s}}", "{a{b}}"])
def test_a_text_that_is_no_format_is_refused(write: Write, text: str) -> None:
    message = refused(write(source(proof_generation=f"'{text}'")))
    assert "key 'proof_generation'" in message


@pytest.mark.parametrize(
    ("key", "text", "field"),
    [
        ("proof_generation", "", "question"),
        ("proof_generation", "{{question}}", "question"),
        ("proof_verification", "{statement}", "proof"),
        ("proof_verification", "{proof}", "question"),
        ("meta_verification", "{statement}{proof}", "rating"),
        ("proof_refinement", "{instruction}", "proofs_to_refine"),
        ("proof_refinement", "{proofs_to_refine}", "instruction"),
    ],
)
def test_a_missing_field_is_named(write: Write, key: str, text: str, field: str) -> None:
    message = refused(write(source(**{key: repr(text)})))
    assert f"key {key!r}: the field {{{field}}} is missing" in message


def test_a_field_repeated_without_end_is_refused(write: Write) -> None:
    message = refused(write(source(proof_generation="'" + "{question}" * 5 + "'")))
    assert "more than 4 times" in message


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_missing_key_is_named(write: Write, key: str) -> None:
    text = source().replace(f"  {key!r}:", "  'other':")
    assert f"lacks the key {key!r}" in refused(write(text))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "assigns no math_templates"),
        ("x = 1", "assigns no math_templates"),
        ("def f():\n  math_templates = {}", "assigns no math_templates"),
        ("math_templates = dict(a='b')", "a dict of plain strings"),
        ("math_templates = ['a']", "a dict of plain strings"),
        ("math_templates = {k: k for k in 'ab'}", "a dict of plain strings"),
        ("math_templates: dict[str, str]", "a dict of plain strings"),
        ("math_templates = {}\nmath_templates = {}", "assigned once"),
        ("math_templates = {}\nmath_templates['proof_generation'] = 'x'", "not be used"),
        ("math_templates = {}\nmath_templates.update(a='b')", "not be used"),
        ("math_templates = {**{}}", "a key of math_templates is not a plain string"),
        ("math_templates = {1: 'a'}", "a key of math_templates is not a plain string"),
        ("math_templates = {", "not a Python file (line 1"),
        ("This is a letter.", "not a Python file (line 1"),
        ("x = 'a\x00b'", "not a Python file"),
        ("x = " + "(" * 5_000, "not a Python file"),
        # How a version of Python fails on these differs; none may crash, none may be read.
        ("x = " + "-" * 200_000 + "1", "unchanged"),
        ("x = a" + ".b" * 100_000, "unchanged"),
        ("x = " + "1+" * 100_000 + "1", "unchanged"),
        ("x = " + "f(" * 100_000, "unchanged"),
        ("x = " + "9" * 10_000, "not a Python file"),
        ("# coding: no-such-codec\n", "assigns no math_templates"),
    ],
)
def test_a_file_that_is_not_one_plain_dict_is_refused(write: Write, text: str, why: str) -> None:
    assert why in refused(write(text))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x00\xff\xfe\x80" * 100, "not UTF-8 text (byte 1)"),
        (source().encode("utf-16"), "not UTF-8 text (byte 0)"),
        (b"\x1f\x8b\x08\x00" + bytes(range(256)), "not UTF-8 text"),
        (b"#" * 10_000_000, "larger than 256 KiB"),
    ],
)
def test_a_binary_or_huge_file_is_refused(write: Write, data: bytes, why: str) -> None:
    assert why in refused(write(data))


def test_a_path_that_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nothing.py")
    assert "is a folder" in refused(tmp_path)
    assert "no such file" in refused("a\x00b")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "no regular file" in refused(pipe)


def test_the_message_of_a_hostile_key_is_one_short_line(write: Write) -> None:
    key = "\x1b[2J\u202e\n" + "k" * 10_000
    message = refused(write(f"math_templates = {{{key!r}: 1}}"))
    assert message.isprintable()


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts, texts, texts)
def test_nothing_in_a_problem_or_proof_is_formatted_again(
    write: Write, problem: str, proof: str, analysis: str
) -> None:
    prompts = Prompts.official(write(source(meta_verification="'{statement}|{proof}|{rating}'")))
    sent = [sendable(text).strip() for text in (problem, proof, analysis)]
    assert content(prompts.review(problem, proof, analysis)) == "|".join(sent)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    )
)
def test_no_file_escapes_as_anything_but_a_usage_error(write: Write, data: bytes) -> None:
    refused(write(data))
    refused(write(b"math_templates = {'proof_generation': " + data + b"}"))
