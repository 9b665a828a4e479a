"""Measured advice: requests with gold paragraphs, and what is counted of their drafts."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandline import Run

from assistant.yaml_reading import MistakesError
from evals.measuring.advising import SHIPPED, measure, read_cases
from ingest.briefs import read_briefs
from store.embeddings import SentenceEmbeddings
from store.library import Library

CASE = """\
name: mine
cases:
  - id: list
    request: {technology: neurotechnology, template: document_list}
    gold: ["A/HRC/57/61, brief, para. 2", "A/HRC/RES/58/6, brief, para. 99"]
  - id: bread
    outside: true
    request: {technology: sourdough oven}
  - id: lost
    request: {technology: sourdough oven}
    gold: ["A/RES/78/213, para. 1"]
"""


@pytest.fixture
def written(tmp_path: Path):
    """Writes a file of requests."""

    def write(text: str) -> Path:
        file = tmp_path / "requests.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_the_shipped_requests_are_of_every_kind_and_their_gold_is_in_the_starter_library() -> None:
    cases = read_cases(SHIPPED)
    assert sum(not case.outside for case in cases) == 10
    assert {case.request.template_key for case in cases if not case.outside} == {
        "briefing",
        "business_guidance",
        "document_list",
        "draft_law",
        "procurement",
        "un_screening",
    }
    held = {
        (document.symbol, locator)
        for document, passages in read_briefs()
        for passage in passages
        for locator in (passage.locator, *(part.locator for part in passage.subparagraphs))
    }
    assert [str(gold) for case in cases for gold in case.gold if (gold.symbol, gold.locator) not in held] == []


def test_what_is_counted(written, starter: Path) -> None:
    with Library(starter, SentenceEmbeddings(checked=starter / "checked.json")) as library:
        found, outside, lost = measure(library, read_cases(written(CASE)))
    assert (found.coverage, found.missed, found.right) == (0.5, ("A/HRC/RES/58/6, brief, para. 99",), True)
    assert found.claims > 3
    assert (found.unsupported, found.resolved) == (0, found.citations)
    assert (outside.coverage, outside.right, outside.claims) == (None, True, 0)
    assert (lost.coverage, lost.right) == (0.0, False)


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        (("id: list", "name: list"), "line 3: This is no case. Give it id:"),
        (("outside: true", "colour: red"), "line 6: bread: there is no field colour. Take it out."),
        (("outside: true\n", "outside: false\n"), "line 6: bread: it needs gold, or outside: true."),
        (("template: document_list", "stage: war"), "line 4: stage: there is no 'war'. Known are: design"),
        (("para. 99", "somewhere"), "line 5: “A/HRC/RES/58/6, brief, somewhere” is no citation of one place."),
        (("cases:", "requests:"), "line 1: There are no cases."),
    ],
)
def test_mistakes_are_named_with_their_line(written, change: tuple[str, str], mistake: str) -> None:
    with pytest.raises(MistakesError) as error:
        read_cases(written(CASE.replace(*change)))
    assert mistake in str(error.value)


def test_a_model_that_is_not_named_as_one_is_refused(rightsdesk: Run, written) -> None:
    done = rightsdesk("eval", "drafts", written(CASE), "--model", "nonsense")
    assert (done.code, "There is no model nonsense." in done.err) == (1, True)
