"""Pieces of a request and of an answer, as tables."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.batches.readers import attempt
from ingest.document import read_head
from ingest.fetching.access import Wanted, may_follow
from ingest.fetching.answers import NotHadError, check_head, retry_after
from ingest.fetching.manners import Gate, Manners
from ingest.symbols import from_filename, parse

OFFICIAL = "https://documents.un.org/api/symbol/access"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("base", "target", "followed"),
    [
        (OFFICIAL, "https://documents.un.org/DOC/A/78/1.PDF", True),
        (OFFICIAL, "https://undocs.un.org/A/78/1", True),
        (OFFICIAL, "https://un.org/A/78/1", True),
        (OFFICIAL, "http://documents.un.org/A/78/1", False),
        (OFFICIAL, "https://documents.un.org:8443/A/78/1", False),
        (OFFICIAL, "https://evil-un.org/A/78/1", False),
        (OFFICIAL, "https://un.org.example/A/78/1", False),
        (OFFICIAL, "https://who@documents.un.org/A/78/1", False),
        (OFFICIAL, "https://127.0.0.1/A/78/1", False),
        (OFFICIAL, "ftp://documents.un.org/A/78/1", False),
        ("https://mirror.example/access", "https://mirror.example/file", True),
        ("https://mirror.example/access", "https://documents.un.org/file", False),
        ("http://127.0.0.1:8000/access", "http://127.0.0.1:8000/FILE", True),
        ("http://127.0.0.1:8000/access", "http://127.0.0.1:8001/FILE", False),
        ("http://localhost:8000/access", "http://169.254.169.254/latest", False),
    ],
)
def test_a_redirect_is_followed_only_where_it_may(base: str, target: str, followed: bool) -> None:
    assert may_follow(base, target) is followed


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("", 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("1.5", 0.0),
    ],
)
def test_a_wait_that_the_server_asks_for(header: str, seconds: float) -> None:
    assert retry_after(header, NOON) == seconds


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("A/HRC/48/31", "A_HRC_48_31.en.pdf"),
        ("S/RES/2768 (2025)", "S_RES_2768_(2025).en.pdf"),
        ("A/RES/217 A (III)", "A_RES_217_A_(III).en.pdf"),
        ("A/CONF.157/24 (Part I)", "A_CONF.157_24_(Part_I).en.pdf"),
        ("HRI/GEN/1/Rev.9 (Vol. I)", "HRI_GEN_1_Rev.9_(Vol._I).en.pdf"),
        ("A/HRC/44/L.18/Rev.1", "A_HRC_44_L.18_Rev.1.en.pdf"),
        ("A/HRC/S-30/2", "A_HRC_S-30_2.en.pdf"),
    ],
)
def test_a_file_is_named_after_its_symbol_and_read_back(symbol: str, name: str) -> None:
    assert Wanted(parse(symbol)).file_name == name
    assert from_filename(name) == (parse(symbol), "en")


@pytest.mark.usefixtures("without_tesseract")
@pytest.mark.parametrize(
    ("folder", "name", "said"),
    [
        ("pdf", "A_HRC_RES_59_25.en.pdf", ""),
        ("pdf", "A_RES_78_323.en.pdf", ""),
        ("pdf", "DP_2025_14_Corr.1.en.pdf", ""),
        ("pdf", "E_2025_31.en.pdf", ""),
        ("pdf", "S_RES_2768_(2025).en.pdf", ""),
        ("traps", "A_78_1.en.pdf", "the document system says that it does not exist"),
        ("traps", "E_2024_50.en.pdf", "the document system says that it does not exist"),
        ("traps", "A_78_354.en.pdf", "what came is S/2023/664"),
        ("traps", "S_2024_145.en.pdf", "what came is CEDAW/C/CAF/CO/6"),
        ("traps", "A_45_696_Add.1.en.pdf", "is a scan without usable text"),
        ("traps", "E_CN.4_109.en.pdf", "is a scan without usable text"),
    ],
)
def test_real_files_are_what_was_asked_for_or_say_what_they_are(
    corpus: Path, folder: str, name: str, said: str
) -> None:
    symbol, language = from_filename(name)
    wanted = Wanted(symbol, language)
    head = attempt(read_head, corpus / folder / name)
    if not said:
        check_head(wanted, head)
        return
    with pytest.raises(NotHadError) as caught:
        check_head(wanted, head)
    assert said in caught.value.message
    assert wanted.page in caught.value.remedy


def test_waits_double_up_to_the_longest() -> None:
    manners = Manners(first_wait=2, longest_wait=60)
    for failures, middle in enumerate((2, 4, 8, 16, 32, 60, 60), 1):
        waits = {manners.backoff(failures) for _ in range(50)}
        assert len(waits) > 1
        assert 0.5 * middle <= min(waits) <= max(waits) <= 1.5 * middle


def test_everyone_waits_while_the_server_asks_for_time() -> None:
    async def story() -> list[str]:
        told: list[str] = []
        over = {1.0: asyncio.Event(), 2.0: asyncio.Event()}
        gate = Gate(Manners(wait=lambda seconds: over[seconds].wait()))
        await gate.passed()

        async def another() -> None:
            await gate.passed()
            told.append("another passed")

        holding = [asyncio.create_task(gate.hold(seconds)) for seconds in over]
        await asyncio.sleep(0)
        waiting = asyncio.create_task(another())
        for seconds, event in over.items():
            await asyncio.sleep(0)
            told.append(f"{seconds:.0f} over")
            event.set()
            await asyncio.gather(holding.pop(0))
        await waiting
        return told

    assert asyncio.run(story()) == ["1 over", "2 over", "another passed"]
