"""What documents are to each other, from their symbols, their titles and a table."""

from __future__ import annotations

import pytest
from fakes import make

from ingest.cataloguing.mentioned import find_mentions
from ingest.cataloguing.relations import relate, relations_of
from ingest.pipeline import remove
from store.library import Library
from store.model import Document, Footnote, Kind, Mention, Passage

CLIMATE = "Human rights and climate change"

RELATED = [
    (["E/CN.6/2025/3/Rev.1"], ["E/CN.6/2025/3/Rev.1 revises E/CN.6/2025/3"]),
    (["A/1/Rev.2"], ["A/1/Rev.2 revises A/1", "A/1/Rev.2 revises A/1/Rev.1"]),
    (["DP/2025/14", "DP/2025/14/Corr.1"], ["DP/2025/14/Corr.1 corrects DP/2025/14"]),
    (["A/HRC/44/49/Add.1"], ["A/HRC/44/49/Add.1 adds to A/HRC/44/49"]),
    (["A/HRC/44/49/Add.1/Rev.1"], ["A/HRC/44/49/Add.1/Rev.1 revises A/HRC/44/49/Add.1"]),
    (["A/HRC/48/31", "A/HRC/48/3"], []),
    (["CRC/C/GC/10"], ["CRC/C/GC/24 supersedes CRC/C/GC/10"]),
    (["CRC/C/GC/24"], ["CRC/C/GC/24 supersedes CRC/C/GC/10"]),
    (["Global Digital Compact"], []),
]


@pytest.mark.parametrize(("symbols", "expected"), RELATED, ids=lambda value: " ".join(value)[:40])
def test_what_symbols_and_the_table_tell(symbols: list[str], expected: list[str]) -> None:
    documents = [Document(symbol, "en", f"Title of {symbol}") for symbol in symbols]
    assert [str(relation) for relation in relations_of(documents)] == expected


DRAFTS = [
    ("A/HRC/59/L.17", CLIMATE, "A/HRC/RES/59/25", "Human rights and climate  change", True),
    ("A/HRC/59/L.17/Rev.1", CLIMATE, "A/HRC/RES/59/25", CLIMATE, True),
    ("A/C.3/78/L.49/Rev.1", CLIMATE, "A/RES/78/213", CLIMATE, True),
    ("A/HRC/59/L.17", CLIMATE, "A/HRC/RES/59/25", "Human rights of migrants", False),
    ("A/HRC/58/L.17", CLIMATE, "A/HRC/RES/59/25", CLIMATE, False),
    ("A/HRC/78/L.17", CLIMATE, "A/RES/78/213", CLIMATE, False),
    ("A/HRC/59/L.17", "", "A/HRC/RES/59/25", "", False),
]


@pytest.mark.parametrize(("draft", "title", "adopted", "adopted_title", "became"), DRAFTS)
def test_a_draft_became_the_resolution_of_its_session_with_its_title(
    draft: str, title: str, adopted: str, adopted_title: str, became: bool
) -> None:
    documents = [Document(draft, "en", title), Document(adopted, "en", adopted_title)]
    said = [str(relation) for relation in relations_of(documents) if "draft" in str(relation)]
    assert said == ([f"{draft} is a draft of {adopted}"] if became else [])


def test_of_two_resolutions_with_one_title_neither_is_said_to_be_what_the_draft_became() -> None:
    symbols = ("A/HRC/59/L.17", "A/HRC/RES/59/25", "A/HRC/RES/59/26")
    assert relations_of([Document(symbol, "en", CLIMATE) for symbol in symbols]) == []


def test_a_brief_of_a_resolution_is_not_what_a_draft_became() -> None:
    brief = Document("A/HRC/RES/59/25", "en", CLIMATE, kind=Kind.BRIEF)
    assert relations_of([Document("A/HRC/59/L.17", "en", CLIMATE), brief]) == []


def test_what_passages_cite_in_text_and_footnotes() -> None:
    document = Document("A/HRC/59/60", "en", "T", other_symbols=("A/59/1",))
    passages = [
        Passage("A/HRC/59/60", "en", "para. 1", "Recalling its resolution 51/3 and A/59/1, and resolution 51/3 again."),
        Passage(
            "A/HRC/59/60",
            "en",
            "para. 2",
            "So it did.",
            footnotes=(Footnote("1", "See A/HRC/48/31, para. 12, and A/HRC/59/60."),),
        ),
        Passage("A/HRC/59/60", "en", "para. 3", "Nothing else."),
    ]
    assert find_mentions(document, passages) == [
        Mention("para. 1", "A/HRC/RES/51/3"),
        Mention("para. 2", "A/HRC/48/31"),
    ]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("S/RES/1325 came first, then resolution 1325 (2000), which is S/RES/1325 (2000).", ["S/RES/1325 (2000)"]),
        (
            "S/RES/1325, S/RES/1325 (2000) and S/RES/1325 (2001).",
            ["S/RES/1325", "S/RES/1325 (2000)", "S/RES/1325 (2001)"],
        ),
        ("HRI/GEN/1/Rev.9 and HRI/GEN/1/Rev.9 (Vol. I).", ["HRI/GEN/1/Rev.9", "HRI/GEN/1/Rev.9 (Vol. I)"]),
    ],
)
def test_a_resolution_with_and_without_its_year_is_cited_once(text: str, cited: list[str]) -> None:
    document = Document("S/2025/1", "en", "T")
    mentions = find_mentions(document, [Passage("S/2025/1", "en", "para. 1", text)])
    assert [each.symbol for each in mentions] == cited


def test_a_document_without_a_symbol_cites_too() -> None:
    document = Document("Global Digital Compact", "en", "Global Digital Compact")
    passage = Passage("Global Digital Compact", "en", "brief, para. 1", "It is annexed to A/RES/79/1.")
    assert find_mentions(document, [passage]) == [Mention("brief, para. 1", "A/RES/79/1")]


def test_the_original_gives_way_to_its_revision_until_that_is_removed(library: Library) -> None:
    for symbol in ("A/1", "A/1/Rev.1"):
        library.add(*make(symbol, f"Encryption in {symbol}."))
    relate(library)
    assert library.giving_way(["A/1", "A/1/Rev.1"]) == {"A/1"}
    original = library.document("A/1")
    assert original
    assert original.superseded_by == "A/1/Rev.1"

    assert [each.symbol for each in remove(library, "A/1/Rev.1")] == ["A/1/Rev.1"]
    assert library.giving_way(["A/1"]) == frozenset()
    original = library.document("A/1")
    assert original
    assert original.superseded_by == ""
