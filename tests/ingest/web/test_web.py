"""Web pages, Markdown and plain text give the same passages as any other format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import refusals
from ingest.document import Reading, read_document
from store.model import Footnote

ONE = "Digital tools help people to organize, and they expose them to surveillance of a new kind."
TWO = "States that buy such tools remain bound by the right to privacy in all that they do with them."
THREE = "Business enterprises have a responsibility of their own, whatever a State is willing to enforce."


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    def read_it(content: str | bytes, name: str = "page.html") -> Reading:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_document(path)

    return read_it


def texts(reading: Reading) -> dict[str, str]:
    return {passage.locator: passage.text for passage in reading.passages}


def page(*body: str, head: str = "", attributes: str = ' lang="en"') -> str:
    return f"<!DOCTYPE html><html{attributes}><head>{head}</head><body>{''.join(body)}</body></html>"


AROUND = """
<header class="site"><a href="/">Home</a><nav><ul><li>About</li></ul></nav></header>
<div id="cookie-banner"><p>We use cookies. Accept all cookies to go on reading this page.</p></div>
<ol class="breadcrumb"><li>Home</li><li>Guidance</li></ol>
"""
BELOW = '<aside><h2>Related</h2></aside><footer><p>© All rights reserved.</p></footer><script>alert("x")</script>'


def test_a_page_without_what_surrounds_it(read: Callable[..., Reading]) -> None:
    head = (
        "<title>Guidance | Office</title><meta property='og:site_name' content='The Office'>"
        "<meta name='dc.date' content='2026-02-03T10:00'><link rel='canonical' href='https://example.org/guidance'>"
    )
    below = f"<h2>Key messages</h2><p>{TWO}</p><h3>Who?</h3><p>{THREE}</p>"
    main = f"<main><h1>Guidance on digital tools</h1><p>{ONE}</p>{below}</main>"
    reading = read(page(AROUND, main, BELOW, head=head))
    document = reading.document
    assert (document.symbol, document.title, document.body) == (
        "Guidance on digital tools",
        "Guidance on digital tools",
        "The Office",
    )
    assert (document.date, document.type, document.url) == ("2026-02-03", "web page", "https://example.org/guidance")
    assert [(each.locator, each.headings, each.text) for each in reading.passages] == [
        ("opening text", (), ONE),
        ("sect. “Key messages”", ("Key messages",), TWO),
        ("sect. “Who?”", ("Key messages", "Who?"), THREE),
    ]


def test_a_report_published_as_a_page(read: Callable[..., Reading]) -> None:
    body = [
        "<p>United Nations</p><p>A/HRC/62/9</p><p>Distr.: General</p><p>3 March 2026</p>",
        "<h1>Procurement of digital tools</h1><h2>I. Introduction</h2>",
        f"<p>1. {ONE}<a href='#_ftn1' name='_ftnref1'>[1]</a></p>",
        f"<p>2. {TWO} They are:</p><p>(a) Old;</p><p>(b) New.</p>",
        f"<h2>Annex</h2><p>1. {THREE}</p>",
        "<div id='ftn1'><p><a href='#_ftnref1' name='_ftn1'>[1]</a> See A/HRC/58/3.</p></div>",
    ]
    reading = read(page(*body))
    assert (reading.document.symbol, reading.document.date) == ("A/HRC/62/9", "2026-03-03")
    assert reading.document.url == "https://docs.un.org/en/A/HRC/62/9"
    assert texts(reading) == {
        "para. 1": ONE,
        "para. 2": f"{TWO} They are:\n(a) Old;\n(b) New.",
        "annex, para. 1": THREE,
    }
    assert reading.passages[0].footnotes == (Footnote("1", "See A/HRC/58/3."),)


def test_a_page_about_a_report_is_not_the_report(read: Callable[..., Reading]) -> None:
    reading = read(page(f"<h1>New report</h1><p>Read the report A/HRC/48/31</p><p>{ONE}</p>"))
    assert reading.document.symbol == "New report"


_NUMBERED = [
    ("counted from 1", "<ol><li>{one}</li><li>{two}</li></ol>", ["para. 1", "para. 2"]),
    ("from a start", "<ol start=4><li>{one}</li><li>{two}</li></ol>", ["para. 4", "para. 5"]),
    ("from a value", "<ol><li>{one}</li><li value=3>{two}</li></ol>", ["para. 1", "para. 3"]),
    (
        "goes on behind a heading",
        "<ol><li>{one}</li></ol><h2>More</h2><ol start=2><li>{two}</li></ol>",
        ["para. 1", "para. 2"],
    ),
    ("typed", "<p>1. {one}</p><p>2. {two}</p>", ["para. 1", "para. 2"]),
    ("typed beside blocks", "<div><span>1.</span> {one}</div><div><span>2.</span> {two}</div>", ["para. 1", "para. 2"]),
]


@pytest.mark.parametrize(("body", "locators"), [row[1:] for row in _NUMBERED], ids=[row[0] for row in _NUMBERED])
def test_numbered_paragraphs(read: Callable[..., Reading], body: str, locators: list[str]) -> None:
    found = texts(read(page("<h1>Guidance</h1>", body.format(one=ONE, two=TWO))))
    assert found == dict(zip(locators, (ONE, TWO), strict=True))


_LISTS = [
    ('<ol type="a"><li>old;</li><li>new.</li></ol>', ["(a) old;", "(b) new."]),
    ('<ol type="i"><li>old;</li><li>new.</li></ol>', ["(i) old;", "(ii) new."]),
    ('<ol style="list-style-type: lower-alpha" start="3"><li>old.</li></ol>', ["(c) old."]),
    ("<ol><li>old;</li><li>new.</li></ol>", ["(1) old;", "(2) new."]),
    ("<ol reversed><li>old;</li><li>new.</li></ol>", ["(2) old;", "(1) new."]),
    ("<ul><li>old;</li><li>new.</li></ul>", ["• old;", "• new."]),
]


@pytest.mark.parametrize(("inside", "lines"), _LISTS, ids=[row[0][:24] for row in _LISTS])
def test_lists_inside_a_paragraph(read: Callable[..., Reading], inside: str, lines: list[str]) -> None:
    found = texts(read(page(f"<h1>Guidance</h1><ol><li><p>{ONE}</p>{inside}</li><li>{TWO}</li></ol>")))
    assert found == {"para. 1": "\n".join([ONE, *lines]), "para. 2": TWO}


_NOTES = [
    ("raised link", '<sup><a href="#n1">1</a></sup>', '<p id="n1">See there. <a href="#r1">↩</a></p>', "1"),
    ("link around a raised mark", '<a href="#fn:1"><sup>1</sup></a>', '<ol><li id="fn:1">See there.</li></ol>', "1"),
    (
        "of Word",
        '<a href="#_edn2" name="_ednref2">[ii]</a>',
        '<p><a href="#_ednref2" name="_edn2">[ii]</a> See there.</p>',
        "ii",
    ),
    ("asterisk", '<sup><a href="#x">*</a></sup>', '<p id="x">* See there.</p>', "*"),
]


@pytest.mark.parametrize(("mark", "note", "printed"), [row[1:] for row in _NOTES], ids=[row[0] for row in _NOTES])
def test_notes(read: Callable[..., Reading], mark: str, note: str, printed: str) -> None:
    reading = read(page(f"<h1>Guidance</h1><p>1. {ONE}{mark}</p><p>2. {TWO}</p><hr>{note}"))
    assert texts(reading)["para. 1"] == ONE
    (found,) = reading.passages[0].footnotes
    assert (found.mark, found.text.removeprefix("* ")) == (printed, "See there.")
    assert "See there" not in " ".join(texts(reading).values())


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("of <b>life</b><sup>12</sup> and", "of life and"),
        ("of life.<sup>[3]</sup> And", "of life. And"),
        ("of 10 m<sup>2</sup> and", "of 10 m² and"),
        ("of 10<sup>6</sup> and", "of 10⁶ and"),
        ("the 21<sup>st</sup> and", "the 21st and"),
    ],
)
def test_raised_figures_behind_a_word_are_marks_of_notes(read: Callable[..., Reading], words: str, shown: str) -> None:
    found = texts(read(page("<h1>Guidance</h1>", f"<p>1. {ONE} It speaks {words} more.</p><p>2. {TWO}</p>")))
    assert found["para. 1"] == f"{ONE} It speaks {shown} more."


def test_a_link_to_a_section_is_no_note(read: Callable[..., Reading]) -> None:
    link = f'<p>1. {ONE} See section <a href="#two">2</a>.</p>'
    found = texts(read(page("<h1>Guidance</h1>", link, f'<h2 id="two">Two</h2><p>2. {TWO}</p>')))
    assert found["para. 1"] == f"{ONE} See section 2."


def test_tables(read: Callable[..., Reading]) -> None:
    data = (
        "<table><caption>Table 1. Contracts</caption><tr><th>Region</th><th>Year</th><th>Number</th></tr>"
        "<tr><td rowspan=2>North</td><td>2025</td><td>12</td></tr><tr><td>2026</td><td>35</td></tr></table>"
    )
    placing = f"<table role=presentation><tr><td>{THREE}</td><td></td></tr></table>"
    found = texts(read(page(f"<h1>Guidance</h1><p>1. {ONE}</p>{data}<p>2. {TWO}</p>{placing}")))
    assert found["table 1"].split("\n") == [
        "Table 1. Contracts",
        "Region | Year | Number",
        "North | 2025 | 12",
        "North | 2026 | 35",
    ]
    assert found["para. 2"] == f"{TWO}\n{THREE}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (page(f"<h1>Éclat</h1><p>É {ONE}</p>").encode("utf-8"), f"É {ONE}"),
        (page(f"<h1>Éclat</h1><p>É {ONE}</p>", head='<meta charset="iso-8859-1">').encode("latin-1"), f"É {ONE}"),
        (b"\xff\xfe" + page(f"<h1>Éclat</h1><p>É {ONE}</p>").encode("utf-16-le"), f"É {ONE}"),
        (page(f"<h1>Guidance</h1><p>“Quoted” {ONE}</p>").encode("cp1252"), f"“Quoted” {ONE}"),
        (page(f"<h1>Guidance</h1><p>a&nbsp;b &amp; c&shy;d {ONE}</p>").encode(), f"a b & cd {ONE}"),
    ],
    ids=["utf-8", "declared", "byte-order mark", "cp1252", "entities"],
)
def test_characters(read: Callable[..., Reading], content: bytes, words: str) -> None:
    assert texts(read(content)) == {"opening text": words}


def test_a_page_nested_beyond_reason_is_read_or_refused(read: Callable[..., Reading]) -> None:
    try:
        reading = read(page("<div>" * 20_000, f"<p>{ONE}</p>"))
    except refusals.UnreadableFileError:
        return
    assert reading.passages


REFUSED: list[tuple[str, bytes, type[refusals.UnreadableFileError]]] = [
    ("page.html", b"<html><body><script>app()</script></body></html>", refusals.NoTextError),
    ("page.html", b"", refusals.EmptyFileError),
    ("page.md", page(ONE).encode(), refusals.WrongContentError),
    ("page.txt", b"a\x00b" * 100, refusals.WrongContentError),
    (
        "page.html",
        page("<p>Kort bericht over de rechten van mensen, ter informatie.</p>", attributes=' lang="nl"').encode(),
        refusals.OtherLanguageError,
    ),
]


@pytest.mark.parametrize(("name", "content", "kind"), REFUSED)
def test_refused(read: Callable[..., Reading], name: str, content: bytes, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        read(content, name)


MARKDOWN = f"""---
symbol: A/HRC/62/12
date: 2026-03-04
session: Sixty-second session
---
# Digital tools in public hands

