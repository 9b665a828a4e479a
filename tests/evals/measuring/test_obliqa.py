"""Public data in the form of ObliQA: how it is read, and retrieval measured on it with the real model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from evals.measuring import obliqa
from store.errors import RightsDeskError

TEXTS = {
    (1, "1.1"): "A bank must keep records of its customers for six years.",
    (1, "1.2"): "Encryption keys must be stored apart from the data.",
    (2, "1.1"): "Insurers must publish the fees of their agents.",
    (2, "1.2"): "  ",
}
ASKED = {
    "How long must a bank keep customer records?": [(1, "1.1")],
    "What must insurers publish?": [(2, "1.1")],
    "Where are encryption keys stored?": [(1, "1.2"), (9, "7")],
}


def place(document: int, passage: str) -> dict[str, object]:
    return {"DocumentID": document, "PassageID": passage}


PASSAGES = [{"ID": str(where), **place(*where), "Passage": text} for where, text in TEXTS.items()]
QUESTIONS = [
    {"QuestionID": name, "Question": text, "Passages": [place(*each) for each in gold]}
    for name, (text, gold) in zip("abc", ASKED.items(), strict=True)
]

Write = Callable[[str, object], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(name: str, content: object) -> Path:
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return to_file


def test_passages_of_several_files_and_no_empty_ones(write: Write) -> None:
    data = obliqa.read([write("1.json", PASSAGES[:2]), write("2.json", PASSAGES[2:])], write("q.json", QUESTIONS))
    assert sorted(data.passages) == ["Document 1|en|1.1", "Document 1|en|1.2", "Document 2|en|1.1"]
    assert data.questions["c"] == ("Where are encryption keys stored?", ("Document 1|en|1.2", "Document 9|en|7"))
    assert len(obliqa.read([write("1.json", PASSAGES)], write("q.json", QUESTIONS), limit=1).questions) == 1


BAD = [
    ("{", QUESTIONS, "is not JSON"),
    ({}, QUESTIONS, "holds no list"),
    ([], QUESTIONS, "holds no list"),
    ([{"DocumentID": 1}], QUESTIONS, "record 1 lacks"),
    (["text"], QUESTIONS, "record 1 lacks"),
    (PASSAGES, [{"QuestionID": "a", "Question": "Why?"}], "record 1 lacks"),
    (PASSAGES, [{"QuestionID": "a", "Question": "Why?", "Passages": []}], "names no passage"),
    (PASSAGES, [{"QuestionID": "a", "Question": "Why?", "Passages": [{"DocumentID": 1}]}], "without 'PassageID'"),
    (
        PASSAGES,
        QUESTIONS[2:] and [QUESTIONS[2] | {"Passages": [{"DocumentID": 9, "PassageID": "7"}]}],
        "No passage that",
    ),
]


@pytest.mark.parametrize(("passages", "questions", "wrong"), BAD)
def test_another_form_is_refused(write: Write, passages: object, questions: object, wrong: str) -> None:
    with pytest.raises(RightsDeskError, match=wrong):
        obliqa.read([write("p.json", passages)], write("q.json", questions))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, write: Write) -> None:
    with pytest.raises(RightsDeskError, match="cannot be read"):
        obliqa.read([tmp_path / "none.json"], write("q.json", QUESTIONS))


def test_each_way_of_looking_is_measured(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data = obliqa.read([write("p.json", PASSAGES)], write("q.json", QUESTIONS))
    figures = obliqa.measure(data, Console(quiet=True))
    assert list(figures) == ["full text", "vectors", "hybrid"]
    for values in figures.values():
        # The third question has two passages, of which one is nowhere.
        assert values["recall@5"] == pytest.approx(2.5 / 3, abs=1e-3)
        assert values["MAP@10"] == pytest.approx(2.5 / 3, abs=1e-3)
    again = obliqa.measure(data, Console(quiet=True))
    assert again == figures
