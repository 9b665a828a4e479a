"""The report: one page that needs nothing beside it, with every case and what failed in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from by_hand import a_case, a_refusal, an_answer, an_outcome
from fakes import make
from playwright.sync_api import Browser, expect

from evals.report.page import faults, write_page
from evals.report.sweep import is_judged, sweep
from evals.runs.outcomes import Found, Outcome

DOCUMENT, (ONE, TWO) = make("A/1", "Ships sank at sea.", "States protect privacy.")
SETTINGS = {
    "suite": "small",
    "begun": "2026-01-02T03:04:05+00:00",
    "code": "0.1.0",
    "model": "extractive",
    "library": "abc",
    "threshold": 0.7,
    "tags": [],
    "limit": 0,
}


def passage(number: int) -> Found:
    return Found(("A/1",), f"para. {number}")


CASES = [
    an_outcome(
        a_case("right", "A/1, para. 1", facts=["ships"], tags=["named"]),
        an_answer(DOCUMENT, ONE),
        likelihood=0.9,
        picked=(passage(1),),
        seconds=1.0,
    ),
    an_outcome(
        a_case("wrong", "A/1, para. 1", facts=["ships"], tags=["named", "number"]),
        an_answer(DOCUMENT, TWO),
        likelihood=0.8,
        picked=(passage(2),),
        seconds=2.0,
    ),
    an_outcome(a_case("refused", "A/1, para. 1"), a_refusal(), likelihood=0.4, picked=(passage(1),), seconds=1.5),
    an_outcome(a_case("anyway"), an_answer(DOCUMENT, TWO), likelihood=0.75, picked=(passage(2),), seconds=1.0),
    an_outcome(a_case("kept", tags=["near-miss"]), a_refusal(), likelihood=0.1, picked=(passage(2),), seconds=1.0),
    an_outcome(a_case("failed", "A/1, para. 1"), None, error="OSError: no room"),
]


FAULTS = [
    [],
    ["gold missing", "other citations", "facts missing"],
    ["refused"],
    ["answered anyway"],
    [],
    ["failed"],
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_what_failed_in_a_case(number: int) -> None:
    assert [fault.name for fault in faults(CASES[number])] == FAULTS[number]


def test_the_page_needs_nothing_beside_it_and_holds_every_case(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    write_page(file, SETTINGS, CASES)
    page = file.read_text(encoding="utf-8")
    assert not re.findall(r"""(?:src|href)=["'](?!#)|url\((?!#)|@import""", page)
    assert page.count('<article class="case"') == len(CASES)
    assert page.count("<svg") == 4
    for outcome in CASES:
        assert f">{outcome.case.id}</span>" in page
    assert "OSError: no room" in page


def test_what_a_case_holds_is_text_and_never_markup(tmp_path: Path) -> None:
    bad = '<script>alert("x")</script> $\\frac{1}$'
    case = a_case("a", "A/1, para. 1", question=bad, answer=bad, facts=[bad], tags=[bad, "$x_1$"])
    file = tmp_path / "report.html"
    write_page(file, SETTINGS | {"suite": bad}, [an_outcome(case, an_answer(DOCUMENT, ONE), seconds=1.0)])
    assert "<script>alert" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "cases", [CASES[5:], CASES[4:5], CASES[:1], [CASES[0]] * 300], ids=["failed", "kept", "one", "many"]
)
def test_a_page_of_any_cases_can_be_written(tmp_path: Path, cases: list[Outcome]) -> None:
    write_page(tmp_path / "report.html", SETTINGS, cases)
    assert (tmp_path / "report.html").stat().st_size > 5_000


def test_what_another_threshold_would_have_given() -> None:
    steps = {round(step.threshold, 2): step for step in sweep(CASES)}
    assert (steps[0.0].recall, steps[0.0].anyway) == (2 / 3, 1)
    assert steps[0.0].precision == 2 / 3
    assert (steps[0.5].recall, steps[0.5].anyway) == (1 / 3, 0.5)
    assert (steps[0.84].recall, steps[0.84].precision, steps[0.84].anyway) == (1 / 3, 1, 0)
    assert (steps[1.0].recall, steps[1.0].anyway) == (0, 0)


def test_an_answer_by_rule_does_not_depend_on_the_threshold() -> None:
    by_rule = an_outcome(a_case("a", "A/1, para. 1"), an_answer(DOCUMENT, ONE), likelihood=0.1, picked=(passage(2),))
    assert not is_judged(by_rule)
    assert {step.recall for step in sweep([by_rule])} == {1}


def test_the_page_shows_the_failures_alone_when_asked(tmp_path: Path, browser: Browser) -> None:
    file = tmp_path / "report.html"
    write_page(file, SETTINGS, CASES)
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    shown = page.locator(".case:visible")
    expect(shown).to_have_count(6)
    page.check("#failures")
    expect(shown).to_have_count(4)
    page.select_option("#tag", "number")
    expect(shown).to_have_count(1)
    page.fill("#words", "no such words")
    expect(shown).to_have_count(0)
    expect(page.get_by_text("No question is like that.")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert errors == []
    page.close()


def test_a_quote_that_is_nowhere_is_told() -> None:
    wrong = an_outcome(a_case("a", "A/1, para. 1"), an_answer(DOCUMENT, ONE), sources=["Boats float."])
    assert "misquoted" in [fault.name for fault in faults(wrong)]
