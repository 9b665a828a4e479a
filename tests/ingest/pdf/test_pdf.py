"""Words, type and place of what a PDF shows."""

from __future__ import annotations

import pytest
from printed import LETTER, Text, element, geneva, make_pdf

from ingest.page.lines import make_line, make_lines, sort_into_rows
from ingest.pdf.file import read_file
from ingest.pdf.runs import Run


def run(text: str, x: float, *, width: float | None = None, y: float = 700.0, size: float = 10.0, **how: bool) -> Run:
    return Run(text, x, x + (len(text) * 5.0 if width is None else width), y, size, **how)


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        # A word that the file shows in two pieces is one word.
        ([run("emerg", 100), run("ing", 125)], "emerging"),
        ([run("gender", 100), run("-related", 130.4)], "gender-related"),
        ([run("raci", 100), run("al", 121)], "racial"),
        # A gap is a space, and so is a space that is shown.
        ([run("human", 100), run("rights", 128)], "human rights"),
        ([run("human ", 100), run("rights", 130)], "human rights"),
        ([run("human", 100), run(" ", 125), run("rights", 126)], "human rights"),
        # A soft hyphen and a zero-width space are not text.
        ([run("right\u00adful\u200b", 100)], "rightful"),
        # A superscript mark leaves no trace, and no gap before punctuation.
        ([run("Framework.", 100), run("1", 150, y=703.5, size=6.5), run(" The", 154)], "Framework. The"),
        ([run("Council", 100), run("2", 135, y=703.5, size=6.5), run(" and", 139)], "Council and"),
        ([run("Assembly", 100), run("3 ", 140, y=703.5, size=6.5), run(", too", 144)], "Assembly, too"),
        ([run("law", 100), run("4 ", 115, y=703.5, size=6.5), run("and", 120)], "law and"),
        ([run("Samoa* and Philippines,*", 100)], "Samoa and Philippines,"),
        # An exponent that can be no mark stays.
        ([run("CO", 100), run("2eq", 110, y=697, size=6.5)], "CO2eq"),
    ],
)
def test_words_are_whole(runs: list[Run], text: str) -> None:
    line = make_line(1, runs)
    assert line is not None
    assert line.text == text


def test_lines_of_a_paragraph_follow_their_baselines() -> None:
    lines = make_lines(1, [run("first", 142), run("line", 170), run("second", 113, y=688.0)])
    assert [line.text for line in lines] == ["first line", "second"]
    assert [line.x0 for line in lines] == [142, 113]


def test_rows_are_found_in_any_order_of_the_stream() -> None:
    rows = sort_into_rows([run("below", 100, y=600), run("right", 300), run("left", 100)])
    assert [[piece.text for piece in row] for row in rows] == [["left", "right"], ["below"]]


def test_place_size_and_weight_of_text() -> None:
    page = read_file("a.pdf", make_pdf([[Text(100, 650, "Bold words", 14, "B")]])).pages[0]
    shown = page.runs[0]
    assert (shown.text, shown.x0, shown.y, shown.size, shown.bold) == ("Bold words", 100, 650, 14, True)
    assert 160 < shown.x1 < 180
    assert (round(page.width), round(page.height)) == (595, 842)


def test_a_turned_page_is_read_as_it_is_displayed() -> None:
    page = read_file("a.pdf", make_pdf([[Text(100, 650, "Words")]], size=LETTER, rotate=90)).pages[0]
    assert (page.width, page.height) == (792, 612)
    assert not page.runs[0].upright


def test_tags_tell_tables_notes_and_furniture() -> None:
    texts = [
        Text(56, 790, "A/HRC/61/7", mcid=-1, artifact=True),
        Text(113, 700, "A heading", mcid=0),
        Text(113, 650, "Left cell", mcid=1),
        Text(300, 650, "Right cell", mcid=2),
        Text(113, 80, "A note", mcid=3),
    ]
    table = element("Table", element("TR", element("TD", element("P", 1)), element("TD", element("P", 2))))
    tree = element("Document", element("H2", 0), table, element("P", element("Footnote", element("P", 3))))
    file = read_file("a.pdf", make_pdf([texts], tree=element("Root", tree)))
    places = [(tag.role, tag.table, tag.row, tag.column, tag.note) for _, tag in sorted(file.tags.items())]
    # Without a page in the tree, marked content is filed under page 0.
    assert places == [("H2", 0, 0, 0, 0), ("P", 1, 0, 0, 0), ("P", 1, 0, 1, 0), ("P", 0, 0, 0, 1)]
    assert [shown.artifact for shown in file.pages[0].runs] == [True, False, False, False, False]


def test_a_damaged_page_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    import ingest.pdf.file

    read = ingest.pdf.file.read_runs

    def fail_on_first(page: object, fonts: dict) -> list:
        if page.page_number == 0:
            raise ZeroDivisionError
        return read(page, fonts)

    monkeypatch.setattr(ingest.pdf.file, "read_runs", fail_on_first)
    file = read_file("a.pdf", geneva())
    assert file.damaged == (1,)
    assert file.pages[1].runs
