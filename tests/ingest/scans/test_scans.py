"""Scans made here, of pages of our own, and recognised by the real Tesseract."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from commandline import Run
from fakes import make
from PIL import ImageDraw, ImageFilter
from printed import A4, SENTENCE, Text, flow, make_pdf

from assistant.answer import Answer, Citation, Sentence
from assistant.answering.noting import note_sources
from assistant.answering.scanned import of_document
from assistant.programs.forms import paragraph
from assistant.ui.ask.sources import render_sources
from ingest import refusals
from ingest.document import read_document
from ingest.formats import read_contents
from ingest.pdf.file import read_file
from ingest.pdf.reading import read_pdf
from ingest.pipeline import ingest
from ingest.scans import recognise
from ingest.scans.hocr import read_hocr
from ingest.scans.reading import carried_symbol, read_scan
from store.library import Library
from store.model import Kind, PageConfidence, Passage


def report(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """Two pages in the size in which old documents were typed."""
    masthead = [
        Text(470, 770, "A/HRC/61/7", 12),
        Text(72, 735, "General Assembly", 18, "B"),
        Text(392, 735, "Distr.: General", 12),
        Text(392, 720, "4 March 2026", 12),
        Text(72, 600, "Privacy and automated decisions", 14, "B"),
    ]
    body = [Text(470, 790, "A/HRC/61/7", 12)]
    for number, (first, second) in enumerate(paragraphs, 1):
        y = 780 - 42 * number
        body += [Text(72, y, f"{number}.", 12), Text(108, y, first, 12), Text(72, y - 14, second, 12)]
    return make_pdf([masthead, body])


PARAGRAPHS = [
    ("The Council considers that every measure must be lawful,", "necessary and proportionate in each case."),
    ("States should publish how automated decisions are made,", "so that every person can ask for a human review."),
    ("Companies should keep records of the data they use,", "and of the purposes for which they use them."),
]


def scan_of(folder: Path, pdf: bytes, painted: Sequence[int] = (), blurred: float = 0.0) -> Path:
    """The pages of a PDF as pictures in another one, as a scanner makes it; numbers on its second page painted over."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    for number in painted:
        top = pages[1].height * (1 - (780 - 42 * number + 14) / A4[1])
        ImageDraw.Draw(pages[1]).rectangle((180, top, 270, top + 50), fill="white")
    pages = [page.filter(ImageFilter.GaussianBlur(blurred)) for page in pages]
    made = io.BytesIO()
    pages[0].save(made, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    file = folder / "A_HRC_61_7.en.pdf"
    file.write_bytes(made.getvalue())
    return file


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def edges(passage: Passage) -> list[float]:
    boxes = passage.boxes
    return [min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)]


def test_a_distribution_that_a_scan_misread_is_no_title(tmp_path: Path) -> None:
    file = tmp_path / "misread.pdf"
    lines = [Text(392, 764, "Dit: Geistr.: General", 18), Text(57, 626, "Human Rights Council", 10)]
    lines += [Text(114, 545, "Privacy and automated decisions", 12), Text(72, 500, "1.", 10)]
    lines += [Text(108, 500, "The Council considers that every measure must be lawful and necessary.", 10)]
    file.write_bytes(make_pdf([[Text(470, 794, "A/HRC/61/7", 12), *lines]]))
    assert read_document(file).document.title == "Privacy and automated decisions"


@pytest.mark.usefixtures("tesseract")
def test_a_scan_gives_the_paragraphs_it_is_a_picture_of_and_they_are_known_as_recognised(
    tmp_path: Path, library: Library
) -> None:
    digital = tmp_path / "digital.pdf"
    digital.write_bytes(report(PARAGRAPHS))
    told = read_document(digital)
    file = scan_of(tmp_path, report(PARAGRAPHS))

    done = ingest([file], library, workers=0)

    assert "recognised with a confidence of" in done.items[0].warnings[-1]
    seen = library.document(told.document.symbol)
    assert seen is not None
    assert (seen.title, seen.date, seen.pages) == (told.document.title, "2026-03-04", 2)
    wanted = [each for each in told.passages if each.locator.startswith("para.")]
    assert len(wanted) == 3
    for each in wanted:
        found = library.passage(seen.symbol, each.locator)
        assert found is not None
        assert words(found.text) == words(each.text)
        assert found.page == each.page
        assert edges(found) == pytest.approx(edges(each), abs=8)
    original = library.original(seen)
    assert original is not None
    assert original.read_bytes() == file.read_bytes()
    pages = library.recognised(seen)
    assert [each.page for each in pages] == [1, 2]
    assert all(60 < each.confidence <= 100 for each in pages)
    assert told.recognised == ()


