"""A manuscript in each format: what was written is read, and nothing in it is a command."""

from __future__ import annotations

import io
import re
from html import unescape

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reading import close, docx_footnotes, docx_lines, html, pdf_links, pdf_text, words_of

from assistant.export.characters import legible
from assistant.export.formats import Format, write
from assistant.export.manuscript import (
    Block,
    Bullets,
    Emphasis,
    Footnote,
    Heading,
    Link,
    Manuscript,
    Paragraph,
    Quotation,
    Strong,
    Struck,
    link,
)
from store.errors import RightsDeskError

HOSTILE = [
    "<script>alert(1)</script> <img src=x onerror=alert(1)> <!-- gone --> &lt;b&gt; &copy;",
    '#set text(red) #read("/etc/passwd") #import "@preview/x:1.0.0": * #{1+1}',
    r"\input{x} \write18{ls} \( \) \[ \] \* a\ ",
    "[x](javascript:alert(1)) ![x](https://a.org/x.png) [x]: https://a.org [[x]] [^1] [^1]: x",
    "$x^2$ $$ @ref <label> *a* _b_ __c__ `d` ~~e~~ ~f~ ^g^ ==h== 'i' \"j\" -- --- ...",
    "- one",
    "+ one",
    "* one",
    "1. one",
    "1) one",
    "# one",
    "= one",
    "/ one: two",
    "> one",
    "// one /* two */",
    "---",
    "===",
    "- - -",
    "```",
    ": one",
    "| a | b |\n| --- | --- |\n| c | d |",
    "one\n===\ntwo\n---\n- three",
    "    four spaces",
]


def manuscript(*blocks: Block, title: str = "A title", date: str = "") -> Manuscript:
    return Manuscript(title, date, "en", (Heading(1, "First"), *blocks))


def everywhere(text: str) -> Manuscript:
    """The text wherever one can stand."""
    return manuscript(
        Heading(2, text),
        Paragraph((text, Footnote((text, " ", Emphasis(text))), " ", Strong(text), " ", Struck(text))),
        Quotation((text,)),
        Bullets(((text,), (text, Footnote((text,))))),
        title=text,
        date=text,
    )


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_text(form: Format, text: str) -> None:
    content = write(everywhere(text), form)
    assert close(words_of(form, content)).count(close(text)) >= 11
    if form is Format.PDF:
        assert pdf_links(content) == []
    if form is Format.MARKDOWN:
        kept = r"</?(?:h[123]|p|em|strong|s|blockquote|ul|li|br)(?: /)?>"
        assert re.findall(r"<[^>]*>", re.sub(kept, "", html(content))) == []


@settings(max_examples=60, deadline=None)
@example(" -")
@given(st.text(st.sampled_from("ab1. \n-+*_#=>|~`[]()!<&;:\\$^/\"'"), min_size=1, max_size=30))
def test_any_signs_are_words_in_markdown(text: str) -> None:
    content = write(manuscript(Paragraph((f"{text}",)), Quotation((text,))), Format.MARKDOWN)
    shown = html(content)
    assert close(unescape(re.sub(r"<[^>]+>", "", shown))) == close(f"A title First {text} {text}")
    assert set(re.findall(r"</?(\w+)", shown)) <= {"h1", "h2", "p", "blockquote", "br"}


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab1. \n-+*_#=>|~`[]()!<&;:\\$^/\"'@{}"), min_size=1, max_size=60))
def test_any_signs_are_words_in_a_pdf(text: str) -> None:
    content = write(manuscript(Paragraph((f"x{text}x",))), Format.PDF)
    assert close(f"First x{text}x RightsDesk") in close(pdf_text(content)).replace("\ufffe", "-")


@pytest.mark.parametrize("form", Format)
def test_characters_that_files_forbid_or_nobody_sees_are_left_out(form: Format) -> None:
    text = "a\x00b\x0bc\x1bd\u202ee\u2066f\u200bg\ufeffh\ud800i\uffffj\ue000k\x85l"
    content = write(everywhere(text), form)
    assert "abcdefgh\ufffdi\ufffdj\ufffdkl" in close(words_of(form, content))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one \n\n\n two", "one\ntwo"),
        ("\n one\t two \n", "one two "),
        ("12\u00a0%", "12\u00a0%"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("data\u00adbase", "database"),
        ("", ""),
    ],
)
def test_legible(text: str, expected: str) -> None:
    assert legible(text).strip(" ") == expected.strip(" ")


