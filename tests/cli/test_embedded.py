"""The command line over the embedded model: a real llama.cpp process and real, if tiny, weights."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from selfproof.backends.weights import default_weights
from selfproof.errors import MissingExtra
from tests.cli.helpers import run

try:
    default_weights()
    missing = ""
except MissingExtra as error:
    missing = str(error)


@pytest.mark.long
@pytest.mark.skipif(bool(missing), reason=missing)
def test_a_proof_with_everything_read_and_the_smallness_admitted(tmp_path: Path) -> None:
    result = run(
        "prove", "Prove that 0 = 0.", "--proofs", "1", "--rounds", "1", "--analyses", "1",
        "--set", "max_tokens=700", "--set", "verify.max_tokens=400", "--set", "min_rounds=1",
        "--out", tmp_path, "--json", "--quiet",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    data = orjson.loads(result.stdout)
    for role in ("prove", "refine", "verify"):
        assert data["replies"][role]["ok"] >= 1
    assert "far too small to prove much" in data["note"]
    assert Path(data["report"]).is_file()
