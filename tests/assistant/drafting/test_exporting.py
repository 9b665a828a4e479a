"""Drafts as files: heading styles, footnotes that are ones, references, places that can be found."""

from __future__ import annotations

import html
import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pypandoc
import pypdfium2
import pytest

from assistant.answer import Citation
from assistant.drafting.citing import judge_citation
from assistant.drafting.draft import Basis, Draft, Opinion, State, Step, Style
from assistant.drafting.review import edit_paragraph, places_left
from assistant.export.draft import export_draft
from assistant.export.formats import Format
from store.library import Library


def written(draft: Draft, desk: Library, form: Format) -> bytes:
    return export_draft(draft, desk, form).content


def footnotes(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        marks = archive.read("word/document.xml").decode().count("<w:footnoteReference")
    assert len(re.findall(r"<w:footnote (?![^>]*w:type)", notes)) == marks
    return marks


def exported_citations(draft: Draft) -> list[Citation]:
    sentences = [sentence for each in draft.paragraphs for sentence in each.sentences]
    return [citation for each in sentences if each.basis is not Basis.FRAME for citation in each.citations]


def cited(draft: Draft) -> int:
    return len(exported_citations(draft))


def test_every_citation_of_a_docx_is_a_footnote_also_for_who_converts_it(
    draft: Draft, desk: Library, tmp_path: Path
) -> None:
    content = written(draft, desk, Format.DOCX)
    assert footnotes(content) == cited(draft) > 20
    file = tmp_path / "advice.docx"
    file.write_bytes(content)
    command = [pypandoc.get_pandoc_path(), str(file), "--to=markdown"]
    converted = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert len(re.findall(r"^\[\^\d+\]: ", converted, re.M)) == cited(draft)


def test_libreoffice_opens_a_docx_and_keeps_every_footnote_and_heading(
    draft: Draft, desk: Library, tmp_path: Path, soffice: str
) -> None:
    file = tmp_path / "advice.docx"
    file.write_bytes(written(draft, desk, Format.DOCX))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "advice.fodt").read_text(encoding="utf-8")
    notes = inner("note", text)
    assert len(notes) == cited(draft)
    references = [each.reference for each in exported_citations(draft)]
    assert all(reference in note for reference, note in zip(references, notes, strict=True))
    headings = inner("h", re.sub(r"<text:note .*?</text:note>", "", text, flags=re.S))
    assert [each for each in headings if each in {section.title for section in draft.sections}] == [
        section.title for section in draft.sections
    ]


def inner(element: str, text: str) -> list[str]:
    """The words within each element of an OpenDocument text."""
    found = re.findall(rf"<text:{element} [^>]*>(.*?)</text:{element}>", text, re.S)
    return [html.unescape(re.sub(r"<[^>]+>", "", each)) for each in found]


def test_a_docx_has_heading_styles(draft: Draft, desk: Library) -> None:
    lines = [
        (each.style.name, each.text) for each in docx.Document(io.BytesIO(written(draft, desk, Format.DOCX))).paragraphs
    ]
    assert ("Title", "Advice on a draft law on encryption of messages") in lines
    assert [text for style, text in lines if style == "Heading 1"] == [section.title for section in draft.sections]
    assert ("Heading 3", "What the standards say") in lines
    assert any(style == "Heading 2" and text.startswith("Issue 1. ") for style, text in lines)


@pytest.mark.parametrize("form", Format)
def test_every_format_holds_every_quotation_and_the_references(draft: Draft, desk: Library, form: Format) -> None:
    content = written(draft, desk, form)
    if form is Format.DOCX:
        text = "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    elif form is Format.PDF:
        text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    else:
        text = content.decode()
    bare = re.sub(r"[\s\\>\x02￾\-]", "", text)
    for each in draft.paragraphs:
        if each.style is Style.QUOTATION:
            words = re.sub(r"[\s\-]", "", each.sentences[0].citations[0].quote)
            assert words[:60] in bare
    assert "Promotionandprotectionofhumanrightsinthecontextofdigitaltechnologies.A/RES/78/213" in bare.replace("*", "")


def test_it_says_how_far_it_has_come_and_what_is_left(draft: Draft, desk: Library) -> None:
    text = written(draft, desk, Format.MARKDOWN).decode()
    assert f"*{places_left(draft)} places wait for the drafter's own words, in square brackets.*" in text
    cleared = replace(draft, steps=(Step(State.CLEARED, "ben", "2026-11-25T08:00:00+00:00"),))
    assert "*Cleared by ben, 25 November 2026*" in written(cleared, desk, Format.MARKDOWN).decode()


def test_a_rejected_citation_and_deleted_paragraphs_are_not_exported(draft: Draft, desk: Library) -> None:
    quotation = next(each for each in draft.paragraphs if each.style is Style.QUOTATION)
    rejected = judge_citation(draft, quotation.id, 0, 0, opinion=Opinion.REJECTED, who="anna")
    assert footnotes(written(rejected, desk, Format.DOCX)) == cited(draft) - 1
    text = written(rejected, desk, Format.MARKDOWN).decode()
    assert text.count("Every citation of what stood here was rejected") == 1
    assert places_left(rejected) == places_left(draft) + 1
    headings = [each for each in draft.paragraphs if each.style is Style.HEADING and each.level == 2]
    bare = edit_paragraph(draft, headings[0].id, "", "anna")
    text = written(bare, desk, Format.MARKDOWN).decode()
    assert f". {headings[0].sentences[0].text}" not in text
    assert written(bare, desk, Format.PDF).startswith(b"%PDF")
