"""A file that no document can be made of is refused with its name, the reason and a remedy."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from printed import SENTENCE, Text, flow, geneva, make_pdf, words_per_page

from ingest import refusals
from ingest.document import read_document

NONSENSE = " ".join(["la'w te&& i*gt,il h&s kidd3d «j|X", SENTENCE] * 6)


def placeholder() -> bytes:
    words = "The document you are looking for does not exist in the Official Document System."
    return make_pdf([[Text(90, 700, words)]])


REFUSED: list[tuple[str, Callable[[], bytes], type[refusals.UnreadableFileError], str]] = [
    ("empty", lambda: b"", refusals.EmptyFileError, "empty"),
    ("web page", lambda: b"<!DOCTYPE html><html>busy</html>", refusals.WrongContentError, "a web page"),
    ("word file", lambda: b"PK\x03\x04 ...", refusals.DamagedFileError, "cut off"),
    ("old word file", lambda: b"\xd0\xcf\x11\xe0 ...", refusals.OldWordError, "Word file of the old format"),
    ("cut off", lambda: geneva()[:1500], refusals.DamagedFileError, "cut off"),
    ("no content", lambda: b"%PDF-1.7\n%%EOF", refusals.DamagedFileError, "cannot be read"),
    ("locked", lambda: make_pdf([flow(SENTENCE, 90, 700)], password="x"), refusals.EncryptedFileError, "password"),
    ("placeholder", placeholder, refusals.PlaceholderError, "does not exist"),
    ("scan", lambda: make_pdf([[], []], picture=True), refusals.ScanWithoutTextError, "2 pages of images"),
    ("poor scan", lambda: make_pdf([flow(NONSENSE, 90, 700)], picture=True), refusals.PoorTextError, "poor"),
    ("blank", lambda: make_pdf([[]]), refusals.NoTextError, "no text"),
]


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(("content", "kind", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(
    tmp_path: Path, content: Callable[[], bytes], kind: type[refusals.UnreadableFileError], reason: str
) -> None:
    path = tmp_path / "A_HRC_61_7.en.pdf"
    path.write_bytes(content())
    with pytest.raises(refusals.UnreadableFileError) as caught:
        read_document(path)
    assert type(caught.value) is kind
    assert caught.value.message.startswith(path.name)
    assert reason in caught.value.message
    assert caught.value.remedy


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.xyz"
    path.write_bytes(b"words")
    with pytest.raises(refusals.UnknownFormatError):
        read_document(path)


def test_whatever_goes_wrong_becomes_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "A_HRC_61_7.en.pdf"
    path.write_bytes(geneva())

    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("ingest.pdf.reading.read_blocks", fail)
    with pytest.raises(refusals.UnforeseenContentError, match="RecursionError: too deep"):
        read_document(path)


def test_a_file_locked_without_a_password_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(_locked_for_editing())
    assert read_document(path).passages


def _locked_for_editing() -> bytes:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(geneva())))
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_a_refusal_crosses_processes() -> None:
    error = pickle.loads(pickle.dumps(refusals.scan("a.pdf", 3)))
    assert isinstance(error, refusals.ScanWithoutTextError)
    assert "3 pages" in error.message


def test_two_thousand_pages_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(words_per_page(2000))
    start = time.monotonic()
    reading = read_document(path)
    assert reading.document.pages == 2000
    assert [reading.passages[i].locator for i in (0, 999, 1999)] == ["para. 1", "para. 1000", "para. 2000"]
    assert time.monotonic() - start < 120


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("A_45_696_Add.1.en.pdf", refusals.ScanWithoutTextError),
        ("A_78_1.en.pdf", refusals.PlaceholderError),
        ("E_2024_50.en.pdf", refusals.PlaceholderError),
        ("E_CN.4_109.en.pdf", refusals.PoorTextError),
    ],
)
def test_real_traps(corpus: Path, name: str, kind: type[refusals.UnreadableFileError]) -> None:
    with pytest.raises(kind, match=name.replace(".", r"\.")):
        read_document(corpus / "traps" / name)
