"""One answer of the document system, written to a file: redirects, limits, and failures on the way."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import BinaryIO

import httpx2

from ingest.fetching.access import Wanted, address, headers, is_loopback, may_follow
from ingest.fetching.answers import NotHadError, NotNowError, check_content, check_status, look_at
from ingest.fetching.manners import Manners

_REDIRECTS = 5
_STEP = 1 << 16


@asynccontextmanager
async def connected(base: str, manners: Manners) -> AsyncIterator[httpx2.AsyncClient]:
    """A client that opens no more connections than it may; proxies are those of the environment, except on loopback."""
    async with httpx2.AsyncClient(
        timeout=httpx2.Timeout(manners.silence),
        limits=httpx2.Limits(max_connections=manners.connections),
        follow_redirects=False,
        trust_env=not is_loopback(base),
    ) as client:
        yield client


async def download(client: httpx2.AsyncClient, base: str, wanted: Wanted, target: Path, manners: Manners) -> None:
    """Ask for a file and write what comes; it is whole and begins like one of its format when this returns.

    Args:
        client: From `connected`.
        base: The access address.
        wanted: What is asked for.
        target: Where it is written, whatever was there before.
        manners: Limits.

    Raises:
        NotHadError: It did not come.
    """
    try:
        async with asyncio.timeout(manners.longest_download):
            await _follow(client, base, wanted, target, manners)
    except TimeoutError as error:
        raise NotNowError(f"{wanted}: the answer took longer than {manners.longest_download:.0f} seconds.") from error
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
        host = httpx2.URL(base).host
        raise NotNowError(f"{wanted}: {host} cannot be reached ({_reason(error)}).", everywhere=True) from error
    except httpx2.TimeoutException as error:
        raise NotNowError(f"{wanted}: no answer for {manners.silence:.0f} seconds.") from error
    except httpx2.RequestError as error:
        raise NotNowError(f"{wanted}: the answer broke off ({_reason(error)}).") from error


async def _follow(client: httpx2.AsyncClient, base: str, wanted: Wanted, target: Path, manners: Manners) -> None:
    """Follow redirects, each looked at first, to the answer."""
    at = address(base, wanted)
    for _ in range(_REDIRECTS + 1):
        async with client.stream("GET", at, headers=headers(wanted)) as response:
            if not response.is_redirect:
                check_status(wanted, response.status_code, response.headers)
                await _write(response, wanted, target, manners.largest)
                return
            try:
                onwards = str(response.url.join(response.headers["location"]))
            except httpx2.InvalidURL:
                onwards = response.headers["location"]
        if not may_follow(base, onwards):
            raise NotHadError(
                f"{wanted}: the document system leads elsewhere, to {onwards[:200]!r}, which is not followed.",
                look_at(wanted, "it"),
            )
        at = onwards
    raise NotHadError(
        f"{wanted}: the document system leads from one address to the next without end.", look_at(wanted, "it")
    )


async def _write(response: httpx2.Response, wanted: Wanted, target: Path, largest: int) -> None:
    size, start = 0, b""
    with _writing(target) as stream:
        async for piece in response.aiter_bytes(_STEP):
            size += len(piece)
            if size > largest:
                raise NotHadError(
                    f"{wanted} is larger than {largest / 1e6:.0f} MB.",
                    f"Download it from {wanted.page} and run rightsdesk ingest with the file.",
                )
            start = start if len(start) >= _STEP else start + piece
            stream.write(piece)
        check_content(wanted, start)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _writing(target: Path) -> Iterator[BinaryIO]:
    try:
        with target.open("wb") as stream:
            yield stream
    except OSError as error:
        raise NotHadError(
            f"{target} cannot be written ({error.strerror}).",
            "Make room, or correct the permissions of the folder; then run the same command again.",
            everywhere=True,
        ) from error


def _reason(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
