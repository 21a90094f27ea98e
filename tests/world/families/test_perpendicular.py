"""The family `perpendicular`."""

from __future__ import annotations

from selfproof.world.families.perpendicular import Perpendicular, figure

from .brute import some
from .common import check_family, phrasings
from .judged import missed, wrongly_judged

FAMILY = Perpendicular()
Place = tuple[int, int]


def true_at(relation: str, at: list[Place]) -> bool:
    """Whether a relation holds, from its definition."""

    def to(p: Place, q: Place) -> Place:
        return (q[0] - p[0], q[1] - p[1])

    def dot(u: Place, v: Place) -> int:
        return u[0] * v[0] + u[1] * v[1]

    match relation:
        case "right angle":
            return dot(to(at[1], at[0]), to(at[1], at[2])) == 0
        case "perpendicular":
            return dot(to(at[0], at[1]), to(at[2], at[3])) == 0
        case "equal lengths":
            u, v = to(at[0], at[1]), to(at[2], at[3])
            return dot(u, u) == dot(v, v)
        case "parallelogram":
            return to(at[0], at[1]) == to(at[3], at[2])
    return (2 * at[0][0], 2 * at[0][1]) == (at[1][0] + at[2][0], at[1][1] + at[2][1])


def test_common_demands() -> None:
    check_family(FAMILY, level_3=(50, 300))


def test_statements_are_true_or_false_as_meant() -> None:
    for problem in some(FAMILY, 20):
        here = figure(problem.parameters)
        for t in (-3, 0, 1, 2, 7) if here.t else (0,):
            at = {name: (x[0] + x[1] * t, y[0] + y[1] * t) for name, (x, y) in here.points.items()}
            right = all(true_at(r, [at[name] for name in names]) for r, names in here.shows)
            assert right == problem.truth, (problem.statement, t)


def test_phrasings() -> None:
    assert phrasings(FAMILY, 3) >= 24


def test_reference_proofs_score_1() -> None:
    assert not wrongly_judged(FAMILY, 4, styles=2)


def test_planned_flaws_are_found() -> None:
    assert not missed(FAMILY, 2)
