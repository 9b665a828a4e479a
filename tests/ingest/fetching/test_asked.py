"""Which documents are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import make

from ingest.fetching.access import Wanted
from ingest.fetching.asked import cited_by, read_languages, read_list, read_symbols, starter_symbols, wanted
from ingest.symbols import parse
from store.errors import RightsDeskError
from store.library import Library
from store.model import Footnote


def test_symbols_are_read_however_they_are_written() -> None:
    written = ["a/hrc/48/31", "A/80/74-E/2025/53", "S/RES/2768(2025)*"]
    assert list(map(str, read_symbols(written))) == ["A/HRC/48/31", "A/80/74", "S/RES/2768 (2025)"]


def test_a_list_has_comments_and_empty_lines() -> None:
    lines = ["# privacy\n", "A/HRC/48/31\n", "\n", "  A/HRC/51/17  # the right to privacy\n"]
    assert list(map(str, read_list(lines, "list.txt"))) == ["A/HRC/48/31", "A/HRC/51/17"]


def test_every_bad_line_is_told_with_its_number() -> None:
    lines = ["A/HRC/48/31", "privacy report", "", "A/HRC/48/31 and A/78/1", "78/213"]
    with pytest.raises(RightsDeskError) as caught:
        read_list(lines, "list.txt")
    assert [f"line {number}: " in caught.value.message for number in range(1, 6)] == [False, True, False, True, True]
    assert "Nothing was fetched. Correct list.txt." in caught.value.remedy


def test_a_list_without_symbols_is_a_mistake() -> None:
    with pytest.raises(RightsDeskError, match=r"no symbols in list\.txt"):
        read_list(["# nothing yet"], "list.txt")


def test_bad_symbols_are_all_told() -> None:
    with pytest.raises(RightsDeskError, match=r"“one”.*“two”"):
        read_symbols(["one", "A/78/1", "two"])


def test_languages_are_the_official_ones() -> None:
    assert read_languages("en, FR") == ["en", "fr"]
    with pytest.raises(RightsDeskError, match="'de', ''"):
        read_languages("en,de,")


def test_each_document_is_wanted_once_in_each_language() -> None:
    one, two = parse("A/78/1"), parse("A/78/2")
    assert wanted([one, two, one], ["en", "fr"]) == [
        Wanted(one, "en"),
        Wanted(one, "fr"),
        Wanted(two, "en"),
        Wanted(two, "fr"),
    ]


def test_the_starter_librarys_documents_with_a_symbol() -> None:
    symbols = list(map(str, starter_symbols()))
    assert {"A/RES/78/213", "A/HRC/48/31", "A/RES/217 A (III)", "CRC/C/GC/25"} <= set(symbols)
    assert len(symbols) == len(set(symbols)) == 30


def test_what_a_document_cites_in_its_text_and_footnotes(library: Library) -> None:
    document, passages = make(
        "A/HRC/61/7",
        "It recalls Human Rights Council resolution 51/3 and A/HRC/61/7, paragraph 2.",
        "The resolution of the General Assembly is A/RES/78/213; see also A/HRC/48/32.",
        other_symbols=("A/81/7",),
    )
    notes = (Footnote("1", "A/HRC/51/17 and A/81/7; E/2025/31-E/CN.16/2025/4."), Footnote("2", "See A/HRC/48/31."))
    library.add(document, [replace(passages[0], footnotes=notes), passages[1]])
    assert list(map(str, cited_by(library, document))) == [
        "A/HRC/RES/51/3",
        "A/HRC/51/17",
        "E/2025/31",
        "A/HRC/48/31",
        "A/RES/78/213",
        "A/HRC/48/32",
    ]
