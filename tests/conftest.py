"""What every test has: a user folder of its own, and a model that needs no loading."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from commandline import Done, Run
from fakes import FakeEmbeddings
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadScopeScheduling

from assistant.judging.crossencoder import CrossEncoder
from evals.cli import main
from ingest.pipeline import ingest_starter
from store.embeddings import SentenceEmbeddings
from store.library import Library

BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
"""Debian's Chromium: the one without a window opens a page in two thirds of the time."""
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=SpareRendererForSitePerProcess",
    "--no-first-run",
]


class FileByFile(LoadScopeScheduling):
    """Of the processes that test, one takes a file whole, and one all that needs a browser: two starve each other."""

    def _split_scope(self, nodeid: str) -> str:
        return "pages" if nodeid.startswith("tests/assistant/ui/") else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FileByFile:
    return FileByFile(config, log)


@pytest.fixture(autouse=True, scope="session")
def read_once() -> Iterator[None]:
    """What the cross-encoder has read it need not read again: tests often ask the same question of the same library."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CrossEncoder, "logit", lru_cache(maxsize=None)(CrossEncoder.logit))
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, empty and apart from every other test's."""
    folder = tmp_path / "home"
    monkeypatch.setenv("RIGHTSDESK_HOME", str(folder))
    return folder


@pytest.fixture
def open_library(home: Path) -> Iterator[Callable[..., Library]]:
    """Opens the test's library, as often as it is asked for; each time as another user would."""
    opened: list[Library] = []

    def open_it(**options: object) -> Library:
        opened.append(Library(home, options.pop("embeddings", FakeEmbeddings()), **options))
        return opened[-1]

    yield open_it
    for library in opened:
        library.close()


@pytest.fixture
def library(open_library: Callable[..., Library]) -> Library:
    """A library, empty at first."""
    return open_library()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real reports, kept beside the repository; tests that read them are skipped where they are not there."""
    folder = Path(__file__).parent.parent.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the real reports are not here")
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """A file or folder that takes a while to make: by the first of the processes that test, for all of them."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Callable[[Path], None]) -> Path:
        path, unfinished = shared / name, shared / f"{name}.unfinished"
        with FileLock(shared / f"{name}.lock"):
            if not path.exists():
                make(unfinished)
                unfinished.rename(path)
        return path

    return made


@pytest.fixture(scope="session")
def starter_home(
    made_once: Callable[[str, Callable[[Path], None]], Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of the starter library with the real model, one a process; a test that changes it takes a copy."""

    def make(folder: Path) -> None:
        with Library(folder, SentenceEmbeddings(checked=folder / "checked.json")) as library:
            ingest_starter(library)

    return Path(shutil.copytree(made_once("starter", make), tmp_path_factory.mktemp("starter"), dirs_exist_ok=True))


@pytest.fixture
def rightsdesk(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["rightsdesk", *map(str, arguments)])
        try:
            code = main()
        except SystemExit as ended:
            code = ended.code
        out, err = capfd.readouterr()
        return Done(int(code or 0), out, err)

    return run


@pytest.fixture
def starter(starter_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The starter library, to be read."""
    monkeypatch.setenv("RIGHTSDESK_HOME", str(starter_home))
    return starter_home


@pytest.fixture
def copy(starter_home: Path, home: Path) -> Path:
    """The starter library, to be changed."""
    return Path(shutil.copytree(starter_home, home))


@pytest.fixture(scope="session")
def soffice() -> str:
    """Debian's LibreOffice."""
    found = shutil.which("soffice")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("soffice is missing: apt-get install libreoffice-writer-nogui")
        pytest.skip("soffice is not installed")
    return found


@pytest.fixture(scope="session")
def tesseract() -> str:
    """Debian's Tesseract."""
    found = shutil.which("tesseract")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("tesseract is missing: apt-get install tesseract-ocr")
        pytest.skip("tesseract is not installed")
    return found


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which scans cannot be recognised, for worker processes too."""
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; Playwright's event loop ends with the module, so that other modules can have their own."""
    found = next((path for path in BROWSERS if Path(path).exists()), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: apt-get install chromium-headless-shell")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=OPTIONS)
        yield started
        started.close()
