"""Numbered paragraphs and what only looks like them; every case is a page as it is printed."""

from __future__ import annotations

import pytest
from printed import SENTENCE, block, heading, paragraph

from ingest.layout import read_layout
from ingest.page.blocks import Block
from ingest.passages import make_passages
from ingest.structure.footnotes import read_notes
from store.model import Passage

ORGAN = block("The Human Rights Council,", italic=True, x=142)
RECALLING = "Recalling the Universal Declaration of Human Rights and the two International Covenants on human rights,"
NOTING = "Noting that new technologies change how people work, meet, learn and take part in public affairs,"
AFFIRMS = "Affirms that the rights which people have offline must be protected online as well, without exception;"


def passages(*blocks: Block) -> list[Passage]:
    return list(make_passages("A/HRC/61/7", "en", read_layout(blocks), read_notes(blocks)))


def locators(*blocks: Block) -> list[str]:
    return [passage.locator for passage in passages(*blocks)]


CASES: dict[str, tuple[list[Block], list[str]]] = {
    "numbers in sequence": ([paragraph("1."), paragraph("2."), paragraph("3.")], ["para. 1", "para. 2", "para. 3"]),
    "a missing number is not invented": (
        [paragraph("1."), paragraph("2."), paragraph("4."), paragraph("5.")],
        ["para. 1", "para. 2", "para. 4", "para. 5"],
    ),
    "a misprinted number is repaired": (
        [paragraph(f"{n}.") for n in (*range(1, 15), 5, 16, 17)],
        [f"para. {n}" for n in range(1, 18)],
    ),
    "treaty-body numbers": (
        [paragraph(n) for n in ("1.1", "1.2", "2.1", "2.2", "2.3", "3.", "4.1")],
        ["para. 1.1", "para. 1.2", "para. 2.1", "para. 2.2", "para. 2.3", "para. 3", "para. 4.1"],
    ),
    "an agenda before the paragraphs of the same numbers": (
        [
            *(paragraph(f"{n}.") for n in range(1, 8)),
            block("The agenda was as follows:", lines=1),
            block("8. Opening of the session", x=142, lines=1),
            block("9. Election of officers", x=142, lines=1),
            block("10. Other matters", x=142, lines=1),
            *(paragraph(f"{n}.") for n in range(8, 12)),
        ],
        [f"para. {n}" for n in range(1, 12)],
    ),
    "an agenda alone": (
        [
            heading("Provisional agenda"),
            block("1. Opening of the session.", lines=1),
            block("2. Adoption of the agenda.", lines=1),
            block("3. Election of the Chair.", lines=1),
            block("4. Adoption of the report.", lines=1),
        ],
        ["p. 2"],
    ),
    "a list inside a paragraph": (
        [
            paragraph("1."),
            paragraph("2.", "The experts named these principles, which apply to every system in use today:"),
            block("1. Legality", x=150, lines=1),
            block("2. Necessity", x=150, lines=1),
            block("3. Proportionality", x=150, lines=1),
            paragraph("3."),
            paragraph("4."),
        ],
        ["para. 1", "para. 2", "para. 3", "para. 4"],
    ),
    "numbered headings": (
        [
            heading("1. Legal framework", size=10.0, x=92),
            paragraph("1."),
            heading("2. Remedies", size=10.0, x=92),
            paragraph("2."),
            paragraph("3."),
        ],
        ["para. 1", "para. 2", "para. 3"],
    ),
    "a heading that opens with a measure": (
        [paragraph("1."), heading("1.5 °C and human rights"), paragraph("2.")],
        ["para. 1", "para. 2"],
    ),
    "a date or year that opens a line": (
        [
            paragraph("1."),
            block("2025. That year the Council met three times in Geneva and once in New York."),
            paragraph("2."),
        ],
        ["para. 1", "para. 2"],
    ),
    "a list of contents": (
        [
            block("Contents", x=57, size=14, bold=True),
            block("I. Introduction ................ 3", lines=1),
            block("II. Standards ................ 5", lines=1),
            heading("I. Introduction", size=14.0, page=3),
            paragraph("1.", page=3),
        ],
        ["para. 1"],
    ),
    "annexes restart": (
        [
            paragraph("1."),
            paragraph("2."),
            heading("Annex I", size=14.0, x=57, page=3),
            heading("Terms of reference", size=14.0, x=113, page=3),
            paragraph("1.", page=3),
            paragraph("2.", page=3),
            heading("Annex II", size=14.0, x=57, page=4),
            paragraph("1.", page=4),
        ],
        ["para. 1", "para. 2", "annex I, para. 1", "annex I, para. 2", "annex II, para. 1"],
    ),
    "parts of an annex": (
        [
            paragraph("1."),
            heading("Annex B - Components", size=12.0, page=3),
            heading("Part I", size=12.0, page=3),
            paragraph("1.", page=3),
            heading("Part II", size=12.0, page=3),
            paragraph("1.", page=3),
        ],
        ["para. 1", "annex B, part one, para. 1", "annex B, part two, para. 1"],
    ),
    "draft resolutions inside a report": (
        [
            heading("A. Draft resolutions", size=12.0),
            paragraph(
                "1.", "The Commission recommends to the Council the adoption of the following draft resolutions:"
            ),
            heading("Draft resolution I", size=10.0, x=113),
            heading("Privacy in the digital age", size=10.0, x=113),
            block("The Economic and Social Council,", italic=True, x=142),
            block(RECALLING, x=142),
            block(NOTING, x=142),
            paragraph("1.", AFFIRMS, x=142),
            paragraph("2.", AFFIRMS, x=142),
            heading("Draft resolution II", size=10.0, x=113),
            block("The Economic and Social Council,", italic=True, x=142),
            block(RECALLING, x=142),
            paragraph("1.", AFFIRMS, x=142),
            heading("B. Draft decisions", size=12.0),
            paragraph("2."),
            paragraph("3."),
        ],
        [
            "para. 1",
            "draft resolution I, PP 1",
            "draft resolution I, PP 2",
            "draft resolution I, para. 1",
            "draft resolution I, para. 2",
            "draft resolution II, PP 1",
            "draft resolution II, para. 1",
            "para. 2",
            "para. 3",
        ],
    ),
    "preambular and operative paragraphs, and the adoption": (
        [
            ORGAN,
            block(RECALLING, x=142),
            block(NOTING, x=142),
            paragraph("1.", AFFIRMS, x=142),
            paragraph("2.", "Decides to remain seized of the matter.", x=142, lines=1),
            block("34th meeting", italic=True, x=391),
            block("8 July 2025", italic=True, x=421),
            block("[Adopted without a vote.]", x=380, lines=1),
        ],
        ["PP 1", "PP 2", "para. 1", "para. 2", "p. 2"],
    ),
    "a preambular paragraph that goes on on the next page": (
        [
            ORGAN,
            block(RECALLING.rstrip(",") + " and the instruments that", x=142),
            block("followed them in the years since their adoption, and the practice of States,", page=3),
            block(NOTING, x=142, page=3),
            paragraph("1.", AFFIRMS, x=142, page=3),
        ],
        ["PP 1", "PP 2", "para. 1"],
    ),
    "text without numbers is cited by its page": (
        [block(SENTENCE, page=2), block(SENTENCE, page=2), block(SENTENCE, page=3)],
        ["p. 2", "p. 3"],
    ),
    "a second unnumbered annex keeps names apart": (
        [
            paragraph("1."),
            heading("Annex", size=14.0, page=3),
            paragraph("1.", page=3),
            heading("Annex", size=14.0, page=4),
            paragraph("1.", page=4),
        ],
        ["para. 1", "annex, para. 1", "p. 4"],
    ),
    "recommendations": (
        [
            paragraph("1."),
            heading("Recommendation 4", size=10.0, x=113),
            block(SENTENCE),
            paragraph("2."),
        ],
        ["para. 1", "recommendation 4", "para. 2"],
    ),
    "short lists that all begin at 1 are lists": (
        [
            paragraph("1."),
            heading("Annex", size=14.0, page=3),
            heading("Parties in one country", size=10.0, page=3),
            block("1. Non-State actors", page=3, lines=1),
            block("2. State actors", page=3, lines=1),
            heading("Parties in another", size=10.0, page=3),
            block("1. Non-State actors", page=3, lines=1),
            block("2. State actors", page=3, lines=1),
            heading("Parties in a third", size=10.0, page=3),
            block("1. Non-State actors", page=3, lines=1),
            block("2. State actors", page=3, lines=1),
        ],
        ["para. 1", "p. 3"],
    ),
}


