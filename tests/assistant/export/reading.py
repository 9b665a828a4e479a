"""What somebody reads in a file that was written here."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from xml.etree import ElementTree

import docx
import pypdfium2
from markdown_it import MarkdownIt
from pypdf import PdfReader

from assistant.export.formats import Format

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def close(text: str) -> str:
    """A text without spaces and line breaks, which each format sets as it likes."""
    return re.sub(r"\s+", "", text)


def docx_footnotes(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("word/footnotes.xml"))
        marks = archive.read("word/document.xml").decode().count("<w:footnoteReference")
    notes = [each for each in root.iter(f"{_WORD}footnote") if not each.get(f"{_WORD}type")]
    assert len(notes) == marks
    return ["".join(text.text or "" for text in note.iter(f"{_WORD}t")).strip() for note in notes]


def docx_lines(content: bytes) -> list[tuple[str, str]]:
    """Style and text of each paragraph."""
    return [(each.style.name, each.text) for each in docx.Document(io.BytesIO(content)).paragraphs]


def pdf_text(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def pdf_links(content: bytes) -> list[str]:
    notes = [note.get_object() for page in PdfReader(io.BytesIO(content)).pages for note in page.get("/Annots", [])]
    return [note["/A"]["/URI"] for note in notes if note.get("/A", {}).get("/S") == "/URI"]


def html(markdown: bytes | str) -> str:
    """As a page would show it that takes tables, strikethrough and raw HTML; footnotes as paragraphs at the end."""
    text = markdown if isinstance(markdown, str) else markdown.decode()
    before, mark, notes = text.partition("\n[^1]:")
    text = before + re.sub(r"^    ", "", re.sub(r"^\[\^\d+\]: ?", "\n", mark + notes, flags=re.M), flags=re.M)
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def words_of(form: Format, content: bytes) -> str:
    """Everything that is read in a file, footnotes too."""
    if form is Format.DOCX:
        return "\n".join([*(text for _, text in docx_lines(content)), *docx_footnotes(content)])
    if form is Format.PDF:
        return pdf_text(content)
    return unescape(re.sub(r"<[^>]+>", "", html(content)))
