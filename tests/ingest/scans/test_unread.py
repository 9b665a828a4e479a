"""What a scan does not show for certain is not told: numbers that could not be read, titles that are none."""

from __future__ import annotations

import pytest
from printed import block, heading

from ingest.layout import read_layout
from ingest.page.blocks import Block
from ingest.page.lines import Line, Piece
from ingest.passages import make_passages
from ingest.scans.numbers import sure_numbers
from ingest.scans.unread import unread_in_words
from ingest.structure.firstpage import sort_first_page
from ingest.structure.footnotes import read_notes
from ingest.structure.numbering import Candidate, Label
from store.model import Passage


def text(name: str, **where: object) -> Block:
    """A paragraph whose number is not there; its words tell which it is."""
    return block(f"{name} says that every measure of a State must be lawful and necessary.", lines=1, **where)


def numbered(number: int, name: str = "", **where: object) -> Block:
    """A paragraph with its number; its words tell which it is."""
    return text(f"{number}. {name or f'P{number}'}", **where)


def read(*blocks: Block, recognised: bool = True) -> list[Passage]:
    units = read_layout(blocks, recognised=recognised)
    return list(make_passages("A/HRC/61/7", "en", units, read_notes(blocks)))


def names(*blocks: Block) -> dict[str, list[str]]:
    """The first word of each paragraph, by the place under which it is cited."""
    return {passage.locator: [line.split()[0] for line in passage.text.split("\n")] for passage in read(*blocks)}


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([numbered(1), numbered(2), numbered(3)], {"para. 1": ["P1"], "para. 2": ["P2"], "para. 3": ["P3"]}),
        (
            [numbered(1), numbered(2), text("P3"), numbered(4), numbered(5)],
            {"para. 1": ["P1"], "para. 2": ["P2"], "p. 2": ["P3"], "para. 4": ["P4"], "para. 5": ["P5"]},
        ),
        (  # whose item it is cannot be told
            [numbered(1), block("(a) Its item, or that of the next;"), text("P2"), numbered(3), numbered(4)],
            {"para. 1": ["P1"], "p. 2": ["(a)", "P2"], "para. 3": ["P3"], "para. 4": ["P4"]},
        ),
        (  # nothing is missing
            [numbered(1), block("(a) Its item;"), text("More"), numbered(2)],
            {"para. 1": ["P1", "(a)", "More"], "para. 2": ["P2"]},
        ),
        (  # at the beginning
            [text("P1"), text("P2"), numbered(3), numbered(4)],
            {"p. 2": ["P1", "P2"], "para. 3": ["P3"], "para. 4": ["P4"]},
        ),
        (  # at the end, what follows may be the next paragraph
            [numbered(1), numbered(2), block("(a) Its item;"), text("P3")],
            {"para. 1": ["P1"], "para. 2": ["P2", "(a)"], "p. 2": ["P3"]},
        ),
        (  # more of them than a digital text can miss
            [numbered(1), numbered(2), *[text(f"P{n}") for n in range(3, 9)], *map(numbered, range(9, 14))],
            {"para. 1": ["P1"], "para. 2": ["P2"], "p. 2": [f"P{n}" for n in range(3, 9)]}
            | {f"para. {n}": [f"P{n}"] for n in range(9, 14)},
        ),
        (  # in an annex, whose own first number is missing too
            [numbered(1), heading("Annex"), text("A1"), numbered(2, "A2"), text("A3"), *map(numbered, range(4, 7))],
            {"para. 1": ["P1"], "p. 2": ["A1", "A3"], "annex, para. 2": ["A2"]}
            | {f"annex, para. {n}": [f"P{n}"] for n in range(4, 7)},
        ),
        (  # the last number may be another, misread
            [numbered(1), numbered(2), text("P3"), numbered(4)],
            {"para. 1": ["P1"], "para. 2": ["P2"], "p. 2": ["P3", "4."]},
        ),
        (  # twice the same number: one of them is misread
            [numbered(1), numbered(3, "P2"), numbered(3), numbered(4), numbered(5)],
            {"para. 1": ["P1"], "p. 2": ["3.", "3."], "para. 4": ["P4"], "para. 5": ["P5"]},
        ),
    ],
)
def test_text_without_a_number_of_its_own_is_cited_by_page(blocks: list[Block], expected: dict[str, list[str]]) -> None:
    assert names(*blocks) == expected