@pytest.mark.parametrize(("blocks", "expected"), CASES.values(), ids=CASES.keys())
def test_locators(blocks: list[Block], expected: list[str]) -> None:
    assert locators(*blocks) == expected


def test_the_path_of_headings() -> None:
    found = passages(
        heading("I. Introduction", size=14.0),
        paragraph("1."),
        heading("II. Standards", size=14.0),
        heading("A. Privacy", size=12.0),
        paragraph("2."),
        heading("B. Equality", size=12.0),
        paragraph("3."),
        heading("Annex I", size=14.0, page=3),
        heading("Participants", size=14.0, page=3),
        paragraph("1.", page=3),
    )
    assert [passage.headings for passage in found] == [
        ("I. Introduction",),
        ("II. Standards", "A. Privacy"),
        ("II. Standards", "B. Equality"),
        ("Annex I Participants",),
    ]
    assert [passage.section for passage in found] == ["", "", "", "annex I"]


@pytest.mark.parametrize(
    ("headings", "paths"),
    [
        (("II. Oversight", "A. Public places", "*", "B. Private places", "*", "III. Conclusions", "*"),
         [("II. Oversight", "A. Public places"), ("II. Oversight", "B. Private places"), ("III. Conclusions",)]),
        (("A. Law", "I. Treaties", "*", "II. Custom", "*", "B. Practice", "*"),
         [("A. Law", "I. Treaties"), ("A. Law", "II. Custom"), ("B. Practice",)]),
        (("I. Law", "A. Treaties", "1. Old", "*", "2. New", "*", "B. Custom", "*", "II. Practice", "*"),
         [("I. Law", "A. Treaties", "1. Old"), ("I. Law", "A. Treaties", "2. New"), ("I. Law", "B. Custom"),
          ("II. Practice",)]),
        (("A. Law", "*", "B. Practice", "*", "C. Courts", "*", "D. Police", "*"),
         [("A. Law",), ("B. Practice",), ("C. Courts",), ("D. Police",)]),
        (("H. Law", "*", "I. Practice", "*", "Conclusions", "*"), [("H. Law",), ("I. Practice",), ("Conclusions",)]),
        (("IV. Law", "*", "V. Practice", "*", "A. Police", "*"),
         [("IV. Law",), ("V. Practice",), ("V. Practice", "A. Police")]),
        (("I. Law", "A. Treaties", "*", "Annex", "*"), [("I. Law", "A. Treaties"), ("Annex",)]),
    ],
)  # fmt: skip
def test_headings_of_one_type_stand_below_each_other_by_their_numbers(
    headings: tuple[str, ...], paths: list[tuple[str, ...]]
) -> None:
    numbers = iter(range(1, 9))
    blocks = [paragraph(f"{next(numbers)}.") if text == "*" else heading(text) for text in headings]
    found = passages(*blocks)
    assert [passage.headings for passage in found] == paths


