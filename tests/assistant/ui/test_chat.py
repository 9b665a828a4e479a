"""The chat page in a real browser: what a person sees, and what the browser asks for."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fakes import make
from playwright.sync_api import Browser, Page, expect

from assistant.chain import ask
from assistant.ui.examples import offered
from assistant.ui.safe import spell
from assistant.ui.sources import mark_quotes
from store.embeddings import SentenceEmbeddings
from store.library import Library
from store.model import Kind

ROOT = Path(__file__).parents[2]
ARTEFACTS = ROOT / ".artefacts"
EVIL = "A/HRC/99/1"
ATTACK = (
    "<script>window.pwned = 1</script> <img src=x onerror='window.pwned = 1'> ![x](http://192.0.2.1/x.png) "
    "[y](javascript:window.pwned=1) **bold** </blockquote></article><style>* {display: none}</style> $$x$$"
)
PATIENCE = 60_000
"""Milliseconds: the first question waits for the model."""


@pytest.fixture(scope="module")
def filled(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library and a document that attacks its reader."""
    home = Path(shutil.copytree(starter_home, tmp_path_factory.mktemp("ui") / "home"))
    document, passages = make(EVIL, f"The Council notes this. {ATTACK}", "Another paragraph.", title=f"T {ATTACK}")
    passages = tuple(replace(passage, headings=(ATTACK,)) for passage in passages)
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
        library.add(replace(document, kind=Kind.OFFICIAL, url="javascript:window.pwned=1"), passages)
    return home


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a library's chat, as `rightsdesk chat` does, and tells its address."""
    running: list[subprocess.Popen[str]] = []

    def start(home: Path) -> str:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "assistant.cli", "--home", str(home), "chat", "--port", str(port)]
        running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
        assert running[-1].stdout
        assert str(port) in running[-1].stdout.readline()
        return f"http://127.0.0.1:{port}"

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def address(serve: Callable[[Path], str], filled: Path) -> str:
    """Where the chat over the filled library is."""
    return serve(filled)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address as a visitor; in the end, no other machine was asked for anything and no script failed."""
    asked: list[str] = []
    failed: list[str] = []
    contexts = []

    def visit(address: str, **options: object) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(address)
        expect(page.locator("#rd-holdings p")).not_to_be_empty()
        return page

    yield visit
    for context in contexts:
        context.close()
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} <= {"127.0.0.1"}
    assert not failed


def put(page: Page, question: str) -> None:
    """Ask a question and wait until the page is ready for the next."""
    turns = page.locator("#rd-chat [data-testid=bot]")
    before = turns.count()
    page.locator("#rd-question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(turns).to_have_count(before + 1, timeout=PATIENCE)
    expect(page.locator("#rd-question textarea")).to_be_enabled(timeout=PATIENCE)


def picture(page: Page, name: str) -> None:
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTEFACTS / f"{name}.png")


def test_an_example_is_answered_with_its_paragraph_beside_it(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address, viewport={"width": 1280, "height": 860})
    expect(page.locator("#rd-holdings")).to_contain_text(re.compile(r"holds \d+ documents.*briefs"))
    picture(page, "chat-first")
    page.get_by_text("What does paragraph 17 of A/RES/78/213 say?").click()
    answer = page.locator("#rd-chat .rd-answer")
    expect(answer).to_contain_text("A/RES/78/213 (brief), para. 17", timeout=PATIENCE)
    expect(answer.locator("a.rd-mark")).to_have_text("[1]")
    card = page.locator("#rd-sources .rd-source")
    expect(card).to_have_count(1)
    expect(card.locator("h3")).to_have_text("[1] A/RES/78/213 (brief), para. 17")
    expect(card.locator("mark")).to_contain_text("journalists and media workers")
    expect(card).to_contain_text("General Assembly · 19 December 2023")
    expect(card).to_contain_text("not the official text")
    link = card.get_by_role("link", name="Open the official document")
    expect(link).to_have_attribute("href", "https://docs.un.org/en/A/RES/78/213")
    expect(page.locator("#rd-question textarea")).to_have_value("")
    picture(page, "chat-answer")


def test_a_follow_up_is_understood_and_an_earlier_answers_sources_come_back(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(address)
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    put(page, "And paragraph 18?")
    expect(page.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 18"])
    page.locator("#rd-chat a.rd-mark").first.click()
    expect(page.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 17"])
    page.locator("#rd-new").click()
    expect(page.locator("#rd-chat [data-testid=bot]")).to_have_count(0)
    expect(page.locator("#rd-sources .rd-source")).to_have_count(0)


def test_conversations_of_two_visitors_are_apart(open_page: Callable[..., Page], address: str) -> None:
    first, second = open_page(address), open_page(address)
    put(first, "What does paragraph 17 of A/RES/78/213 say?")
    expect(second.locator("#rd-chat [data-testid=bot]")).to_have_count(0)
    put(second, f"What does paragraph 1 of {EVIL} say?")
    put(first, "And paragraph 2?")
    expect(first.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 2"])
    expect(second.locator("#rd-chat [data-testid=bot]")).to_have_count(1)


def test_an_abstention_looks_like_one(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address, viewport={"width": 1280, "height": 860})
    put(page, "Who won the football World Cup in 2022?")
    abstention = page.locator("#rd-chat .rd-abstention")
    expect(abstention.locator("strong")).to_have_text("The library does not answer this.")
    expect(page.locator("#rd-chat .rd-answer")).to_have_count(0)
    expect(page.locator("#rd-sources h2")).to_have_text("Nearest passages")
    expect(page.locator("#rd-sources mark")).to_have_count(0)
    assert page.locator("#rd-sources .rd-source").count() == abstention.locator("a.rd-mark").count() > 0
    picture(page, "chat-abstention")


def test_nothing_in_a_document_or_a_question_is_run(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address)
    put(page, f"What does paragraph 1 of {EVIL} say? {ATTACK}")
    put(page, f"What does paragraph 1 of {EVIL} say?")
    expect(page.locator("#rd-chat .rd-answer").last).to_contain_text("<img src=x onerror='window.pwned = 1'>")
    expect(page.locator("#rd-chat .rd-answer").last).to_contain_text("![x](http://192.0.2.1/x.png)")
    expect(page.locator("#rd-chat [data-testid=user]").first).to_contain_text("<script>window.pwned = 1</script>")
    expect(page.locator("#rd-sources .rd-source")).to_contain_text("**bold** </blockquote></article>")
    for where in ("#rd-chat .message-wrap", "#rd-sources"):
        expect(
            page.locator(f"{where} :is(script, style, img[src='x'], img[src^=http], a[href^=javascript])")
        ).to_have_count(0)
    assert page.evaluate("window.pwned") is None


def test_an_error_is_a_notice_and_the_question_is_kept(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address)
    page.locator("#rd-submit").click()
    expect(page.get_by_text("Type a question first.")).to_be_visible()
    long = "why " * 1500
    page.locator("#rd-question textarea").fill(long)
    page.locator("#rd-submit").click()
    expect(page.get_by_text("Ask in at most")).to_be_visible()
    expect(page.locator("#rd-question textarea")).to_have_value(re.compile("^why why"))
    expect(page.locator("#rd-question textarea")).to_be_enabled()
    expect(page.locator("#rd-chat [data-testid=user]")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("phone", {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}),
        ("dark", {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"}),
    ],
)
def test_the_page_fits_a_phone_and_the_dark(
    open_page: Callable[..., Page], address: str, name: str, options: dict[str, object]
) -> None:
    page = open_page(address, **options)
    put(page, "Internet shutdowns: what are States called upon to do?")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("#rd-sources mark").first).to_be_attached()
    picture(page, f"chat-{name}")


def test_an_empty_library_says_what_to_do(
    open_page: Callable[..., Page], serve: Callable[[Path], str], tmp_path: Path
) -> None:
    page = open_page(serve(tmp_path / "empty"))
    expect(page.locator("#rd-holdings")).to_contain_text("rightsdesk ingest --starter")
    page.locator("#rd-question textarea").fill("Anything?")
    page.keyboard.press("Enter")
    expect(page.locator(".toast-body")).to_contain_text("The library is empty.")
    expect(page.locator("#rd-question textarea")).to_have_value("Anything?")


def test_the_starter_library_answers_the_questions_offered(starter_home: Path) -> None:
    with Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library:
        questions = offered(library)
        assert len(questions) == 4
        assert [question for question in questions if not ask(library, question).answer.answered] == []


def test_other_libraries_offer_questions_about_their_documents(library: Library) -> None:
    assert offered(library) == []
    library.add(*make("A/80/74", "One."))
    assert offered(library) == ["What is A/80/74 about?"]


@pytest.mark.parametrize(
    ("text", "quotes", "marked"),
    [
        ("One. Two. Three.", [("Two.", 0)], "One. <mark>Two.</mark> Three."),
        ("a a a", [("a", 2)], "a <mark>a</mark> a"),
        ("One two three", [("One two", 0), ("two three", 0)], "<mark>One two three</mark>"),
        ("One two three", [("One", 0), ("three", 0)], "<mark>One</mark> two <mark>three</mark>"),
        ("x < y & z", [("< y", 0)], "x <mark>&lt; y</mark> &amp; z"),
        ("One\n(a) two", [("One\n(a)", 0)], "<mark>One<br>(a)</mark> two"),
        ("One", [("absent", 0)], "One"),
    ],
)
def test_quoted_words_are_marked_in_their_paragraph(text: str, quotes: list[tuple[str, int]], marked: str) -> None:
    assert mark_quotes(text, quotes) == marked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A/HRC/59/60, para. 7", "A/HRC/59/60, para. 7"),
        ("<b>", "&#60;b&#62;"),
        ("&lt;", "&#38;lt;"),
        ("*a* _b_", "&#42;a&#42; &#95;b&#95;"),
        ("one\n\ntwo", "one<br><br>two"),
        ("", ""),
    ],
)
def test_signs_that_could_be_commands_are_spelled_out(text: str, shown: str) -> None:
    assert spell(text) == shown
