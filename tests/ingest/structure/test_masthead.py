"""Who issued a document, when, under which symbol and title."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from printed import Text, flow, geneva, make_pdf, new_york, read_once

from ingest.document import Reading, read_document
from ingest.page.lines import Line, Piece
from ingest.structure.masthead import read_masthead

GOLD = Path(__file__).parents[1] / "gold" / "mastheads.tsv"


def read(tmp_path: Path, data: bytes, name: str = "report.pdf") -> Reading:
    path = tmp_path / name
    path.write_bytes(data)
    return read_document(path)


def test_geneva(tmp_path: Path) -> None:
    document = read(tmp_path, geneva()).document
    assert document.symbol == "A/HRC/61/7"
    assert document.title == "Privacy and automated decisions"
    assert document.body == "Human Rights Council"
    assert (document.type, document.date, document.session) == ("report", "2026-03-04", "Sixty-first session")
    assert document.agenda_item == "3 Promotion and protection of all human rights"
    assert document.url == "https://docs.un.org/en/A/HRC/61/7"
    assert (document.language, document.pages, document.source) == ("en", 2, "report.pdf")
    assert len(document.sha256) == 64


def test_new_york(tmp_path: Path) -> None:
    document = read(tmp_path, new_york()).document
    assert document.symbol == "A/RES/81/9"
    assert document.title == "Privacy in the digital age"
    assert (document.body, document.type) == ("General Assembly", "resolution")
    assert (document.date, document.session) == ("2026-12-18", "Eighty-first session")
    assert document.agenda_item == "71 (b) Human rights questions"


@pytest.mark.parametrize(
    ("printed", "symbol", "others"),
    [
        ("A/80/74-E/2025/53", "A/80/74", ("E/2025/53",)),
        ("A/80/62*−E/2025/12*", "A/80/62", ("E/2025/12",)),
        ("CEDAW/C/GC/31–CRC/C/GC/18", "CEDAW/C/GC/31", ("CRC/C/GC/18",)),
        ("S/RES/2776 (2025)*", "S/RES/2776 (2025)", ()),
        ("E /CN.6/2025/3/Rev.1", "E/CN.6/2025/3/Rev.1", ()),
    ],
)
def test_symbols_of_the_masthead(printed: str, symbol: str, others: tuple[str, ...]) -> None:
    masthead = read_masthead([Line(1, 450, 540, 770, 10, (Piece(printed, 450, 540, 10),))], [])
    assert tuple(map(str, masthead.symbols)) == (symbol, *others)


@pytest.mark.parametrize(
    ("name", "symbol", "warning"),
    [
        ("A_HRC_61_7.en.pdf", "A/HRC/61/7", ""),
        ("report.pdf", "A/HRC/61/7", ""),
        ("A_HRC_60_2.en.pdf", "A/HRC/61/7", "not A/HRC/60/2 as its name says"),
    ],
)
def test_the_masthead_outranks_the_file_name(tmp_path: Path, name: str, symbol: str, warning: str) -> None:
    reading = read(tmp_path, geneva(), name)
    assert reading.document.symbol == symbol
    assert bool(reading.warnings) == bool(warning)
    assert all(warning in line for line in reading.warnings)


@pytest.mark.parametrize(
    ("name", "symbol"), [("A_HRC_61_7.en.pdf", "A/HRC/61/7"), ("report.pdf", "Guidance on data in schools")]
)
def test_without_a_symbol_the_name_counts_then_the_title(tmp_path: Path, name: str, symbol: str) -> None:
    words = "Schools must protect the data of children, and they must say for what purpose these data are used."
    page = [Text(113, 700, "Guidance on data in schools", 16, "B"), *flow(words, 113, 660)]
    reading = read(tmp_path, make_pdf([page]), name)
    assert reading.document.symbol == symbol
    assert "no symbol" in reading.warnings[0]


def _gold() -> list[dict[str, str]]:
    if not GOLD.exists():
        return []
    with GOLD.open(encoding="utf-8") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


@pytest.mark.parametrize("row", _gold(), ids=lambda row: row["file"])
def test_real_mastheads(corpus: Path, row: dict[str, str]) -> None:
    document = read_once(corpus / "pdf" / row["file"]).document
    assert "-".join((document.symbol, *document.other_symbols)) == row["symbol"]
    assert _plain(document.title) == _plain(row["title"])
    assert (document.date, document.type, document.language) == (row["date"], row["type"], row["language"])
    assert document.session == row["session"]
    assert _plain(document.agenda_item) == _plain(row["agenda_item"])