{ONE}[^a]

## Scope

1. {TWO}

2. {THREE} They are:
   - old;
   - new.

| Region | Year |
|---|---|
| North | 2025 |

[^a]: See A/HRC/58/3.
"""


def test_markdown(read: Callable[..., Reading]) -> None:
    reading = read(MARKDOWN, "notes.md")
    document = reading.document
    assert (document.symbol, document.title, document.date, document.session) == (
        "A/HRC/62/12",
        "Digital tools in public hands",
        "2026-03-04",
        "Sixty-second session",
    )
    assert texts(reading) == {
        "opening text": ONE,
        "para. 1": TWO,
        "para. 2": f"{THREE} They are:\n• old;\n• new.",
        "table 1": "Region | Year\nNorth | 2025",
    }
    assert reading.passages[0].footnotes == (Footnote("1", "See A/HRC/58/3."),)


@pytest.mark.parametrize(
    "front", ["symbol: [unclosed", "just words", "symbol: no symbol at all\ndate: soon\nurl: javascript:x", "- a\n- b"]
)
def test_front_matter_that_says_nothing_is_passed_over(read: Callable[..., Reading], front: str) -> None:
    reading = read(f"---\n{front}\n---\n# Guidance\n\n{ONE}\n", "notes.md")
    assert (reading.document.symbol, reading.document.date, reading.document.url) == ("Guidance", "", "")
    assert texts(reading) == {"opening text": ONE}


TEXT = f"""Guidance on digital tools
=========================

