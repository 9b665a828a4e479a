"""A suite against a library: every gold citation that is not there, with its line and a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import FakeEmbeddings, make

from evals.checking import check
from evals.suites import examine
from store.library import Library
from store.model import Kind, Subparagraph

SUITE = """\
name: small
cases:
- id: a
  question: Who?
  citations:
  - {}
- id: b
  turns:
  - question: Who?
    citations: ["A/1/1, para. 1"]
  - question: Why?
    citations: ["A/1/1, para. 1"]
    also:
    - {}
"""


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "home", FakeEmbeddings()) as library:
        document, (first, *rest) = make("A/1/1", "(a) Ships; (b) boats.", "States.", other_symbols=("E/1/1",))
        parts = (Subparagraph("para. 1 (a)", 0, 9), Subparagraph("para. 1 (b)", 11, 21))
        library.add(document, [replace(first, subparagraphs=parts), *rest])
        library.add(*make("A/RES/1/1", "A brief.", kind=Kind.BRIEF))
        yield library


THERE = ["A/1/1, para. 2", "A/1/1, para. 1 (b)", "E/1/1, para. 2", "A/1/1-E/1/1, para. 2", "a/1/1, para. 2"]


@pytest.mark.parametrize("citation", THERE)
def test_what_the_library_holds_is_no_mistake(tmp_path: Path, filled: Library, citation: str) -> None:
    assert _mistakes(tmp_path, filled, citation, citation) == []


MISSING = [
    ("A/1/2, para. 1", "The library does not hold A/1/2.", "Did you mean A/1/1"),
    ("Q, para. 1", "The library does not hold Q.", "rightsdesk library list"),
    ("A/1/1, para. 9", "A/1/1 has no para. 9.", "Its numbered paragraphs end at 2."),
    ("A/1/1, para. 1 (c)", "A/1/1 has no para. 1 (c).", "Its parts are para. 1 (a) to para. 1 (b)."),
    ("A/1/1, para. 2 (c)", "A/1/1 has no para. 2 (c).", "Cite para. 2: it has no lettered parts."),
    ("A/1/1, annex II", "A/1/1 has no annex II.", "Its numbered paragraphs end at 2."),
]


@pytest.mark.parametrize(("citation", "what", "remedy"), MISSING)
def test_what_it_does_not_hold_is_named_with_its_line(
    tmp_path: Path, filled: Library, citation: str, what: str, remedy: str
) -> None:
    first, second = _mistakes(tmp_path, filled, citation, citation)
    assert (first.line, second.line) == (6, 14)
    assert first.what == second.what == what
    assert remedy in first.remedy


def test_of_a_brief_only_its_own_paragraphs_are_there(tmp_path: Path, filled: Library) -> None:
    mistakes = _mistakes(tmp_path, filled, "A/RES/1/1, para. 7", "A/1/1, para. 1")
    assert ["Only a brief is held" in each.remedy for each in mistakes] == [True]


def _mistakes(folder: Path, library: Library, first: str, second: str) -> list:
    file = folder / "small.yaml"
    file.write_text(SUITE.format(first, second), encoding="utf-8")
    suite, lines, mistakes = examine(file)
    assert suite is not None, mistakes
    return check(suite, lines, library)