def test_digital_text_stays_with_the_number_before_it() -> None:
    found = read(numbered(1), text("More"), numbered(3), numbered(4), recognised=False)
    assert [passage.locator for passage in found] == ["para. 1", "para. 3", "para. 4"]
    assert "More says" in found[0].text


def lines(*words: tuple[str, float, float], page: int = 2) -> Block:
    """A block of lines, each with its left and right edge."""
    made = [
        Line(page, x0, x1, 700.0 - 12 * at, 10.0, (Piece(text, x0, x1, 10.0),))
        for at, (text, x0, x1) in enumerate(words)
    ]
    return Block(tuple(made))


FULL = ("measure of a State must be lawful and necessary in each case that", 113.0, 480.0)


@pytest.mark.parametrize(
    ("second", "third"),
    [
        (("it takes.", 113, 470), ("P2 begins after the end of a sentence at the end of a line", 113, 480)),
        (("it takes,", 113, 200), ("P2 begins after a line that ends short of the edge", 113, 480)),
        (("it takes and of whatever it may take in all the years that", 113, 480), ("P2 is indented", 149, 480)),
    ],
)
def test_the_next_paragraph_may_stand_in_the_same_block(
    second: tuple[str, float, float], third: tuple[str, float, float]
) -> None:
    both = lines(("1. P1 says that every", 113, 480), FULL, second, third, FULL, FULL)
    found = read(both, lines(("3. P3 says that every", 113, 480), FULL), numbered(4))
    assert [passage.locator for passage in found] == ["para. 1", "p. 2", "para. 3", "para. 4"]
    assert found[0].text.endswith(str(second[0]))
    assert found[1].text.startswith("P2")


@pytest.mark.parametrize(("goes_on", "places"), [("it takes", ["para. 1"]), ("It takes", ["para. 1", "p. 3"])])
def test_a_sentence_that_goes_on_over_the_page_is_known_by_its_small_letter(goes_on: str, places: list[str]) -> None:
    begun = lines(("1. P1 says that every", 113, 480), FULL)
    rest = lines((f"{goes_on} and of whatever it may take in all the years that", 113, 480), page=3)
    found = read(begun, rest, numbered(3, page=3), numbered(4, page=3))
    assert [passage.locator for passage in found] == [*places, "para. 3", "para. 4"]


def test_preambular_paragraphs_are_counted_so_a_scan_has_none() -> None:
    blocks = [
        block("The General Assembly,", italic=True),
        block("Recalling its resolution on privacy and all others on the same subject,"),
        block("Noting that measures must be lawful and necessary in each single case,"),
        numbered(1),
        numbered(2),
    ]
    assert [passage.locator for passage in read(*blocks)] == ["p. 2", "para. 1", "para. 2"]
    assert [passage.locator for passage in read(*blocks, recognised=False)][:2] == ["PP 1", "PP 2"]


def test_a_summary_counts_only_where_the_first_number_was_read() -> None:
    summary = [heading("Summary"), text("Everything")]
    assert read(*summary, numbered(1), numbered(2))[0].locator == "summary"
    assert read(*summary, text("P1"), numbered(2), numbered(3))[0].locator == "p. 2"


def test_the_heading_of_an_annex_needs_no_bold_type() -> None:
    annex = block("Annex to the letter dated 2 May 2025 from the Permanent Representative of Italy to the Council")
    assert [passage.locator for passage in read(annex, numbered(1), numbered(2))][-1] == "annex, para. 2"


BODY = [text("I. Introduction"), *map(numbered, range(1, 4))]
PLACES = [f"para. {number}" for number in range(1, 4)]


