"""The document of the rubric and the code say the same."""

from __future__ import annotations

import re
from pathlib import Path

from selfproof.world.assess import IssueKind
from selfproof.world.check import SEVERITY

DOCUMENT = Path(__file__).parents[3] / "docs" / "concepts" / "world-rubric.md"
ROW = re.compile(r"^\| ([a-z ]+) \| (minor|fatal) \|", re.MULTILINE)


def test_every_kind_is_listed_with_its_severity() -> None:
    rows = dict(ROW.findall(DOCUMENT.read_text(encoding="utf-8")))
    assert rows == {kind.value: SEVERITY[kind].value for kind in IssueKind}