def test_a_bold_recommendation_is_text_and_not_a_heading() -> None:
    found = passages(
        paragraph("1."),
        block("States should publish impact assessments.", bold=True),
        paragraph("2."),
    )
    assert found[0].text.endswith("\nStates should publish impact assessments.")
    assert found[1].headings == ()


def test_a_paragraph_over_two_pages_is_one_passage_with_a_box_on_each() -> None:
    found = passages(
        paragraph("1.", "States must protect the rights of people whose data are used and who are subject to", page=2),
        block("automated decisions, whether public bodies or companies take them, in each case.", page=3),
        paragraph("2.", page=3),
    )
    assert found[0].text.endswith(
        "subject to automated decisions, whether public bodies or companies take them, in each case."
    )
    assert (found[0].page, found[0].last_page) == (2, 3)
    assert [box.page for box in found[0].boxes] == [2, 3]
    assert all(box.x0 < box.x1 and box.y0 < box.y1 for box in found[0].boxes)


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("a human-", "rights approach to these", "a human-rights approach to these"),
        ("for low-", "and middle-income countries", "for low- and middle-income countries"),
        ("in 2015–", "2030 the programmes have", "in 2015–2030 the programmes have"),
        ("and/", "or the other body", "and/or the other body"),
        ("the first line", "and the second", "the first line and the second"),
    ],
)
def test_lines_are_joined_into_whole_words(first: str, second: str, text: str) -> None:
    a, b = block(first, lines=1), block(second, lines=1, y=688)
    assert Block((*a.lines, *b.lines)).text == text