@pytest.mark.parametrize(
    "contents",
    [
        [block("Contents"), block("I. Introduction 3"), block("Annex I. List of participants 24")],
        [block("Contents"), block("I. Introduction .... 3"), block("Annex"), block("List of participants .... 24")],
        [heading("CONTENTS"), block("1. Scope 3"), heading("ANNEX"), block("24")],
        [block("Gontents"), block("Annex I. List of participants 24")],
        [block("Gontents"), block("Annex. List of participants . . . . . . .")],
        [block("Contents"), block("I. Introduction 3"), block("Part two. Conclusions 7"), block("Annex 24")],
    ],
)
def test_an_annex_that_the_contents_list_does_not_begin_there(contents: list[Block]) -> None:
    annex = [heading("Annex I"), numbered(1, "A1"), numbered(2, "A2")]
    places = [passage.locator for passage in read(*contents, *BODY, *annex) if "para." in passage.locator]
    assert places == [*PLACES, "annex I, para. 1", "annex I, para. 2"]


def count(first: int, last: int, name: str, **where: object) -> list[Block]:
    return [numbered(number, f"{name}{number}", **where) for number in range(first, last + 1)]


AIMEX = block("Aimex")


@pytest.mark.parametrize(
    ("blocks", "cited"),
    [
        ([*count(1, 6, "B"), AIMEX, *count(1, 9, "A")], {"": "B1 B2 B3 B4 B5 B6"}),
        ([*count(1, 3, "B"), AIMEX, *count(1, 5, "A")], {"": "B1 B2 B3"}),
        # the body's numbers look worse, so the annex's were chosen
        ([*count(1, 3, "B", x=95), *count(1, 5, "A")], {"": ""}),
        # the annex's numbers could be slips for those that follow: 12, 13 and so on
        ([*count(1, 11, "B"), AIMEX, *count(1, 9, "A")], {"": " ".join(f"B{n}" for n in range(1, 12))}),
        ([*count(1, 6, "B"), AIMEX, *count(2, 3, "A"), *count(7, 9, "A")], {"": "B1 B2 B3 B4 B5 B6"}),
        # of the annex only the first number and those that go on were read
        ([*count(1, 3, "B"), AIMEX, *count(1, 1, "A"), text("A2"), *count(4, 6, "A")], {"": "B1 B2 B3"}),
        # a heading explains it
        ([*count(1, 3, "B"), heading("Annex"), *count(1, 5, "A")], {"": "B1 B2 B3", "annex, ": "A1 A2 A3 A4 A5"}),
        (
            [*count(1, 6, "B"), AIMEX, *count(1, 9, "A"), heading("Annex II"), *count(1, 2, "C")],
            {"": "B1 B2 B3 B4 B5 B6", "annex II, ": "C1 C2"},
        ),
        # a list inside a paragraph
        ([*count(1, 3, "B"), *count(1, 2, "L", x=149), *count(4, 6, "B")], {"": "B1 B2 B3 B4 B5 B6"}),
        # the heading of a section
        ([*count(1, 3, "B"), block("1. Food systems"), *count(4, 6, "B")], {"": "B1 B2 B3 B4 B5 B6"}),
        # a table of contents whose chapters have numbers
        ([block("Contents"), block("1. Scope 3"), block("2. Law 5"), *count(1, 3, "B")], {"": "B1 B2 B3"}),
    ],
)
def test_where_numbers_begin_again_without_a_heading_that_says_why_text_goes_by_page(
    blocks: list[Block], cited: dict[str, str]
) -> None:
    expected = {
        f"{part}para. {number}": [name] for part, names in cited.items() for number, name in enumerate(names.split(), 1)
    }
    found = {place: words[:1] for place, words in names(*blocks).items() if "para." in place}
    assert found == expected


@pytest.mark.parametrize(("name", "part"), [("Annex 3", "annex 3"), ("Annex to document 2 May 2025", "annex")])
def test_an_annex_with_a_number_of_its_own_begins(name: str, part: str) -> None:
    assert [passage.locator for passage in read(*BODY, block(name), *BODY)][-1] == f"{part}, para. 3"