@pytest.mark.usefixtures("tesseract")
def test_a_paragraph_whose_number_cannot_be_read_is_cited_by_page(tmp_path: Path, rightsdesk: Run) -> None:
    file = scan_of(tmp_path, report([*PARAGRAPHS, *PARAGRAPHS]), painted=[2])

    done = rightsdesk("ingest", file)

    told = "The number of paragraph 2 could not be read; that text is cited by page."
    assert told in " ".join(done.out.split())
    shown = rightsdesk("library", "show", "A/HRC/61/7").out
    assert told in " ".join(shown.split())
    document = json.loads(rightsdesk("library", "show", "A/HRC/61/7", "--json").out)
    texts = {each["locator"]: each["text"] for each in document["passages"]}
    assert list(texts) == ["para. 1", "p. 2", "para. 3", "para. 4", "para. 5", "para. 6"]
    assert words(texts["para. 1"]) == words(" ".join(PARAGRAPHS[0]))
    assert words(texts["p. 2"]) == words(" ".join(PARAGRAPHS[1]))


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_the_remedy_names_all_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(refusals.ScanWithoutTextError) as caught:
        read_document(scan_of(tmp_path, report(PARAGRAPHS)))
    assert "rightsdesk[ocr]" in caught.value.remedy
    assert "tesseract-ocr" in caught.value.remedy


@pytest.mark.usefixtures("tesseract")
def test_a_scan_that_is_hardly_legible_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.ScanWithoutTextError, match=r"with a confidence of \d\d %"):
        read_document(scan_of(tmp_path, report(PARAGRAPHS), blurred=4.0))


@pytest.mark.usefixtures("tesseract")
def test_a_scan_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "_START", 0.0)
    monkeypatch.setattr(recognise, "_PAGE", 0.001)
    with pytest.raises(refusals.ScanWithoutTextError, match="took longer than"):
        read_document(scan_of(tmp_path, report(PARAGRAPHS)))


HOCR = b"""<html><body><div class='ocr_page' title='bbox 0 0 1000 2000'>
<span class='ocr_line' title='bbox 100 200 700 240; baseline 0 -10; x_size 40'>
<span class='ocrx_word' title='bbox 100 200 120 230; x_wconf 90'>3:</span>
<span class='ocrx_word' title='bbox 200 200 300 230; x_wconf 80'>States</span>
<span class='ocrx_word' title='bbox 310 200 400 230; x_wconf 40'>must</span></span></div></body></html>"""


def test_what_was_seen_stands_where_it_was_seen() -> None:
    seen = read_hocr(HOCR, width=500, height=1000)
    assert [(run.text, run.x0, run.x1, run.y, run.size) for run in seen.runs] == [
        ("3.", 50, 60, 885, 20),
        ("States must", 100, 200, 885, 20),
    ]
    assert seen.confidence == 70


def test_pages_on_which_nothing_was_seen_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = b"<html><body><div class='ocr_page' title='bbox 0 0 1000 2000'></div></body></html>"
    monkeypatch.setattr("ingest.scans.reading.recognise", lambda *_: {1: HOCR, 2: blank})
    data = make_pdf([[], [], [], []])
    _, recognised, unseen = read_scan(read_file("scan.pdf", data), data, lambda page: page.number < 4)
    assert ([each.page for each in recognised], unseen) == ([1], (2, 3))


FRENCH = (
    "Les États doivent protéger les données des élèves dans les écoles et vérifier que la loi est claire pour tous."
)


