from __future__ import annotations

import pytest

from evals.bench import at_least, at_most


@pytest.mark.parametrize(
    ("value", "bound", "most", "least"), [(0.5, 1, True, False), (1, 1, True, True), (1.0004, 1, False, True)]
)
def test_a_promise_is_kept_up_to_its_bound(value: float, bound: float, most: bool, least: bool) -> None:
    assert at_most("seconds", value, bound).kept is most
    assert at_least("share", value, bound).kept is least


def test_a_measure_shows_its_bound() -> None:
    assert (at_most("seconds", 0.12345, 0.25).value, at_most("seconds", 0.12345, 0.25).bound) == (0.123, "≤ 0.25")
    assert at_least("share", 0.8, 0.75).bound == "≥ 0.75"