@pytest.mark.parametrize(
    ("printed", "chosen", "sure"),
    [
        ([1, 2, 3], [1, 2, 3], [1, 2, 3]),
        ([1, 73, 3], [1, 2, 3], [1, 2, 3]),
        ([1, 73, 4], [1, 2, 4], [1]),
        ([1, 2, 73], [1, 2, 3], [1, 2]),
        ([1, 3, 5, 7], [1, 3, 5, 7], [1, 3, 5]),
        ([5], [5], []),
        ([1], [1], [1]),
    ],
)
def test_numbers_that_count(printed: list[int], chosen: list[int], sure: list[int]) -> None:
    items = [Candidate(at, (number,), 113.0, 0.6) for at, number in enumerate(printed)]
    places: dict[int, tuple[str, Label]] = {at: ("", (number,)) for at, number in enumerate(chosen)}
    assert [label for _, (label,) in sure_numbers(places, items).values()] == sure


def placed(*locators: str) -> list[Passage]:
    return [Passage("A/HRC/61/7", "en", locator, "Words.") for locator in locators]


@pytest.mark.parametrize(
    ("locators", "told"),
    [
        (["p. 1", "para. 1", "para. 2"], ""),
        (
            ["para. 12", "p. 6", "para. 14"],
            "No paragraph number before 12 was read; the text before it is cited by page."
            " The number of paragraph 13 could not be read; that text is cited by page.",
        ),
        (["para. 2", "para. 4"], "The numbers of paragraphs 1 and 3 could not be read; that text is cited by page."),
        (
            ["para. 1", "para. 5", "para. 7"],
            "The numbers of paragraphs 2 to 4 and 6 could not be read; that text is cited by page.",
        ),
        (
            ["para. 1", "annex I, para. 1", "annex I, para. 3", "para. 3"],
            "The numbers of paragraph 2, and paragraph 2 of annex I could not be read; that text is cited by page.",
        ),
        (["para. 2.1", "para. 2.3"], "The number of paragraph 2.2 could not be read; that text is cited by page."),
        (["p. 1", "p. 2"], "No paragraph number could be read; the text is cited by page."),
    ],
)
def test_what_could_not_be_read_is_told(locators: list[str], told: str) -> None:
    assert unread_in_words(placed(*locators)) == told


@pytest.mark.parametrize(
    ("pages", "unseen", "told"),
    [
        ({1: 2, 3: 2, 7: 4, 8: 4}, [3], "{} so far as it was read. Nothing was read on page 3."),
        ({1: 2, 3: 2, 7: 4, 8: 6}, [5, 7], "{} Nothing was read on pages 5 and 7."),
        ({1: 2, 2: 4}, [1, 3], "Nothing was read on pages 1 and 3."),
        ({1: 2, 2: 4}, [], ""),
    ],
)
def test_pages_on_which_nothing_was_read_are_told(pages: dict[int, int], unseen: list[int], told: str) -> None:
    passages = [Passage("A/HRC/61/7", "en", f"para. {n}", "Words.", page=page) for n, page in pages.items()]
    numbers = "The numbers of paragraphs 2 and 4 to 6 could not be read; that text is cited by page"
    expected = told.format(f"{numbers}," if "so far" in told else f"{numbers}.")
    assert unread_in_words(passages, unseen) == expected


@pytest.mark.parametrize(
    "above", ["General Assembly Dstr.: Generai", "G) General Assembly", "Avres/61/7", "CEB 2200514"]
)
def test_the_head_of_a_scan_is_not_its_title(above: str) -> None:
    page = sort_first_page(
        [
            block(above, x=126, y=700, size=18.9, page=1, lines=1),
            block("Privacy and automated decisions", x=126, y=600, size=14, page=1, lines=1),
            block("Poses recyee now", x=126, y=45, size=20, page=1, lines=1),
        ]
    )
    assert page.title_text == "Privacy and automated decisions"
