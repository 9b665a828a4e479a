"""A library served as `rightsdesk chat` does, and a browser that watches what the page asks for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fakes import make
from pages import ATTACK, EVIL, PATIENCE, PDF_SYMBOL
from playwright.sync_api import Browser, Page, expect
from printed import geneva
from servers import free_port

from ingest.pipeline import ingest
from store.embeddings import SentenceEmbeddings
from store.library import Library
from store.model import Kind

ROOT = Path(__file__).parents[3]
# Gradio (6.31) never stops the clock of its loading sign: sixty frames a second on every page, which starve the others.
SLOW_CLOCKS = """
const ask = window.requestAnimationFrame.bind(window);
const isClock = (callback) => String(callback).includes("performance.now()-");
window.requestAnimationFrame = (callback) =>
    isClock(callback) ? setTimeout(() => ask(callback), 500) : ask(callback);
"""


@pytest.fixture(scope="session")
def filled(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library, a report that was printed as a PDF, and a document that attacks its reader."""
    home = Path(shutil.copytree(starter_home, tmp_path_factory.mktemp("ui") / "home"))
    file = tmp_path_factory.mktemp("reports") / "report.pdf"
    file.write_bytes(geneva(symbol=PDF_SYMBOL))
    document, passages = make(EVIL, f"The Council notes this. {ATTACK}", "Another paragraph.", title=f"T {ATTACK}")
    passages = tuple(replace(passage, headings=(ATTACK,)) for passage in passages)
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
        ingest([file], library)
        library.add(replace(document, kind=Kind.OFFICIAL, url="javascript:window.pwned=1"), passages)
    return home


def served_until_the_end() -> Iterator[Callable[..., str]]:
    """Serves a library's chat, as `rightsdesk chat` does, and tells its address."""
    running: list[subprocess.Popen[str]] = []

    def start(home: Path, **settings: object) -> str:
        port = free_port()
        command = [sys.executable, "-m", "assistant.cli", "--home", str(home), "chat", "--port", str(port)]
        environment = {**os.environ, **{f"RIGHTSDESK_{name.upper()}": str(value) for name, value in settings.items()}}
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True))
        assert running[-1].stdout
        assert str(port) in running[-1].stdout.readline()
        return f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=30)


serve = pytest.fixture(scope="module", name="serve")(served_until_the_end)
serve_all = pytest.fixture(scope="session", name="serve_all")(served_until_the_end)


@pytest.fixture(scope="session")
def address(serve_all: Callable[..., str], filled: Path) -> str:
    """Where the chat over the filled library is, for every test that only asks and reads."""
    return serve_all(filled)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address as a visitor; in the end, no other machine was asked for anything and no script failed."""
    asked: list[str] = []
    failed: list[str] = []
    contexts = []

    def visit(address: str, **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        context.add_init_script(SLOW_CLOCKS)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} <= {"127.0.0.1"}
    assert not failed


@pytest.fixture
def chat(open_page: Callable[..., Page], address: str) -> Callable[..., Page]:
    """Opens the chat over the filled library, ready for a question."""

    def visit(path: str = "/", **options: object) -> Page:
        page = open_page(f"{address}{path}", **options)
        expect(page.locator("#rd-holdings p")).not_to_be_empty()
        return page

    return visit