def test_subparagraphs_have_locators_and_spans() -> None:
    (found,) = passages(
        paragraph("3.", "The Special Rapporteur recommends that all the States concerned do the following:"),
        block("(a) Adopt laws on the use of data:", x=141, lines=1),
        block("(i) In schools;", x=160, lines=1),
        block("(ii) In hospitals;", x=160, lines=1),
        block("(b) Train judges.", x=141, lines=1),
    )
    parts = {part.locator: found.text[part.start : part.end] for part in found.subparagraphs}
    assert list(parts) == ["para. 3 (a)", "para. 3 (a) (i)", "para. 3 (a) (ii)", "para. 3 (b)"]
    assert parts["para. 3 (a) (ii)"] == "(ii) In hospitals;"
    assert parts["para. 3 (a)"].startswith("(a) Adopt") and parts["para. 3 (a)"].endswith("(ii) In hospitals;")
    assert parts["para. 3 (b)"] == "(b) Train judges."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("States should: (a) publish data; (b) train staff; and (c) report.", ["(a)", "(b)", "(c)"]),
        ("As provided in article 2 (a) and (b) of the Covenant, States report.", []),
        ("The Council may (a) adopt it.", []),
    ],
)
def test_parts_run_into_a_sentence(text: str, expected: list[str]) -> None:
    (found,) = passages(paragraph("1.", f"{text} This holds for every State."))
    assert [part.locator.removeprefix("para. 1 ") for part in found.subparagraphs] == expected


def test_footnotes_stand_apart_and_are_linked_to_their_paragraph() -> None:
    found = passages(
        heading("II. Standards", marks="1"),
        paragraph("1.", marks="2, 3"),
        block("1 A/HRC/51/17.", note=1, size=9, y=90, lines=1),
        block("2 Resolution 34/7.", note=2, size=9, y=80, lines=1),
        block("3 See also the annex,", note=3, size=9, y=70, lines=1),
        paragraph("2.", page=3),
        block("which continues here.", note=4, size=9, y=70, page=3, lines=1),
    )
    assert [(note.mark, note.text) for note in found[0].footnotes] == [
        ("1", "A/HRC/51/17."),
        ("2", "Resolution 34/7."),
        ("3", "See also the annex, which continues here."),
    ]
    assert "annex" not in found[0].text
    assert found[1].footnotes == ()


def test_a_table_is_a_passage_of_its_own_with_caption_and_source() -> None:
    cells = [("State", "Signed"), ("Albania", "2007"), ("Algeria", "2005")]
    found = passages(
        paragraph("1."),
        block("Table 2", bold=True, lines=1),
        block("States that signed", bold=True, lines=1),
        *(
            block(text, table=1, row=row, column=column, x=113 + 200 * column, size=8.5, lines=1)
            for row, line in enumerate(cells)
            for column, text in enumerate(line)
        ),
        block("Source: Treaty Series.", size=8.5, lines=1),
        paragraph("2."),
    )
    assert [passage.locator for passage in found] == ["para. 1", "table 2", "para. 2"]
    assert (
        found[1].text
        == "Table 2\nStates that signed\nState | Signed\nAlbania | 2007\nAlgeria | 2005\nSource: Treaty Series."
    )


def test_a_figure_keeps_its_caption_and_leaves_no_heading() -> None:
    found = passages(
        heading("II. Trends"),
        paragraph("1."),
        block("Figure 3", bold=True, lines=1),
        block("Requests by year", bold=True, lines=1),
        block("Source: Secretariat.", size=8.5, lines=1),
        paragraph("2."),
    )
    assert [(passage.locator, passage.headings) for passage in found] == [
        ("para. 1", ("II. Trends",)),
        ("p. 2", ("II. Trends",)),
        ("para. 2", ("II. Trends",)),
    ]
    assert found[1].text == "Figure 3\nRequests by year\nSource: Secretariat."


def test_a_summary_is_one_passage() -> None:
    found = passages(
        block("Summary", table=1, row=0, italic=True, page=1),
        block(SENTENCE, table=1, row=1, page=1),
        block(SENTENCE, table=1, row=2, page=1),
        paragraph("1."),
    )
    assert [passage.locator for passage in found] == ["summary", "para. 1"]
    assert found[0].text == f"{SENTENCE}\n{SENTENCE}"


def test_a_summary_that_only_a_heading_announces_ends_at_the_next_one() -> None:
    found = passages(
        block("Summary", italic=True, size=12, page=1),
        block(SENTENCE, page=1),
        heading("I. Introduction", size=14.0),
        block(SENTENCE),
    )
    assert [(passage.locator, passage.headings) for passage in found] == [
        ("summary", ()),
        ("p. 2", ("I. Introduction",)),
    ]