I. Scope

1. {ONE[:38]}
{ONE[39:]}
2. {TWO} They are:
(a) Old;
(b) New.

NEXT STEPS

{THREE}
"""


def test_plain_text(read: Callable[..., Reading]) -> None:
    reading = read(TEXT, "guidance.txt")
    assert reading.document.title == "Guidance on digital tools"
    assert [(each.locator, each.headings, each.text) for each in reading.passages] == [
        ("para. 1", ("I. Scope",), ONE),
        ("para. 2", ("I. Scope",), f"{TWO} They are:\n(a) Old;\n(b) New."),
        ("sect. “NEXT STEPS”", ("NEXT STEPS",), THREE),
    ]


@pytest.mark.parametrize(
    ("head", "symbol", "title"),
    [
        ("HUMAN RIGHTS COUNCIL\nA/HRC/62/CRP.9\n\nNOTE ON DIGITAL TOOLS", "A/HRC/62/CRP.9", "NOTE ON DIGITAL TOOLS"),
        ("A/HRC/62/CRP.9\n\nNote on digital tools", "A/HRC/62/CRP.9", "Note on digital tools"),
        ("CRC/C/GC/24\n\nCommittee on the Rights of the Child\n\nNote on tools", "CRC/C/GC/24", "Note on tools"),
        ("CERD/C/GC/36\nCOMMITTEE ON THE ELIMINATION OF RACIAL DISCRIMINATION\n\nOn tools", "CERD/C/GC/36", "On tools"),
        (
            "United Nations\nA/HRC/62/CRP.9\n3 March 2026\nNote on digital tools",
            "A/HRC/62/CRP.9",
            "Note on digital tools",
        ),
        ("Comments on A/HRC/62/9", "Comments on A/HRC/62/9", "Comments on A/HRC/62/9"),
    ],
)
def test_the_masthead_of_a_plain_text(read: Callable[..., Reading], head: str, symbol: str, title: str) -> None:
    reading = read(f"{head}\n\n1. {ONE}\n\n2. {TWO}\n", "note.txt")
    assert (reading.document.symbol, reading.document.title) == (symbol, title)
    assert texts(reading) == {"para. 1": ONE, "para. 2": TWO}
