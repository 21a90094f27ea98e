"""A GGUF file is checked before llama.cpp sees it, however hostile it is."""

from __future__ import annotations

import os
import random
import struct
from pathlib import Path

import pytest

from selfproof.backends.gguf import GgufInfo, file_identity, read_gguf
from selfproof.errors import UsageError
from tests.fakes import gguf as fake

LABEL = "--model 'x.gguf'"


def written(folder: Path, data: bytes) -> Path:
    path = folder / "x.gguf"
    path.write_bytes(data)
    return path


def fault(path: Path) -> str:
    """The error for a file: one line that begins with the argument and its value."""
    with pytest.raises(UsageError) as caught:
        read_gguf(path, LABEL)
    message = str(caught.value)
    assert message.startswith(f"{LABEL}: ")
    assert "\n" not in message
    return message


def test_reads_what_a_file_says(tmp_path: Path) -> None:
    path = written(tmp_path, fake.gguf())
    assert read_gguf(path, LABEL) == GgufInfo("llama", "Tiny", 2_048, 2)


@pytest.mark.parametrize("version", [2, 3])
def test_versions_that_are_read(tmp_path: Path, version: int) -> None:
    assert read_gguf(written(tmp_path, fake.gguf(version=version)), LABEL).tensors == 2


def test_name_and_context_may_be_missing(tmp_path: Path) -> None:
    data = fake.gguf({"general.architecture": (fake.STRING, "mamba")})
    assert read_gguf(written(tmp_path, data), LABEL) == GgufInfo("mamba", None, None, 2)


def test_long_texts_are_cut(tmp_path: Path) -> None:
    data = fake.gguf({**fake.LLAMA, "general.name": (fake.STRING, "n" * 10_000)})
    name = read_gguf(written(tmp_path, data), LABEL).name
    assert name == "n" * 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a GGUF file"),
        (b"GG", "not a GGUF file"),
        (b"hello, this is text", "not a GGUF file"),
        (b"\x80\x04\x95pickle", "not a GGUF file"),
        (b"GGUF", "cut off"),
        (fake.gguf(version=1), "version 1"),
        (fake.gguf(version=99), "version 99"),
        (fake.gguf(version=3 << 24), "big-endian"),
        (fake.gguf({}), "which architecture"),
        (fake.gguf(tensors=()), "no tensors"),
        (fake.gguf(keys=2**63), "metadata entries"),
        (fake.gguf(keys=99_999), "usable"),
        (fake.gguf(data=64), "cut off"),
        (fake.gguf({**fake.LLAMA, "general.alignment": (fake.UINT32, 0)}), "alignment"),
        (fake.gguf({**fake.LLAMA, "general.alignment": (fake.STRING, "x")}), "alignment"),
        (fake.gguf(tensors=[fake.tensor("a", (1,) * 9, 0)]), "9 dimensions"),
        (fake.gguf(tensors=[fake.tensor("a", (1,), 2**64 - 1)]), "cut off"),
    ],
)
def test_what_is_no_model(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in fault(written(tmp_path, data))


def raw(*pieces: bytes) -> bytes:
    """A file of one tensor and one metadata entry, which is up to the caller."""
    return b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + b"".join(pieces) + bytes(64)


@pytest.mark.parametrize(
    "entry",
    [
        struct.pack("<Q", 2**64 - 1) + b"key",
        struct.pack("<Q", 70_000) + bytes(70_000),
        fake.text("k") + struct.pack("<I", 77),
        fake.text("k") + struct.pack("<IQ", fake.STRING, 2**40),
        fake.text("k") + struct.pack("<IIQ", fake.ARRAY, fake.UINT32, 2**62),
        fake.text("k") + struct.pack("<IIQ", fake.ARRAY, fake.STRING, 2**62),
        fake.text("k") + struct.pack("<IIQ", fake.ARRAY, fake.STRING, 50),
        fake.text("k") + struct.pack("<IIQ", fake.ARRAY, fake.ARRAY, 1),
        fake.text("k") + struct.pack("<IIQ", fake.ARRAY, 99, 1),
    ],
)
def test_lies_about_lengths(tmp_path: Path, entry: bytes) -> None:
    assert "not a usable GGUF file" in fault(written(tmp_path, raw(entry)))


def test_cut_anywhere_before_its_weights(tmp_path: Path) -> None:
    whole = fake.gguf()
    for size in range(len(whole) - 32):
        fault(written(tmp_path, whole[:size]))


def test_any_bytes_give_an_answer(tmp_path: Path) -> None:
    dice = random.Random(5)
    whole = fake.gguf()
    answers: set[type] = set()
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(4, len(data))] = dice.choice((0, 1, 127, 128, 255))
        try:
            answers.add(type(read_gguf(written(tmp_path, bytes(data)), LABEL)))
        except UsageError as error:
            answers.add(type(error))
    assert answers == {GgufInfo, UsageError}


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "no such file" in fault(tmp_path / "missing.gguf")
    assert "is a folder" in fault(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in fault(tmp_path / "pipe")


def test_identity_is_name_and_content(tmp_path: Path) -> None:
    path = written(tmp_path, bytes(3 * 2**20))
    first = file_identity(path)
    assert first.startswith("x.gguf@")
    assert len(first) == len("x.gguf@") + 12
    assert file_identity(path) == first
    other = tmp_path / "other"
    other.mkdir()
    assert file_identity(written(other, path.read_bytes())) == first, "the folder is no part of it"
    for changed in (
        b"\1" + bytes(3 * 2**20 - 1),
        bytes(3 * 2**20 - 1) + b"\1",
        bytes(3 * 2**20 + 1),
    ):
        assert file_identity(written(tmp_path, changed)) != first
