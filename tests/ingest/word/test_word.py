"""Word files: numbers, notes, styles, tables and changes are read as Word shows them."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import worded
from worded import FIRST, FOURTH, GENEVA, SECOND, THIRD, footnote, level, notes, numbered, numbering, p, r, table, word

from ingest import refusals
from ingest.document import Reading, read_document
from ingest.word import package
from ingest.word.numbers import written
from store.model import Footnote, Passage


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    def read_it(data: bytes, name: str = "A_HRC_62_9.en.docx") -> Reading:
        path = tmp_path / name
        path.write_bytes(data)
        return read_document(path)

    return read_it


def texts(reading: Reading) -> dict[str, str]:
    return {passage.locator: passage.text for passage in reading.passages}


def single(*paragraphs: str, **parts: str) -> bytes:
    """A file in the Geneva style with a numbered paragraph before the others."""
    return word([p(f"1.\t{FIRST}", style="SingleTxtG"), *paragraphs], styles=GENEVA, **parts)


@pytest.mark.parametrize("automatic", [False, True], ids=["typed", "automatic"])
def test_a_geneva_report(read: Callable[..., Reading], automatic: bool) -> None:
    reading = read(worded.geneva(automatic=automatic))
    document = reading.document
    assert (document.symbol, document.title, document.date) == (
        "A/HRC/62/9",
        "Procurement of digital tools",
        "2026-03-03",
    )
    assert (document.body, document.session) == ("Human Rights Council", "Sixty-second session")
    assert document.agenda_item.startswith("3 Promotion and protection of all human rights, civil, political")
    assert document.pages == 0
    assert reading.warnings == ()
    assert [(each.locator, each.headings[-1:]) for each in reading.passages] == [
        ("opening text", ()),
        ("summary", ()),
        ("para. 1", ("I. Introduction",)),
        ("para. 2", ("I. Introduction",)),
        ("para. 3", ("A. Of States",)),
        ("para. 4", ("B. Of enterprises",)),
        ("table 1", ("B. Of enterprises",)),
        ("para. 5", ("III. Conclusions and recommendations",)),
        ("para. 6", ("III. Conclusions and recommendations",)),
        ("annex, para. 1", ("Annex Terms used in the report",)),
        ("annex, para. 2", ("Annex Terms used in the report",)),
    ]
    found = {each.locator: each for each in reading.passages}
    assert found["para. 1"].text == FIRST
    assert found["para. 1"].footnotes == (Footnote("1", "See A/HRC/58/3."),)
    assert found["opening text"].footnotes == (Footnote("*", "The present report was submitted late."),)
    assert found["para. 2"].text.split("\n")[1:] == [
        "(a) Every contract should be published;",
        "(b) Every contract should end.",
    ]
    assert [part.locator for part in found["para. 2"].subparagraphs] == ["para. 2 (a)", "para. 2 (b)"]
    assert found["table 1"].text.split("\n")[1:] == [
        "Region | Contracts | Published",
        "North | 120 | 35",
        "South | 88 | 51",
        "East | 64 | 12",
    ]
    assert all((each.page, each.last_page, each.boxes) == (0, 0, ()) for each in reading.passages)


def test_a_title_as_far_left_as_the_agenda_item(read: Callable[..., Reading]) -> None:
    head = [p("United Nations"), p("A/HRC/62/9"), p("Distr.: General"), p("3 March 2026")]
    item = [p(r("Agenda item 3", bold=True)), p(r("Promotion of all human rights", bold=True))]
    titles = [p(r("Procurement of digital tools", bold=True, size=28)), p(r("Report of the Chair", bold=True, size=24))]
    document = read(word([*head, *item, *titles, p(f"1.\t{FIRST}"), p(f"2.\t{SECOND}")])).document
    assert (document.symbol, document.title) == ("A/HRC/62/9", "Procurement of digital tools")
    assert document.agenda_item == "3 Promotion of all human rights"


def test_a_new_york_resolution(read: Callable[..., Reading]) -> None:
    reading = read(worded.new_york())
    assert (reading.document.symbol, reading.document.title) == ("A/RES/82/7", "Digital tools in public hands")
    assert list(texts(reading)) == ["opening text", "PP 1", "PP 2", "para. 1", "para. 2", "para. 3"]
    assert texts(reading)["PP 1"] == "Recalling its earlier resolutions on the right to privacy,"


def test_the_word_file_and_the_pdf_of_a_document_say_the_same(tmp_path: Path, soffice: str) -> None:
    made = {
        "typed": worded.geneva(),
        "automatic": worded.geneva(automatic=True),
        "resolution": worded.new_york(),
        "levels": word(
            [*worded.masthead("A/HRC/62/10"), p("\t\tRights and duties", style="HChG"), *_levels()],
            styles=GENEVA,
            numbering=_LISTS,
        ),
    }
    for name, data in made.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", tagged, "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=120)
    for name in made:
        one, other = (read_document(tmp_path / f"{name}.{suffix}") for suffix in ("docx", "pdf"))
        unpaged = replace(other.document, pages=0, source=one.document.source, sha256=one.document.sha256)
        assert one.document == unpaged
        assert [_said(each) for each in one.passages] == [_said(each) for each in other.passages]


def _said(passage: Passage) -> Passage:
    """What a passage says, apart from where a page shows it."""
    without_number = passage.locator.startswith(("p. ", "opening text"))
    locator = "" if without_number else passage.locator
    return replace(passage, locator=locator, page=0, last_page=0, boxes=())


_LISTS = numbering(
    {
        0: [
            level(0, "decimal", "%1.", left=1134),
            level(1, "lowerLetter", "(%2)", left=2268, hanging=567),
            level(2, "lowerRoman", "(%3)", left=2835, hanging=567),
        ],
        1: [level(0, "upperRoman", "%1.", left=1134, hanging=567)],
        2: [level(0, "bullet", "\uf0b7", left=2268, hanging=283)],
    },
    {1: (0, ""), 2: (1, ""), 3: (2, "")},
)


def _levels() -> Sequence[str]:
    def at(index: int, text: str, number: int = 1, style: str = "SingleTxtG") -> str:
        return p(text, style=style, more=numbered(number, index))

    def heading(text: str) -> str:
        return p(text, style="H1G", more='<w:tabs><w:tab w:val="clear" w:pos="851"/></w:tabs>' + numbered(2))

    return [
        heading("Rights"),
        at(0, FIRST),
        at(0, f"{SECOND} They are:"),
        at(1, "The right to privacy:"),
        at(2, "At home;"),
        at(2, "In public;"),
        at(1, "The right to assembly."),
        heading("Duties"),
        at(0, f"{THIRD} Among others:"),
        at(0, "Makers of tools;", 3),
        at(0, "Sellers of tools.", 3),
        at(0, FOURTH),
        at(1, "Before the purchase;"),
        at(1, "After it."),
    ]


def test_numbers_that_only_word_counts(read: Callable[..., Reading]) -> None:
    reading = read(word(_levels(), styles=GENEVA, numbering=_LISTS))
    assert [(each.locator, each.headings) for each in reading.passages] == [
        ("para. 1", ("I. Rights",)),
        ("para. 2", ("I. Rights",)),
        ("para. 3", ("II. Duties",)),
        ("para. 4", ("II. Duties",)),
    ]
    assert texts(reading)["para. 2"].split("\n")[1:] == [
        "(a) The right to privacy:",
        "(i) At home;",
        "(ii) In public;",
        "(b) The right to assembly.",
    ]
    assert texts(reading)["para. 3"].split("\n")[1:] == ["• Makers of tools;", "• Sellers of tools."]
    assert texts(reading)["para. 4"].split("\n")[1:] == ["(a) Before the purchase;", "(b) After it."]


_START = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
_COUNTED = [
    # the numbering of each paragraph (number, level), the numbers, what is printed
    ("two lists of one kind count on", [(1, 0), (2, 0), (1, 0)], {1: (0, ""), 2: (0, "")}, ["1.", "2.", "3."]),
    (
        "an override starts anew, once",
        [(1, 0), (2, 0), (2, 0)],
        {1: (0, ""), 2: (0, _START.format(1))},
        ["1.", "1.", "2."],
    ),
    ("an override starts later", [(1, 0), (1, 0)], {1: (0, _START.format(41))}, ["41.", "42."]),
    (
        "a level above begins those below anew",
        [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
        {1: (0, "")},
        ["1.", "1.1", "1.2", "2.", "2.1"],
    ),
    ("a level never used counts as its start", [(1, 1), (1, 1)], {1: (0, "")}, ["1.1", "1.2"]),
    ("legal numbering prints figures", [(1, 2)], {1: (0, "")}, ["1.1.I"]),
    ("a level that goes on", [(1, 0), (1, 3), (1, 0), (1, 3)], {1: (0, "")}, ["1.", "a)", "2.", "b)"]),
    ("no such numbering", [(9, 0)], {1: (0, "")}, [""]),
]


@pytest.mark.parametrize(
    ("uses", "numbers", "printed"), [row[1:] for row in _COUNTED], ids=[row[0] for row in _COUNTED]
)
def test_counting(uses: list[tuple[int, int]], numbers: dict[int, tuple[int, str]], printed: list[str]) -> None:
    from lxml import etree

    from ingest.word.numbers import Numbering

    levels = [
        level(0, "decimal", "%1."),
        level(1, "decimal", "%1.%2"),
        level(2, "upperRoman", "%1.%2.%3"),
        level(3, "lowerLetter", "%4)", more='<w:lvlRestart w:val="0"/>'),
    ]
    counted = Numbering(etree.fromstring(numbering({0: levels}, numbers)))
    assert [counted.count(str(number), index) for number, index in uses] == printed


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (3, "decimal", "3"),
        (3, "lowerLetter", "c"),
        (27, "upperLetter", "AA"),
        (14, "upperRoman", "XIV"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (2, "cardinalText", "Two"),
        (2, "ordinalText", "Second"),
        (5, "none", ""),
        (6, "chicago", "††"),
        (6, "hebrew1", "6"),
    ],
)
def test_numbers_are_written(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


def test_a_number_from_the_style_can_be_taken_back(read: Callable[..., Reading]) -> None:
    body = [
        p(FIRST, style="ParaNo.G"),
        p(SECOND, style="ParaNo.G"),
        p("It has no number.", style="ParaNo.G", more=numbered(0)),
        p(THIRD, style="ParaNo.G"),
    ]
    lists = numbering({0: [level(0, "decimal", "%1.", more='<w:pStyle w:val="ParaNo.G"/>')]}, {1: (0, "")})
    reading = read(word(body, styles=GENEVA, numbering=lists))
    assert list(texts(reading)) == ["para. 1", "para. 2", "para. 3"]
    assert texts(reading)["para. 2"].endswith("\nIt has no number.")


def test_notes_of_both_kinds(read: Callable[..., Reading]) -> None:
    body = [
        p("1.\t", FIRST, footnote(1), r(" Also"), footnote(5, kind="endnote"), ".", style="SingleTxtG"),
        p("2.\t", SECOND, footnote(2, "**"), footnote(3), style="SingleTxtG"),
    ]
    reading = read(
        word(
            body,
            styles=GENEVA,
            footnotes=notes({1: "First.", 2: "Own mark.", 3: "Second."}, marks={2: "**"}),
            endnotes=notes({5: "At the end."}, kind="endnote"),
        )
    )
    assert texts(reading)["para. 1"] == f"{FIRST} Also."
    assert [each.footnotes for each in reading.passages] == [
        (Footnote("1", "First."), Footnote("i", "At the end.")),
        (Footnote("**", "Own mark."), Footnote("2", "Second.")),
    ]


def test_notes_are_counted_as_the_file_says(read: Callable[..., Reading]) -> None:
    says = '<w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/>'
    settings = f'<w:settings xmlns:w="{worded.W}"><w:footnotePr>{says}</w:footnotePr></w:settings>'
    body = [
        p("1.\t", FIRST, footnote(1), footnote(2), style="SingleTxtG", more="<w:sectPr/>"),
        p("2.\t", SECOND, footnote(3), style="SingleTxtG"),
    ]
    reading = read(word(body, styles=GENEVA, settings=settings, footnotes=notes({1: "One.", 2: "Two.", 3: "Three."})))
    assert [each.footnotes for each in reading.passages] == [
        (Footnote("a", "One."), Footnote("b", "Two.")),
        (Footnote("a", "Three."),),
    ]


_SHOWN = [
    ("a deletion is left out", '<w:del w:id="1"><w:r><w:delText>old </w:delText></w:r></w:del>', r("new"), "new"),
    ("an insertion is read", '<w:ins w:id="1"><w:r><w:t>new</w:t></w:r></w:ins>', "", "new"),
    (
        "what was moved away is left out",
        '<w:moveFrom w:id="1"><w:r><w:t>gone</w:t></w:r></w:moveFrom>',
        r("here"),
        "here",
    ),
    ("what was moved here is read", '<w:moveTo w:id="1"><w:r><w:t>here</w:t></w:r></w:moveTo>', "", "here"),
    ("a simple field", '<w:fldSimple w:instr=" REF x "><w:r><w:t>para. 4</w:t></w:r></w:fldSimple>', "", "para. 4"),
    (
        "a field shows its result",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText><w:t>code</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        r("para. 5") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "para. 5",
    ),
    (
        "a link",
        '<w:hyperlink w:anchor="x"><w:r><w:t>https://undocs.org/x</w:t></w:r></w:hyperlink>',
        "",
        "https://undocs.org/x",
    ),
    ("a content control", "<w:sdt><w:sdtContent><w:r><w:t>held</w:t></w:r></w:sdtContent></w:sdt>", "", "held"),
    ("hidden words", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>", r("open"), "open"),
    ("a soft hyphen", "<w:r><w:t>sur</w:t><w:softHyphen/><w:t>veil\u00adlance</w:t></w:r>", "", "surveillance"),
    ("a non-breaking hyphen", "<w:r><w:t>follow</w:t><w:noBreakHyphen/><w:t>up</w:t></w:r>", "", "follow-up"),
    ("a line break", "<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>", "", "one two"),
    ("a tab", "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>", "", "one two"),
    ("capitals", "<w:r><w:rPr><w:caps/></w:rPr><w:t>decides</w:t></w:r>", "", "DECIDES"),
    (
        "superscripts that are no notes",
        r("10 m") + '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>',
        "",
        "10 m²",
    ),
    ("a word in two runs", r("surveil"), r("lance"), "surveillance"),
]


@pytest.mark.parametrize(("one", "other", "shown"), [row[1:] for row in _SHOWN], ids=[row[0] for row in _SHOWN])
def test_what_is_shown(read: Callable[..., Reading], one: str, other: str, shown: str) -> None:
    found = read(single(p(r(f"2.\t{SECOND} See ") + one + other + r(", again."), style="SingleTxtG")))
    assert texts(found)["para. 2"] == f"{SECOND} See {shown}, again."


def test_a_paragraph_whose_end_was_deleted_goes_on(read: Callable[..., Reading]) -> None:
    gone = "<w:rPr><w:del w:id='1'/></w:rPr>"
    reading = read(
        single(p("2.\tStates buy ", style="SingleTxtG", more=gone), p("and sell tools.", style="SingleTxtG"))
    )
    assert texts(reading)["para. 2"] == "States buy and sell tools."


def test_a_text_box_stands_apart(read: Callable[..., Reading]) -> None:
    inside = f"<w:txbxContent>{p('A case in point.')}</w:txbxContent>"
    box = f"<w:r><w:pict>{inside}</w:pict></w:r>"
    reading = read(single(p(f"2.\t{SECOND}", box, style="SingleTxtG"), p(f"3.\t{THIRD}", style="SingleTxtG")))
    assert texts(reading) == {
        "para. 1": FIRST,
        "para. 2": SECOND,
        "opening text": "A case in point.",
        "para. 3": THIRD,
    }


def test_merged_and_nested_cells(read: Callable[..., Reading]) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    rows = [
        ["Region", "Year", "Contracts"],
        [cell("North", '<w:vMerge w:val="restart"/>'), "2025", "12"],
        [cell("", "<w:vMerge/>"), "2026", "35"],
    ]
    reading = read(single(table(*rows)))
    assert texts(reading)["table 1"].split("\n") == [
        "Region | Year | Contracts",
        "North | 2025 | 12",
        "North | 2026 | 35",
    ]


def test_a_list_of_contents_is_no_text(read: Callable[..., Reading]) -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    inside = p("Contents") + p("I.\tIntroduction\t3")
    reading = read(single(f"<w:sdt>{gallery}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"))
    assert texts(reading) == {"para. 1": FIRST}


def test_the_symbol_may_stand_only_in_the_running_head(read: Callable[..., Reading]) -> None:
    body = [p(f"1.\t{FIRST}"), p(f"2.\t{SECOND}")]
    reading = read(word(body, styles=GENEVA, headers={"default": "A/HRC/62/11"}), "report.docx")
    assert reading.document.symbol == "A/HRC/62/11"
    assert texts(reading) == {"para. 1": FIRST, "para. 2": SECOND}


def test_text_without_numbers_is_found_by_its_heading(read: Callable[..., Reading]) -> None:
    long = " ".join([SECOND] * 14)
    body = [
        p("Guidance on digital tools", style="HChG"),
        p(FIRST),
        p("Key messages", style="H1G"),
        p(THIRD),
        p(long),
        p(FOURTH),
        p("Next steps", style="H1G"),
        p(THIRD),
        p("Annex I", style="HChG"),
        p(SECOND),
        p("Terms", style="H1G"),
        p(FOURTH),
    ]
    assert texts(read(word(body, styles=GENEVA))) == {
        "opening text": FIRST,
        "sect. “Key messages”": f"{THIRD}\n{long}",
        "sect. “Key messages” [3]": FOURTH,
        "sect. “Next steps”": THIRD,
        "annex I, opening text": SECOND,
        "annex I, sect. “Terms”": FOURTH,
    }


def test_a_file_of_another_writer(read: Callable[..., Reading]) -> None:
    made = docx.Document()
    made.add_heading("Guidance on digital tools", 0)
    made.add_heading("Scope", 1)
    made.add_paragraph(FIRST, style="List Number")
    made.add_paragraph(SECOND, style="List Number")
    made.add_heading("Terms", 2)
    made.add_paragraph(THIRD, style="List Number")
    data = io.BytesIO()
    made.save(data)
    reading = read(data.getvalue(), "guidance.docx")
    assert reading.document.symbol == reading.document.title == "Guidance on digital tools"
    assert [(each.locator, each.headings, each.text) for each in reading.passages] == [
        ("para. 1", ("Scope",), FIRST),
        ("para. 2", ("Scope",), SECOND),
        ("para. 3", ("Scope", "Terms"), THIRD),
    ]


def _locked() -> bytes:
    return b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def _with_entities() -> bytes:
    text = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
    return word([p(FIRST)], more={"word/document.xml": text.encode()})


def _bomb() -> bytes:
    return word([p(FIRST)], more={"word/document.xml": b"<w>" + b"a" * 30_000_000 + b"</w>"})


REFUSED: list[tuple[str, Callable[[], bytes], type[refusals.UnreadableFileError], str]] = [
    ("old format", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), refusals.OldWordError, "old format"),
    ("locked", _locked, refusals.EncryptedFileError, "password"),
    ("cut off", lambda: worded.geneva()[:2000], refusals.DamagedFileError, "cut off"),
    ("spreadsheet", lambda: worded.zipped({"xl/workbook.xml": b"<x/>"}), refusals.WrongContentError, "a spreadsheet"),
    ("OpenDocument", lambda: worded.zipped({"content.xml": b"<x/>"}), refusals.WrongContentError, "OpenDocument"),
    ("archive", lambda: worded.zipped({"a.txt": b"x"}), refusals.WrongContentError, "ZIP archive"),
    (
        "broken XML",
        lambda: word([p(FIRST)], more={"word/document.xml": b"<w>"}),
        refusals.DamagedFileError,
        "well formed",
    ),
    ("entities", _with_entities, refusals.UnsafeFileError, "entities"),
    ("bomb", _bomb, refusals.UnsafeFileError, "30 MB"),
    ("no text", lambda: word([p("")]), refusals.NoTextError, "no text"),
    ("rich text", lambda: b"{\\rtf1 words}", refusals.OldWordError, "Rich Text"),
    ("web page", lambda: b"<html><body>busy</body></html>", refusals.WrongContentError, "web page"),
]


@pytest.mark.parametrize(("content", "kind", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_refused(
    read: Callable[..., Reading], content: Callable[[], bytes], kind: type[refusals.UnreadableFileError], reason: str
) -> None:
    with pytest.raises(refusals.UnreadableFileError) as caught:
        read(content())
    assert type(caught.value) is kind
    assert reason in caught.value.message
    assert caught.value.remedy


def test_a_part_may_not_be_larger_than_any_document(
    read: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_PART_BYTES", 1000)
    with pytest.raises(refusals.UnsafeFileError):
        read(worded.geneva())


def test_the_content_counts_and_not_the_name(read: Callable[..., Reading]) -> None:
    from printed import geneva

    assert read(worded.geneva(), "A_HRC_62_9.en.pdf").document.pages == 0
    assert read(geneva(), "A_HRC_61_7.en.docx").document.pages == 2
    with pytest.raises(refusals.OldWordError, match="old format"):
        read(b"\xd0\xcf\x11\xe0" + bytes(600), "A_HRC_61_7.en.doc")
