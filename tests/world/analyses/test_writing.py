"""What is written with a plan is judged as planned."""

from __future__ import annotations

import pytest

from selfproof import formats
from selfproof.types import Role
from selfproof.world.analyses.judging import check_analysis
from selfproof.world.analyses.writing import QUALITIES, Quality, draft_analysis, qualities_for
from tests.world.analyses.samples import ALL, problem

STYLES = 20


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("name", ALL)
def test_the_planned_label(name: str, quality: Quality) -> None:
    of = ALL[name]
    if quality not in qualities_for(of.assessment):
        with pytest.raises(ValueError, match="needs a proof"):
            draft_analysis(problem(), of.proof, of.assessment, quality, 0)
        return
    for style in range(STYLES):
        draft = draft_analysis(problem(), of.proof, of.assessment, quality, style)
        assert formats.read(Role.VERIFY, draft.text) == draft.score
        judgement = check_analysis(problem(), of.proof, of.assessment, draft.text)
        assert judgement.score == draft.meta, (draft.text, judgement)