def test_a_docx_has_heading_styles_and_footnotes_that_are_ones() -> None:
    text = manuscript(
        Paragraph(("One.", Footnote(("A/HRC/59/60, para. 7.",)), Footnote(("Another.",)))),
        Heading(2, "Second"),
        Quotation(("“Two.”", Footnote(("See ", Emphasis("Title"), ".")))),
        Bullets((("Three.",),)),
        date="3 May 2026",
    )
    content = write(text, Format.DOCX)
    assert docx_lines(content) == [
        ("Title", "A title"),
        ("Date", "3 May 2026"),
        ("Heading 1", "First"),
        ("First Paragraph", "One.,"),
        ("Heading 2", "Second"),
        ("Block Text", "“Two.”"),
        ("Compact", "Three."),
    ]
    assert docx_footnotes(content) == ["A/HRC/59/60, para. 7.", "Another.", "See Title."]
    opened = docx.Document(io.BytesIO(content))
    assert opened.core_properties.title == "A title"
    assert "PAGE" in opened.sections[0].footer._element.xml


def test_a_pdf_is_tagged_and_says_title_and_language() -> None:
    content = PdfReader(io.BytesIO(write(manuscript(Paragraph(("One.",))), Format.PDF)))
    assert content.metadata
    assert content.metadata.title == "A title"
    assert content.root_object["/Lang"] == "en"
    assert content.root_object["/MarkInfo"]["/Marked"]
    assert [each.title for each in content.outline] == ["First"]


@pytest.mark.parametrize("form", Format)
def test_languages_of_the_united_nations_are_written(form: Format) -> None:
    text = "Les États Государства Los niños"
    assert close(text) in close(words_of(form, write(manuscript(Paragraph((text,))), form)))


def test_arabic_runs_from_the_right() -> None:
    text = manuscript(Paragraph(("ينبغي للدول", Footnote(("A/HRC/59/60, para. 7.",)))))
    content = write(text, Format.DOCX)
    assert "<w:bidi" in docx.Document(io.BytesIO(content)).paragraphs[-1]._element.xml
    assert docx_footnotes(content) == ["A/HRC/59/60, para. 7."]
    page = pdf_text(write(text, Format.PDF))
    assert re.search("[\u0600-\u06ff\ufe70-\ufefc]{5}", page)
    assert "A/HRC/59/60, para. 7." in page


def test_a_pdf_is_refused_rather_than_written_with_boxes() -> None:
    with pytest.raises(RightsDeskError, match="No font on this machine") as refused:
        write(manuscript(Paragraph(("Words \U00012000 \U00012001",))), Format.PDF)
    assert "\U00012000 \U00012001" in refused.value.message
    assert "DOCX" in refused.value.remedy


def test_a_long_word_stays_on_the_page_and_whole() -> None:
    word, address = "x" * 600, "https://docs.un.org/" + "y" * 300
    content = write(manuscript(Paragraph((word, Footnote((Link(address),)))), title="z" * 300), Format.PDF)
    assert word in close(pdf_text(content))
    assert set(pdf_links(content)) == {address}
    page = PdfReader(io.BytesIO(content)).pages[0]
    ends: list[float] = []
    page.extract_text(visitor_text=lambda text, _, matrix, *__: ends.append(matrix[4]))
    assert max(ends) < page.mediabox.width


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        ("https://docs.un.org/en/A/HRC/59/60", True),
        ("https://undocs.org/x?a=1&b=(2)#c", True),
        ("http://docs.un.org", False),
        ("javascript:alert(1)", False),
        ("https://a.org/ x", False),
        ('https://a.org/"x', False),
        ("https://a.org/\n", False),
        ("https://а.org", False),
        ("", False),
    ],
)
def test_only_https_addresses_are_links(address: str, followed: bool) -> None:
    found = link(address)
    assert found == (Link(address) if followed else address)
    if not followed:
        with pytest.raises(ValueError, match="https"):
            Link(address)
        return
    text = manuscript(Paragraph((found,)))
    assert pdf_links(write(text, Format.PDF)) == [address]
    assert f'href="{address.replace("&", "&amp;")}"' in html(write(text, Format.MARKDOWN))


def test_an_empty_manuscript_is_its_title() -> None:
    for form in Format:
        assert close("A title") in close(words_of(form, write(Manuscript("A title", "", "en", ()), form)))
