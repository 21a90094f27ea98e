"""What is learned may be anything: no order of it ends in an error."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest

from selfproof.world.kernel import Facts, follows
from selfproof.world.problem import Given
from selfproof.world.props import Prop, Rel
from selfproof.world.terms import Pow, Var, mul, num

X, Y = Var("x"), Var("y")
WITH_A_ROOT: tuple[Prop, ...] = (
    Rel(">=", mul(X, Y), num(1)),
    Rel(">=", X, num(1)),
    Rel("=", X, Pow(num(2), Y)),
    Rel("=", Y, num(Fraction(1, 3))),
)


@pytest.mark.parametrize("props", list(permutations(WITH_A_ROOT)))
def test_a_value_that_has_no_normal_form(props: tuple[Prop, ...]) -> None:
    facts = Facts((Given("x", "real"), Given("y", "real")))
    facts.learn_all(props)
    assert follows(Rel("=", Y, num(Fraction(1, 3))), facts)


def test_equal_histories_have_equal_numbers() -> None:
    one, two = Facts((Given("x", "integer"),)), Facts((Given("x", "integer"),))
    assert one.history == two.history
    one.learn(Rel(">=", X, num(2)))
    assert one.history != two.history
    two.learn(Rel(">=", X, num(2)))
    assert one.history == two.history == one.child().history
    two.learn(Rel(">=", X, num(3)))
    assert follows(Rel(">=", X, num(3)), two)
    assert not follows(Rel(">=", X, num(3)), one)