@pytest.mark.parametrize(("text", "is_refused"), [(FRENCH, True), (SENTENCE, False)])
def test_a_scan_in_another_language_than_english_is_refused(
    monkeypatch: pytest.MonkeyPatch, text: str, *, is_refused: bool
) -> None:
    seen = read_file("seen.pdf", make_pdf([flow(text, 113, 700)]))
    monkeypatch.setattr("ingest.pdf.reading.is_available", lambda: True)
    monkeypatch.setattr("ingest.pdf.reading.read_scan", lambda *_: (seen, (PageConfidence(1, 92.0),), ()))
    scanned = make_pdf([[]], picture=True)
    if not is_refused:
        assert read_pdf("scan.pdf", scanned).recognised
        return
    with pytest.raises(refusals.ScanWithoutTextError, match=r"\(fr\)") as caught:
        read_pdf("scan.pdf", scanned)
    assert "tesseract-ocr-fra" in caught.value.remedy


@pytest.mark.parametrize(
    ("heads", "symbol"),
    [
        ([["A/45/696/Addl"], ["A/45/696/Add.1", "English"], ["A/45/696/Add.1"]], "A/45/696/Add.1"),
        ([["A/45/696"]], ""),
        ([["Page 1"], []], ""),
        ([["A/80/74-E/2025/53 Page 2"], ["English", "A/80/74-E/2025/53"]], "A/80/74"),
        ([["and recalls resolution A/RES/68/167 of the Assembly."]] * 2, ""),
        ([["A/RES/68/167 says so"], ["A/RES/68/167, on privacy, and"]], ""),
    ],
)
def test_the_symbol_that_most_pages_carry(heads: list[list[str]], symbol: str) -> None:
    assert carried_symbol(heads) == symbol


@pytest.mark.parametrize(
    ("name", "carried", "symbol"),
    [
        ("A_HRC_61_7.en.pdf", "A/RES/68/167", "A/HRC/61/7"),
        ("A_HRC_61_8.en.pdf", "A/HRC/61/8", "A/HRC/61/8"),
        ("scan.pdf", "A/HRC/61/8", "A/HRC/61/8"),
    ],
)
def test_a_symbol_that_masthead_and_file_name_give_is_not_overruled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, carried: str, symbol: str
) -> None:
    monkeypatch.setattr(
        "ingest.document.read_contents", lambda *args, **_: replace(read_contents(*args), carried=carried)
    )
    file = tmp_path / name
    file.write_bytes(report(PARAGRAPHS))
    assert read_document(file).document.symbol == symbol


def scan(library: Library) -> Passage:
    document, passages = make("A/HRC/61/7", "States must protect privacy.", pages=2)
    placed = [
        Passage(**{**{name: getattr(each, name) for name in each.__slots__}, "page": 2, "last_page": 2})
        for each in passages
    ]
    library.add(document, placed, recognised=(PageConfidence(1, 95.0), PageConfidence(2, 86.6)))
    return placed[0]


def test_whoever_reads_a_passage_is_told_how_sure_its_recognition_was(library: Library) -> None:
    passage = scan(library)
    document = library.document(passage.symbol)
    assert document is not None
    assert of_document(library.recognised(document)) == pytest.approx(90.8)
    carried = library.topics.carried_by(document)
    assert paragraph(document, passage, carried, library.recognised(document))["confidence"] == 86.6

    where = ("A/HRC/61/7, para. 1", 2, document.title, "", Kind.OFFICIAL)
    citation = Citation(1, passage.symbol, passage.locator, *where, passage.text)
    answer = Answer("What must States do?", True, passage.text, (Sentence(passage.text, (1,)),), (citation,))
    assert "Recognised from a scan, confidence 87 %" in render_sources(answer, 0, library)
    assert note_sources(answer, library).notes == (
        "The text of A/HRC/61/7 was recognised from a scan, confidence 91 %. Compare what you quote with its page.",
    )


def test_a_library_from_before_gets_what_is_missing(
    open_library: Callable[..., Library], home: Path, rightsdesk: Run
) -> None:
    import sqlite3

    scan(open_library())
    with sqlite3.connect(home / "catalog.sqlite3") as connection:
        connection.execute("DROP TABLE recognised")
        connection.execute("DROP TABLE schema_version")
    passage = scan(open_library())
    document = open_library().document(passage.symbol)
    assert document is not None
    assert len(open_library().recognised(document)) == 2
