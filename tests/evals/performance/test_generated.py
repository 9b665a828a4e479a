"""Reports made up for measuring speed read back as what they were made from."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from evals.performance.generated import large_library, sentences, write_reports
from ingest.pipeline import ingest
from store.library import Library
from store.words import content_words


def test_a_generated_report_reads_back_as_numbered_paragraphs(library: Library, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    write_reports(reports, reports=2, paragraphs=30)
    ingest([reports], library)
    assert [document.symbol for document in library.documents()] == ["A/HRC/99/1", "A/HRC/99/2"]
    made = sentences(1)
    expected = {f"para. {number}": " ".join(islice(made, 5)) for number in range(1, 31)}
    passages = {passage.locator: passage for passage in library.passages("A/HRC/99/2")}
    assert {locator: " ".join(passages[locator].text.split()) for locator in expected} == expected
    assert passages["para. 30"].page > passages["para. 1"].page >= 2


def test_sentences_differ_and_are_the_same_for_the_same_seed() -> None:
    first = list(islice(sentences(3), 50))
    assert first == list(islice(sentences(3), 50))
    assert first != list(islice(sentences(4), 50))
    assert len(set(first)) > 45


@pytest.mark.parametrize("number", [1, 250, 620])
def test_a_large_library_has_as_many_passages_as_asked_for(number: int) -> None:
    made = list(large_library(number))
    assert sum(len(passages) for _, passages, _ in made) == number
    assert len({document.symbol for document, _, _ in made}) == len(made)
    for _, passages, embedded in made:
        assert len(passages) == len(embedded)
        assert np.linalg.norm(embedded[0].windows[0].values) == pytest.approx(1, abs=1e-5)
        start, end = embedded[0].words.spans[0]
        assert passages[0].text[start:end] == embedded[0].words.words[0]


def test_a_large_library_can_be_searched(library: Library) -> None:
    ((document, passages, _),) = large_library(20)
    library.add(document, passages)
    word = next(content_words(passages[7].text)).text
    assert passages[7].id in {hit.passage for hit in library.text_search([word, passages[7].text], 5)}
