"""Official documents from a server that misbehaves: none lost, none wrong, none twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from document_system import (
    FASTER,
    Answer,
    DocumentSystem,
    busy,
    cut_off,
    empty,
    gives,
    half,
    hangs_up,
    in_a_circle,
    in_french,
    leads_to,
    moved,
    official,
    placeholder,
    shell,
    silent,
    slow,
)
from fakes import make
from printed import make_pdf, new_york

from ingest import pipeline
from ingest.fetching.access import FileType, Wanted
from ingest.fetching.fetch import fetch, fetch_again
from ingest.fetching.manners import Manners
from ingest.fetching.report import Item, Report, Status
from ingest.fetching.shelf import Shelf
from ingest.symbols import parse
from store.errors import RightsDeskError
from store.library import Library
from store.model import Kind

Fetch = Callable[..., dict[str, Item]]


@pytest.fixture
def run(library: Library, system: DocumentSystem, manners: Manners) -> Fetch:
    """Fetches documents in English and gives what became of each, by its symbol."""

    def run_it(*symbols: str, language: str = "en", **changes: object) -> dict[str, Item]:
        wanted = [Wanted(parse(symbol), language) for symbol in symbols]
        chosen = replace(manners, **changes)
        report = fetch(library, wanted, base=system.address, manners=chosen, workers=0)
        assert [item.symbol for item in report.items] == list(symbols)
        return {item.symbol: item for item in report.items}

    return run_it


def plain(handler: object, symbol: str) -> None:
    gives(official(symbol))(handler, symbol)


SOONER_OR_LATER: list[list[Answer]] = [
    [plain],
    [moved],
    [slow],
    [shell, plain],
    [empty, shell, moved],
    [busy(503, Retry_After="5"), plain],
    [busy(502), busy(504), plain],
    [busy(429, Retry_After="2"), busy(503), moved],
    [half, plain],
    [cut_off, hangs_up, slow],
]
"""How the server comes to give a document."""

NEVER: list[tuple[list[Answer], str]] = [
    ([gives(placeholder())], "does not exist"),
    ([gives(official("A/HRC/60/99"))], "what came is A/HRC/60/99"),
    ([in_french], "what came is in French"),
    ([gives(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "application/msword")], "an old Word file (.doc)"),
    ([gives(make_pdf([[], []], picture=True))], "a scan without usable text"),
    ([busy(404)], "does not give the file (status 404)"),
    ([leads_to("https://example.org/A_HRC_62_7.pdf")], "leads elsewhere, to 'https://example.org/"),
    ([leads_to("file:///etc/passwd")], "leads elsewhere, to 'file:"),
    ([shell], "a web page, not the document. Asked 5 times."),
    ([in_a_circle], "without end"),
]
"""What keeps a document from being had, and what is said of it."""


@pytest.mark.usefixtures("without_tesseract")
def test_of_fifty_documents_none_is_lost_none_wrong_and_none_twice(
    library: Library, system: DocumentSystem, run: Fetch
) -> None:
    symbols = [f"A/HRC/61/{number}" for number in range(1, 51)]
    for number, symbol in enumerate(symbols):
        system.script[symbol] = SOONER_OR_LATER[number % len(SOONER_OR_LATER)]
    never = {f"A/HRC/62/{number}": answers for number, (answers, _) in enumerate(NEVER)}
    system.script |= never
    system.together = 4

    items = run(*symbols, *never)

    assert {symbol: items[symbol].status for symbol in symbols} == dict.fromkeys(symbols, Status.ADDED)
    assert sorted((document.symbol for document in library.documents()), key=parse) == symbols
    for symbol in symbols:
        original = library.original(library.document(symbol))
        assert original is not None
        assert original.read_bytes() == official(symbol)
    assert {item.status for symbol, item in items.items() if symbol in never} == {Status.NOT_HAD}
    assert sorted(path.name for path in (library.home / "official").glob("*.*")) == sorted(
        [".lock", *(f"{symbol.replace('/', '_')}.en.pdf" for symbol in symbols)]
    )
    assert library.check() == []

    assert system.busiest == 4
    for number, symbol in enumerate(symbols):
        answers = SOONER_OR_LATER[number % len(SOONER_OR_LATER)]
        assert system.counts[symbol] == len(answers), symbol
        times = [asked.at for asked in system.asked if asked.symbol == symbol]
        for failures, (before, after) in enumerate(pairwise(times), 1):
            assert after - before >= 0.5 * 2**failures / FASTER
    for symbol, seconds in ((symbols[5], 5), (symbols[7], 2)):
        first, second = [asked.at for asked in system.asked if asked.symbol == symbol][:2]
        assert second - first >= seconds / FASTER

    again = run(*symbols)
    assert {item.status for item in again.values()} == {Status.UNCHANGED}
    assert sum(system.counts[symbol] for symbol in symbols) == sum(map(len, SOONER_OR_LATER)) * 5


@pytest.mark.parametrize(("answers", "said"), NEVER, ids=[said for _, said in NEVER])
def test_what_cannot_be_had_is_told_with_what_to_do(
    library: Library, system: DocumentSystem, run: Fetch, answers: list[Answer], said: str
) -> None:
    system.script["A/HRC/62/7"] = answers
    item = run("A/HRC/62/7")["A/HRC/62/7"]
    assert item.status is Status.NOT_HAD
    assert item.note.startswith("A/HRC/62/7 in English")
    assert said in item.note
    assert item.remedy
    assert library.documents() == []
    assert list((library.home / "official").glob("*.p*")) == []
    assert system.counts["A/HRC/62/7"] == (5 if "5 times" in said else 1)


def test_a_request_names_the_tool_and_encodes_the_symbol_whole(system: DocumentSystem, run: Fetch) -> None:
    run("S/RES/2768 (2025)", "A/RES/217 A (III)", connections=1)
    assert [asked.query for asked in system.asked] == [
        "s=S%2FRES%2F2768%20%282025%29&l=en&t=pdf",
        "s=A%2FRES%2F217%20A%20%28III%29&l=en&t=pdf",
    ]
    assert re.match(r"RightsDesk/\d", system.asked[0].headers["User-Agent"])
    assert system.asked[0].headers["Accept"] == "application/pdf"


def test_an_old_word_file_behind_docx_is_no_document(
    system: DocumentSystem, library: Library, manners: Manners
) -> None:
    system.script["A/78/1"] = [gives(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))]
    wanted = [Wanted(parse("A/78/1"), type=FileType.DOCX)]
    (item,) = fetch(library, wanted, base=system.address, manners=manners, workers=0).items
    assert system.asked[0].type == "docx"
    assert "wordprocessingml" in system.asked[0].headers["Accept"]
    assert "an old Word file (.doc), not the DOCX" in item.note


def test_what_the_library_holds_is_not_asked_for(library: Library, system: DocumentSystem, run: Fetch) -> None:
    library.add(*make("A/80/74", "Text.", other_symbols=("E/2025/53",), source="mine.pdf"))
    items = run("A/80/74", "E/2025/53", "A/80/75")
    assert [item.status for item in items.values()] == [Status.HELD, Status.HELD, Status.ADDED]
    assert set(system.counts) == {"A/80/75"}


def test_a_wrong_file_that_somebody_put_on_the_shelf_is_not_taken_in(library: Library, run: Fetch) -> None:
    path = library.home / "official" / "A_HRC_61_1.en.pdf"
    path.parent.mkdir()
    path.write_bytes(official("A/HRC/61/9"))
    item = run("A/HRC/61/1")["A/HRC/61/1"]
    assert item.status is Status.NOT_TAKEN
    assert "is A/HRC/61/9, not A/HRC/61/1" in item.note
    assert library.documents() == []
    path.unlink()
    assert run("A/HRC/61/1")["A/HRC/61/1"].status is Status.ADDED


def test_a_resolution_may_be_asked_for_without_its_year(library: Library, system: DocumentSystem, run: Fetch) -> None:
    system.script["S/RES/2768"] = [gives(official("S/RES/2768 (2025)"))]
    assert run("S/RES/2768 (2025)")["S/RES/2768 (2025)"].status is Status.ADDED
    item = run("S/RES/2768")["S/RES/2768"]
    assert (item.status, item.note) == (Status.HELD, "It is one document with S/RES/2768 (2025).")
    assert [document.symbol for document in library.documents()] == ["S/RES/2768 (2025)"]


def test_a_newer_reader_reads_the_kept_files_again(
    library: Library, system: DocumentSystem, run: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("A/HRC/61/1")
    monkeypatch.setattr(pipeline, "reading_code", lambda: "newer")
    assert run("A/HRC/61/1")["A/HRC/61/1"].status is Status.UNCHANGED
    assert library.entries()[0].reader == "newer"
    assert len(system.asked) == 1


def test_a_joint_document_has_either_symbol_and_is_held_once(
    library: Library, system: DocumentSystem, run: Fetch
) -> None:
    for symbol in ("A/80/74", "E/2025/53"):
        system.script[symbol] = [gives(official("A/80/74-E/2025/53"))]
    assert run("E/2025/53")["E/2025/53"].status is Status.ADDED
    assert run("A/80/74", "E/2025/53")["A/80/74"].status is Status.HELD
    assert [(each.symbol, each.other_symbols) for each in library.documents()] == [("A/80/74", ("E/2025/53",))]
    library.remove("A/80/74")
    items = run("A/80/74", "E/2025/53")
    assert [item.status for item in items.values()] == [Status.ADDED, Status.HELD]
    assert items["E/2025/53"].note == "It is one document with A/80/74."


def test_an_official_text_takes_the_place_of_its_brief(library: Library, system: DocumentSystem, run: Fetch) -> None:
    library.add(*make("A/RES/78/213", "In short.", kind=Kind.BRIEF, title="Digital technologies", source="brief.yaml"))
    library.add(*make("A/RES/70/1", "Goals.", kind=Kind.BRIEF, source="other.yaml"))
    system.script["A/RES/78/213"] = [gives(new_york(symbol="A/RES/78/213"))]
    item = run("A/RES/78/213")["A/RES/78/213"]
    assert (item.status, item.note) == (Status.REPLACED, "It takes the place of the brief 'Digital technologies'.")
    assert [(each.symbol, each.kind) for each in library.documents()] == [
        ("A/RES/70/1", Kind.BRIEF),
        ("A/RES/78/213", Kind.OFFICIAL),
    ]
    assert "to remain seized" in library.passage("A/RES/78/213", "para. 2").text


def test_a_document_in_another_language_is_fetched_checked_and_taken_in(
    library: Library, system: DocumentSystem, run: Fetch
) -> None:
    system.script["A/HRC/61/2"] = [gives(official("A/HRC/61/2"))]
    items = run("A/HRC/61/1", "A/HRC/61/2", language="fr")
    assert {(asked.symbol, asked.language) for asked in system.asked} == {("A/HRC/61/1", "fr"), ("A/HRC/61/2", "fr")}
    assert items["A/HRC/61/1"].status is Status.ADDED
    assert library.passage("A/HRC/61/1", "para. 1", "fr").text.startswith("Le Conseil des droits de l'homme")
    assert items["A/HRC/61/2"].status is Status.NOT_HAD
    assert "what came is in English" in items["A/HRC/61/2"].note
    assert [path.name for path in (library.home / "official").glob("*.pdf")] == ["A_HRC_61_1.fr.pdf"]
    run("A/HRC/61/1", language="fr")
    assert system.counts["A/HRC/61/1"] == 1


def test_a_server_that_cannot_be_reached_is_not_asked_for_every_document(library: Library, manners: Manners) -> None:
    seen: list[tuple[int, int, float]] = []
    wanted = [Wanted(parse(f"A/78/{number}")) for number in range(1, 31)]
    report = fetch(
        library,
        wanted,
        base="http://127.0.0.1:9/access",
        manners=replace(manners, tries=2),
        workers=0,
        on_fetched=lambda *told: seen.append(told),
    )
    assert {item.status for item in report.items} == {Status.NOT_HAD}
    assert all("127.0.0.1 cannot be reached" in item.note for item in report.items)
    assert sum("was not asked for" in item.note for item in report.items) >= 26
    assert seen[-1] == (30, 30, 0)


def test_a_server_that_asks_for_too_long_a_wait_is_left_alone(system: DocumentSystem, run: Fetch) -> None:
    system.script["A/78/1"] = [busy(503, Retry_After="3600")]
    items = run("A/78/1", "A/78/2", "A/78/3", connections=1)
    assert "left alone for 60 minutes" in items["A/78/1"].note
    assert [item.status for item in items.values()] == [Status.NOT_HAD] * 3
    assert set(system.counts) == {"A/78/1"}


def test_a_wait_that_the_server_asks_for_is_told(library: Library, system: DocumentSystem, manners: Manners) -> None:
    system.script["A/HRC/61/1"] = [busy(503, Retry_After="5"), plain]
    told: list[tuple[int, int, float]] = []
    wanted = [Wanted(parse("A/HRC/61/1"))]
    fetch(library, wanted, base=system.address, manners=manners, workers=0, on_fetched=lambda *each: told.append(each))
    assert told == [(0, 1, 5), (1, 1, 0)]


def test_a_server_that_says_nothing_is_asked_again(system: DocumentSystem, run: Fetch) -> None:
    system.script["A/HRC/61/1"] = [silent, plain]
    assert run("A/HRC/61/1", silence=0.2)["A/HRC/61/1"].status is Status.ADDED


def test_an_answer_may_take_and_be_only_so_much(library: Library, system: DocumentSystem, run: Fetch) -> None:
    system.script["A/HRC/61/1"] = [slow]
    assert "longer than 0 seconds" in run("A/HRC/61/1", longest_download=0.02, tries=1)["A/HRC/61/1"].note
    assert "larger than" in run("A/HRC/61/2", largest=1000)["A/HRC/61/2"].note
    assert library.documents() == []


def test_a_folder_that_cannot_be_written_to_ends_the_run(library: Library, system: DocumentSystem, run: Fetch) -> None:
    def in_the_way(handler: object, symbol: str) -> None:
        (library.home / "official" / "arriving" / "A_HRC_61_1.en.pdf").mkdir()
        plain(handler, symbol)

    system.script["A/HRC/61/1"] = [in_the_way]
    items = run("A/HRC/61/1", "A/HRC/61/2", connections=1)
    assert "A_HRC_61_1.en.pdf cannot be written" in items["A/HRC/61/1"].note
    assert "Make room" in items["A/HRC/61/2"].remedy
    assert set(system.counts) == {"A/HRC/61/1"}


def test_a_shelf_is_filled_by_one_process_at_a_time(library: Library, run: Fetch) -> None:
    with Shelf(library.home / "official").filling(), pytest.raises(RightsDeskError, match="Another process is fetch"):
        run("A/HRC/61/1")


def test_the_report_is_for_people_and_for_programs(run: Fetch, system: DocumentSystem) -> None:
    system.script["A/HRC/61/1"] = [gives(placeholder())]
    report = Report(tuple(run("A/HRC/61/1", "A/HRC/61/2").values()), 1.6)
    assert report.summary() == "1 added, 1 not had (3 paragraphs, 2 s)"
    assert [item.symbol for item in report.missing] == ["A/HRC/61/1"]
    assert '"status": "not had"' in report.to_json()


def test_what_was_reissued_replaces_what_was_fetched_before(
    library: Library, system: DocumentSystem, manners: Manners, run: Fetch
) -> None:
    run("A/HRC/61/1", "A/HRC/61/2", "A/HRC/61/3")
    reissued = official("A/HRC/61/2").replace(b"4 March 2026", b"5 March 2026")
    system.script |= {"A/HRC/61/2": [gives(reissued)], "A/HRC/61/3": [busy(404)]}
    kept = (library.home / "official" / "A_HRC_61_3.en.pdf").read_bytes()

    report = fetch_again(library, base=system.address, manners=manners, workers=0)

    assert [(item.symbol, item.status) for item in report.items] == [
        ("A/HRC/61/1", Status.UNCHANGED),
        ("A/HRC/61/2", Status.REPLACED),
        ("A/HRC/61/3", Status.NOT_HAD),
    ]
    original = library.original(library.document("A/HRC/61/2"))
    assert original is not None
    assert original.read_bytes() == reissued
    assert (library.home / "official" / "A_HRC_61_3.en.pdf").read_bytes() == kept
    assert library.document("A/HRC/61/3") is not None
