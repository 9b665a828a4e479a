"""The Library tab in a real browser, and how it renders lists, documents, plots and reports."""

from __future__ import annotations

import http.client
import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import worded
from fakes import make
from pages import ATTACK, EVIL, PDF_SYMBOL, barriers, box, picture, put
from playwright.sync_api import Locator, Page, Route, expect
from printed import geneva, new_york

from assistant.answering.connected import Connections
from assistant.ui.addresses import Place, address_of
from assistant.ui.door.viewer import Viewer
from assistant.ui.library.browsing import Browsing
from assistant.ui.library.changing import changing
from assistant.ui.library.plots import render_plots
from assistant.ui.library.reading import TOGETHER, Open, render_document
from assistant.ui.library.shelf import ON_A_PAGE, ORDERS, find, on_page, render_shelf
from assistant.ui.library.uploads import FILES, plain_name, render_report
from ingest.batches.report import Item, Report, Status
from store.embeddings import SentenceEmbeddings
from store.errors import RightsDeskError
from store.library import Library
from store.model import NO_FILTERS, Carried, Document, Filters, Footnote, Kind, Passage, Subparagraph
from store.people.accounts import Role

PASSWORD = "a long enough password"
LONG = "A/HRC/99/2"
ARABIC = "يشير المجلس إلى الحق في الخصوصية"


@pytest.fixture(scope="module")
def shelves(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library, a long document, one in Arabic and one that attacks its reader; and two accounts."""
    home = Path(shutil.copytree(starter_home, tmp_path_factory.mktemp("shelves") / "home"))
    evil, words = make(EVIL, f"The Council notes. {ATTACK}", "Another.", title=f"T {ATTACK}", body=ATTACK, date="2025")
    words = tuple(replace(each, headings=(ATTACK,), footnotes=(Footnote("1", ATTACK),)) for each in words)
    long, paragraphs = make(LONG, *[f"Paragraph number {n}." for n in range(1, 251)], title="A long report")
    arabic, text = make("A/HRC/99/3", ARABIC, title=ARABIC)
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
        library.add(replace(evil, kind=Kind.OFFICIAL, url="javascript:window.pwned=1"), words)
        library.add(long, paragraphs)
        library.add(arabic, text)
        library.accounts.add("ada", PASSWORD, Role.ADMINISTRATOR)
        library.accounts.add("ben", PASSWORD)
    return home


@pytest.fixture(scope="module")
def reading_room(serve: Callable[..., str], shelves: Path) -> str:
    """The address of the library, served to its own machine."""
    return serve(shelves, upload_megabytes=1)


@pytest.fixture
def visit(open_page: Callable[..., Page], reading_room: str) -> Callable[..., Page]:
    """Opens an address of the Library tab and waits until the list or the document is there."""

    def arrive(path: str = "/?document=", **options: object) -> Page:
        page = open_page(f"{reading_room}{path}", **options)
        expect(page.get_by_role("tab", name="Library")).to_have_attribute("aria-selected", "true")
        expect(page.locator("#rd-books h2, .rd-document h2").locator("visible=true").first).to_be_visible()
        return page

    return arrive


def titles(page: Page) -> Locator:
    return page.locator("#rd-books li > a")


def search(page: Page, words: str) -> None:
    page.get_by_label("Find a document").fill(words)


def add(page: Page, *files: Path) -> Locator:
    """Send files and wait for what became of them."""
    if not page.locator("#rd-files").is_visible():
        page.get_by_role("button", name="Add documents").click()
    page.get_by_label("Files:").set_input_files(files)
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator(".rd-says")).to_have_text("Done.")
    return page.locator(".rd-report")


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_document_is_found_and_read_and_the_way_back_is_the_browsers(visit: Callable[..., Page]) -> None:
    page = visit()
    expect(page.locator("#rd-books h2")).to_have_text(re.compile(r"^\d+ documents$"))
    expect(titles(page)).to_have_count(ON_A_PAGE)
    picture(page, "library")
    search(page, "digital 78/213")
    expect(titles(page)).to_have_count(1)
    entry = page.locator("#rd-books li")
    expect(entry).to_contain_text("A/RES/78/213")
    expect(entry).to_contain_text(re.compile(r"General Assembly · Resolution · 19 December 2023 · \d+ paragraphs"))
    expect(entry.locator(".rd-badge")).to_have_text("Brief")
    titles(page).click()
    document = page.locator(".rd-document")
    expect(document.locator("header")).to_contain_text("Seventy-eighth session")
    expect(document.locator("header")).to_contain_text("not the official text")
    expect(page).to_have_url(re.compile(r"\?document=A%2FRES%2F78%2F213$"))
    document.get_by_role("navigation", name="Contents").get_by_role("link").nth(2).click()
    expect(document.locator(".rd-chosen")).to_be_in_viewport()
    expect(page).to_have_url(re.compile(r"&paragraph="))
    page.go_back()
    page.go_back()
    expect(page.locator("#rd-books h2")).to_have_text("1 document")
    expect(document).to_have_count(0)
    page.go_forward()
    expect(document).to_be_visible()
    page.get_by_role("button", name="All documents").click()
    expect(titles(page)).to_be_focused()


def test_two_steps_back_end_where_the_browser_is_whichever_is_answered_first(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, "digital 78/213")
    expect(titles(page)).to_have_count(1)
    titles(page).click()
    document = page.locator(".rd-document")
    document.get_by_role("navigation", name="Contents").get_by_role("link").nth(2).click()
    expect(page).to_have_url(re.compile(r"&paragraph="))
    late: list[Route] = []
    page.route("**/queue/join*", lambda route: route.continue_() if late else late.append(route))
    page.go_back()
    page.go_back()
    expect(document).to_have_count(0)
    # What is answered late is not what the browser's address names: the page asks once more.
    with page.expect_request("**/queue/join*"):
        late[0].continue_()
    expect(page.locator("#rd-books h2")).to_have_text("1 document")
    expect(page).to_have_url(re.compile(r"\?document=$"))


def test_pages_of_the_list_are_turned(visit: Callable[..., Page]) -> None:
    page = visit()
    first = titles(page).first.inner_text()
    pager = page.get_by_role("navigation", name="Pages of the list")
    expect(pager).to_contain_text(re.compile(r"1–50 of \d+"))
    expect(pager.get_by_role("button", name="Previous")).to_be_disabled()
    pager.get_by_role("button", name="Next").click()
    expect(page.locator("#rd-books ol")).to_have_attribute("start", "51")
    expect(titles(page).first).not_to_have_text(first)


def test_a_page_of_the_list_is_turned_while_the_filters_are_still_offered(visit: Callable[..., Page]) -> None:
    page = visit()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.post_data_json["trigger_id"]:
            held.append(route)
        else:
            route.continue_()  # One of the events of the page's opening.

    page.route("**/queue/join*", hold)
    page.reload()
    expect(titles(page)).to_have_count(ON_A_PAGE)
    with page.expect_request("**/queue/join*"):
        page.get_by_role("button", name="Next").click()
    # The filters, which count as changed when they are offered their choices, are heard after what was clicked.
    held.pop().continue_()
    expect(page.locator("#rd-books ol")).to_have_attribute("start", str(ON_A_PAGE + 1))
    for route in held:
        route.continue_()
    page.wait_for_timeout(2_000)  # So long they would take to begin the list anew, several times over.
    expect(page.locator("#rd-books ol")).to_have_attribute("start", str(ON_A_PAGE + 1))


@pytest.mark.parametrize("way", ["its cross", "the cross of them all", "Backspace"])
def test_a_filter_that_is_taken_back_narrows_no_longer(visit: Callable[..., Page], way: str) -> None:
    page = visit()
    all_ = page.locator("#rd-books h2").inner_text()
    choose(page, "#rd-shelf-body", "Special procedures of the Human Rights Council")
    expect(page.locator("#rd-books h2")).not_to_have_text(all_)
    field = page.locator("#rd-shelf-body")
    if way == "Backspace":
        field.locator("input").click()
        page.keyboard.press("Backspace")
    else:
        field.locator(".token-remove:not(.remove-all)" if way == "its cross" else ".remove-all").click()
    expect(page.locator("#rd-books h2")).to_have_text(all_)
    expect(page.locator("#rd-shelf-narrowing")).to_be_hidden()


def test_filters_narrow_list_and_plots_and_are_cleared(visit: Callable[..., Page]) -> None:
    page = visit()
    plot = page.locator("#rd-plots figure")
    expect(plot).to_have_count(2)
    expect(plot.locator("svg")).to_have_count(2)
    page.locator("#rd-shelf-type input").click()
    page.get_by_role("option", name=re.compile(r"^resolution \(")).click()
    expect(page.locator("#rd-shelf-narrowed")).to_contain_text("resolution")
    number = int(page.locator("#rd-books h2").inner_text().split()[0])
    assert 0 < number < ON_A_PAGE
    expect(titles(page)).to_have_count(number)
    for each in page.locator("#rd-books .rd-facts").all():
        expect(each).to_contain_text("Resolution")
    plot.nth(1).get_by_text("As a table").click()
    cells = plot.nth(1).locator("tbody td")
    assert sum(int(text) for text in cells.all_inner_texts()) == number
    page.locator("#rd-shelf-clear").click()
    expect(titles(page)).to_have_count(ON_A_PAGE)


def test_the_linked_paragraph_of_a_long_document_is_marked_and_in_sight(visit: Callable[..., Page]) -> None:
    page = visit(f"/?document={LONG.lower()}&paragraph=para. 180")
    chosen = page.locator(".rd-chosen")
    expect(chosen).to_contain_text("Paragraph number 180.")
    expect(chosen).to_be_in_viewport()
    expect(chosen).to_be_focused()
    expect(page.locator(".rd-passage")).to_have_count(TOGETHER)
    page.get_by_role("navigation", name="Parts of the document").first.get_by_text("para. 201 – para. 250").click()
    expect(page.locator(".rd-passage")).to_have_count(50)
    expect(page).to_have_url(re.compile(r"paragraph=para.\+201$"))


def test_citation_and_link_are_copied(visit: Callable[..., Page], reading_room: str) -> None:
    page = visit(f"/?document={LONG}&paragraph=para. 3", permissions=["clipboard-read", "clipboard-write"])
    chosen = page.locator(".rd-chosen")
    for label, copied in [
        ("Copy citation", f"{LONG}, para. 3"),
        ("Copy link", f"{reading_room}/?document=A%2FHRC%2F99%2F2&paragraph=para.+3"),
    ]:
        chosen.get_by_role("button", name=label).click()
        expect(chosen.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == copied
        expect(chosen.get_by_role("button", name=label)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/?document=A/HRC/1/1", "The library does not hold A/HRC/1/1."),
        ("/?document=<img src=x onerror='window.pwned = 1'>", "The library does not hold <img src=x"),
        (f"/?document={LONG}&paragraph=para. 700", f"{LONG} has no para. 700 in this library."),
    ],
)
def test_an_address_of_nothing_says_so(visit: Callable[..., Page], path: str, says: str) -> None:
    page = visit(path)
    expect(page.locator("#rd-reading").get_by_role("alert")).to_contain_text(says)
    assert page.evaluate("window.pwned") is None


def test_nothing_in_a_document_is_run(visit: Callable[..., Page]) -> None:
    page = visit()
    search(page, EVIL)
    expect(titles(page)).to_have_count(1)
    expect(titles(page)).to_contain_text("<script>window.pwned = 1</script>")
    expect(page.locator("#rd-plots svg")).to_have_count(2)
    titles(page).click()
    expect(page.locator(".rd-document h2")).to_contain_text("<img src=x onerror='window.pwned = 1'>")
    expect(page.locator(".rd-words").first).to_contain_text("**bold** </blockquote></article>")
    expect(page.locator(".rd-document").get_by_role("link", name="Open the official document")).to_have_count(0)
    page.get_by_role("button", name="Remove", exact=True).click()
    bad = ":is(script, style, img[src='x'], img[src^=http], a[href^=javascript])"
    expect(page.locator(f"#rd-reading {bad}, #rd-shelf {bad}")).to_have_count(0)
    assert page.evaluate("window.pwned") is None


def test_words_from_right_to_left_are_shown_so(visit: Callable[..., Page]) -> None:
    page = visit("/?document=A/HRC/99/3")
    for part in (".rd-document h2", ".rd-words"):
        assert page.locator(part).evaluate("element => getComputedStyle(element).direction") == "rtl"


def test_a_question_is_asked_about_the_document(visit: Callable[..., Page]) -> None:
    page = visit("/?document=A/RES/78/213")
    page.get_by_role("button", name="Ask about this document").click()
    expect(box(page)).to_be_focused()
    expect(page.locator("#rd-narrowed")).to_contain_text("A/RES/78/213")
    expect(page).not_to_have_url(re.compile("document="))
    put(page, "What are States called upon to do about Internet shutdowns?")
    cards = page.locator("#rd-sources h3")
    expect(cards.first).to_contain_text("A/RES/78/213")


def choose(page: Page, field: str, option: str) -> None:
    """Choose in a filter what is called so."""
    page.locator(f"{field} input").click()
    page.get_by_role("option", name=option).click()
    page.locator(f"{field} input").blur()
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_question_about_the_document_is_narrowed_to_nothing_else(visit: Callable[..., Page]) -> None:
    page = visit("/?document=A/RES/78/213")
    page.get_by_role("tab", name="Ask").click()
    page.locator("#rd-filters > button").click()
    choose(page, "#rd-by-since", "2025")
    choose(page, "#rd-by-kind", "Official texts")
    expect(page.locator("#rd-narrowed li")).to_have_text(["2025–", "Official texts"])
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("button", name="Ask about this document").click()
    expect(page.locator("#rd-narrowed li")).to_have_text(["A/RES/78/213"])
    put(page, "What are States called upon to do about Internet shutdowns?")
    expect(page.locator("#rd-sources h3").first).to_contain_text("A/RES/78/213")


def test_what_an_administrator_changes_is_known_everywhere_on_the_page(
    open_page: Callable[..., Page], serve: Callable[..., str], tmp_path: Path
) -> None:
    report, resolution = tmp_path / "report.pdf", tmp_path / "resolution.pdf"
    report.write_bytes(geneva(symbol=PDF_SYMBOL))
    resolution.write_bytes(new_york())
    page = open_page(f"{serve(tmp_path / 'new')}/?document=")
    holdings, examples = page.locator("#rd-holdings"), page.locator("#rd-chat .examples")
    expect(holdings).to_contain_text("The library is empty.")
    add(page, report, resolution)
    expect(holdings).to_have_text("The library holds 2 documents with 8 paragraphs.")
    page.get_by_role("tab", name="Ask").click()
    expect(examples).to_contain_text(PDF_SYMBOL)
    page.locator("#rd-filters > button").click()
    choose(page, "#rd-by-body", "Human Rights Council (1)")
    choose(page, "#rd-by-until", "2026")
    choose(page, "#rd-by-language", "English (2)")
    choose(page, "#rd-by-kind", "Official texts (2)")
    choose(page, "#rd-by-document", PDF_SYMBOL)
    choose(page, "#rd-by-document", "A/RES/81/9")
    page.get_by_role("tab", name="Library").click()
    choose(page, "#rd-shelf-body", "Human Rights Council (1)")
    choose(page, "#rd-shelf-type", "report (1)")
    expect(titles(page)).to_have_count(1)
    titles(page).click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove it").click()
    expect(holdings).to_have_text("The library holds 1 document with 5 paragraphs.")
    expect(titles(page)).to_contain_text(["Privacy in the digital age"])
    page.get_by_role("tab", name="Ask").click()
    expect(page.locator("#rd-narrowed li")).to_have_text(["–2026", "English", "Official texts", "A/RES/81/9"])
    expect(examples).not_to_contain_text(PDF_SYMBOL)


def test_a_year_that_is_gone_is_no_longer_chosen(
    open_page: Callable[..., Page], serve: Callable[..., str], tmp_path: Path
) -> None:
    home = tmp_path / "new"
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
        library.add(*make("A/80/74", "One.", date="2025-05-06"))
        library.add(*make("A/75/1", "One.", date="2020-05-06"))
    page = open_page(f"{serve(home)}/?document=")
    choose(page, "#rd-shelf-since", "2025")
    choose(page, "#rd-shelf-until", "2025")
    expect(titles(page)).to_have_count(1)
    titles(page).click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove it").click()
    expect(titles(page)).to_have_count(1)
    expect(page.locator("#rd-shelf-narrowing")).not_to_be_visible()
    search(page, "nothing of that name")
    expect(titles(page)).to_have_count(0)
    expect(page.locator(".toast-body")).to_have_text(re.compile("Removed A/80/74"))


def test_files_are_added_shown_and_removed(visit: Callable[..., Page], tmp_path: Path) -> None:
    names = ("G26.pdf", "A twin.pdf", "<b>bad.pdf", "large.pdf", "word.docx")
    good, twin, bad, large, word = (tmp_path / name for name in names)
    good.write_bytes(geneva(symbol=PDF_SYMBOL))
    twin.write_bytes(new_york())
    bad.write_bytes(b"<html>not found</html>")
    large.write_bytes(b"%PDF-1.7" + bytes(2**20))
    word.write_bytes(worded.geneva())
    page = visit()
    before = int(page.locator("#rd-books h2").inner_text().split()[0])
    report = add(page, good, twin, bad, large, word)
    expect(report.locator("tbody tr")).to_have_count(5)
    for row, told in enumerate(
        [
            f"added as {PDF_SYMBOL}",
            "added as A/RES/81/9",
            "refused <b>bad.pdf is a web page, not what its name says. Download it again",
            "added as A/HRC/62/9",
            "refused large.pdf is larger than 1 MB.",
        ]
    ):
        expect(report.locator("tbody td").nth(row)).to_contain_text(told)
    picture(page, "library-added")
    expect(page.locator("#rd-books h2")).to_have_text(f"{before + 3} documents")
    expect(add(page, good).locator("td")).to_have_text("unchanged")
    search(page, PDF_SYMBOL)
    expect(titles(page)).to_have_count(1)
    titles(page).click()
    page.locator(".rd-passage").last.get_by_text("of the PDF").click()
    drawn = page.locator(".rd-pages img:visible")
    expect(drawn).to_have_js_property("complete", value=True)
    assert drawn.evaluate("image => image.naturalWidth") > 0
    page.get_by_role("button", name="Remove", exact=True).click()
    asked = page.locator("#rd-removing")
    expect(asked).to_contain_text(f"Remove {PDF_SYMBOL} with its 3 paragraphs from the library, for everybody?")
    asked.get_by_role("button", name="Keep it").click()
    expect(asked).not_to_be_visible()
    page.get_by_role("button", name="Remove", exact=True).click()
    asked.get_by_role("button", name="Remove it").click()
    expect(page.locator("#rd-books h2")).to_have_text("0 documents")
    search(page, "")
    expect(page.locator("#rd-books h2")).to_have_text(f"{before + 2} documents")


def test_a_reader_sees_no_way_to_change_the_library_and_has_none(
    open_page: Callable[..., Page], serve: Callable[..., str], shelves: Path
) -> None:
    office = serve(shelves, accounts=True)
    page = open_page(f"{office}/?document=A/RES/78/213")
    sign_in(page, "ada")
    expect(page.get_by_role("button", name="Remove", exact=True)).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{office}/?document=A/RES/78/213")
    sign_in(page, "ben")
    expect(page.locator(".rd-document")).to_be_visible()
    expect(page.get_by_role("button", name="Remove", exact=True)).to_have_count(0)
    page.get_by_role("button", name="All documents").click()
    expect(titles(page).first).to_be_visible()
    expect(page.get_by_role("button", name="Add documents")).to_have_count(0)
    refused = page.context.request.post(
        f"{office}{FILES}", multipart={"files": {"name": "a.pdf", "mimeType": "application/pdf", "buffer": geneva()}}
    )
    assert refused.status == 403
    assert refused.json()["error"].startswith("Only an administrator")
    assert httpx.post(f"{office}{FILES}", files={"files": b"x"}, headers={"Accept": "*/*"}).status_code == 401
    for path in ("upload", "upload/", "upload_progress?upload_id=1"):
        assert page.context.request.post(f"{office}/gradio_api/{path}", multipart={"files": "x"}).status == 404


class Asked:
    """A request of somebody, as far as events look at it."""

    def __init__(self, viewer: Viewer) -> None:
        self.state = type("State", (), {"viewer": viewer})()


@pytest.mark.parametrize(("administrator", "left"), [(False, 1), (True, 0)])
def test_only_administrators_remove(library: Library, administrator: bool, left: int) -> None:
    library.add(*make("A/80/74", "One."))
    Browsing(library).remove(Place("A/80/74", "en"), Asked(Viewer("ben", administrator)))
    assert len(library.documents()) == left


def test_one_change_at_a_time() -> None:
    with changing(), pytest.raises(RightsDeskError, match="Wait until"), changing():
        pass
    with changing():
        pass


def test_files_wait_for_nobody_who_changes_the_library(
    visit: Callable[..., Page], shelves: Path, tmp_path: Path
) -> None:
    file = tmp_path / "another.pdf"
    file.write_bytes(geneva(symbol="A/HRC/61/70"))
    page = visit()
    page.get_by_role("button", name="Add documents").click()
    page.get_by_label("Files:").set_input_files(file)
    with Library(shelves, SentenceEmbeddings(checked=shelves / "checked.json")) as library, library.writing():
        page.get_by_role("button", name="Add to the library").click()
        expect(page.locator(".rd-says")).to_contain_text("Another process is changing the library")


@contextmanager
def announced(address: str, size: int) -> Iterator[http.client.HTTPResponse]:
    """The reply to a request that says how much it sends, and sends nothing."""
    server = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    server.putrequest("POST", FILES)
    server.putheader("Content-Type", "multipart/form-data; boundary=x")
    server.putheader("Content-Length", str(size))
    server.endheaders()
    yield server.getresponse()
    server.close()


def test_files_that_are_too_many_are_refused_before_they_come(reading_room: str) -> None:
    with announced(reading_room, 20 * 2**20 + 1) as reply:
        assert reply.status == 413
        assert json.load(reply)["error"].startswith("These files have more than 20 MB together. Add them in several")


def test_who_would_have_to_wait_is_told_before_the_files_come(reading_room: str, shelves: Path) -> None:
    with (
        Library(shelves, SentenceEmbeddings(checked=shelves / "checked.json")) as library,
        library.writing(),
        announced(reading_room, 1000) as reply,
    ):
        assert reply.status == 409
        assert json.load(reply)["error"].startswith("Another process is changing the library")


def test_the_page_asks_whether_files_may_come(visit: Callable[..., Page], tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(21)]
    for file in files:
        file.write_bytes(bytes(2**20))
    page = visit()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if FILES in request.url else None)
    page.get_by_role("button", name="Add documents").click()
    page.get_by_label("Files:").set_input_files(files)
    page.get_by_role("button", name="Add to the library").click()
    expect(page.locator(".rd-says")).to_contain_text("These files have more than 20 MB together.")
    expect(page.get_by_role("button", name="Add to the library")).to_be_enabled()
    assert "POST" not in sent


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(visit: Callable[..., Page], scheme: str) -> None:
    page = visit(color_scheme=scheme)
    page.get_by_role("button", name="Add documents").click()
    expect(page.get_by_label("Files:")).to_be_visible()
    expect(page.locator("#rd-plots figure")).to_have_count(2)
    assert barriers(page) == []
    picture(page, f"library-{scheme}")
    page = visit("/?document=A/RES/78/213&paragraph=para. 17", color_scheme=scheme)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator("#rd-removing")).to_be_visible()
    assert barriers(page) == []
    picture(page, f"library-document-{scheme}")


def test_the_keyboard_alone_is_enough(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_label("Find a document").focus()
    page.keyboard.type("78/213")
    expect(titles(page)).to_have_count(1)
    for _ in range(40):
        page.keyboard.press("Tab")
        if titles(page).evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".rd-document h2")).to_be_focused()


@pytest.mark.parametrize("path", ["/?document=", f"/?document={EVIL}", "/?document=A/RES/78/213&paragraph=para. 17"])
def test_it_fits_a_phone(visit: Callable[..., Page], path: str) -> None:
    page = visit(path, viewport={"width": 390, "height": 844})
    expect(page.locator("#rd-books ol, .rd-passage").locator("visible=true").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    picture(page, f"library-phone-{len(path)}")


@pytest.mark.parametrize(
    ("words", "order", "filters", "symbols"),
    [
        ("", "Newest first", NO_FILTERS, ["A/3", "A/2", "A/1", "A/10"]),
        ("", "Oldest first", NO_FILTERS, ["A/1", "A/2", "A/3", "A/10"]),
        ("", "Symbol", NO_FILTERS, ["A/1", "A/10", "A/2", "A/3"]),
        ("", "Title", NO_FILTERS, ["A/10", "A/2", "A/3", "A/1"]),
        ("PRIVACY", "Symbol", NO_FILTERS, ["A/1", "A/3"]),
        ("privacy e/7", "Symbol", NO_FILTERS, ["A/3"]),
        ("privacy elections", "Symbol", NO_FILTERS, []),
        ("a/1", "Symbol", NO_FILTERS, ["A/1", "A/10"]),
        ("", "Symbol", Filters(years=(2024, 2025)), ["A/2", "A/3"]),
    ],
)
def test_documents_are_found_by_words_and_sorted(
    library: Library, words: str, order: str, filters: Filters, symbols: list[str]
) -> None:
    library.add(*make("A/1", "One.", title="The right to privacy", date="2020-05"))
    library.add(*make("A/2", "One.", title="Elections", date="2024"))
    library.add(*make("A/3", "One.", title="Privacy again", date="2025-01-02", other_symbols=("E/7",)))
    library.add(*make("A/10", "One.", title="Annex"))
    assert [entry.document.symbol for entry in find(library, words, order, filters)] == symbols


def test_every_order_is_offered_and_the_last_added_comes_first(library: Library) -> None:
    for symbol in ("A/2", "A/1"):
        library.add(*make(symbol, "One."))
    for order in ORDERS:
        assert len(find(library, "", order, NO_FILTERS)) == 2


@pytest.mark.parametrize(("wanted", "page", "first"), [(1, 1, 0), (3, 3, 100), (0, 1, 0), (9, 3, 100)])
def test_a_page_that_is_not_there_is_the_nearest(library: Library, wanted: int, page: int, first: int) -> None:
    for number in range(101):
        library.add(*make(f"A/{number:03}", "One."))
    found = find(library, "", "Symbol", NO_FILTERS)
    number, listed = on_page(found, wanted)
    assert (number, listed[0]) == (page, found[first])
    assert f'start="{first + 1}"' in render_shelf(found, library.passage_counts(listed), number, held=True)


@pytest.mark.parametrize(
    ("facts", "shown", "hidden"),
    [
        ({"title": "<b>"}, "&lt;b&gt;", "<b>"),
        ({"kind": Kind.BRIEF}, ">Brief<", "Superseded"),
        ({"superseded_by": "A/<i>"}, "Superseded by A/&lt;i&gt;", ">Brief<"),
        ({"language": "fr", "body": "Committee"}, "Committee · French · 2 paragraphs", "English"),
        ({"other_symbols": ("E/2025/12",)}, "A/1 – E/2025/12", "Brief"),
        ({"symbol": 'A/"1'}, 'data-document="A/&quot;1"', '"A/"1"'),
    ],
)
def test_an_entry_of_the_list(library: Library, facts: dict[str, object], shown: str, hidden: str) -> None:
    document, passages = make("A/1", "One.", "Two.", title="T")
    library.add(replace(document, **facts), passages)
    found = find(library, "", "Symbol", NO_FILTERS)
    html = render_shelf(found, library.passage_counts(found), 1, held=True)
    assert shown in html
    assert hidden not in html


@pytest.mark.parametrize(
    ("document", "locator", "address"),
    [
        (Document("A/HRC/59/60", "en", "T"), "para. 7", "/?document=A%2FHRC%2F59%2F60&paragraph=para.+7"),
        (Document("A/1", "fr", "T"), "", "/?document=A%2F1&language=fr"),
        (Document("A & B?", "en", "T"), "", "/?document=A+%26+B%3F"),
    ],
)
def test_addresses(document: Document, locator: str, address: str) -> None:
    assert address_of(document, locator) == address


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ({"document": " A/1 ", "paragraph": "para. 7"}, Place("A/1", "", "para. 7")),
        ({"document": 7, "language": None}, Place()),
        ({"topic": "gender "}, Place(topic="gender")),
        ({}, Place()),
    ],
)
def test_an_address_is_read(named: dict[str, object], place: Place) -> None:
    assert Place.named(named) == place


def opened(passages: list[Passage], chosen: int | None = None, locator: str = "", **facts: object) -> str:
    document = replace(Document("A/1", "en", "T"), **facts)
    at = None if chosen is None else passages[chosen]
    return render_document(
        Open(
            document,
            passages,
            at,
            locator or (at.locator if at else ""),
            pictured=True,
            connections=Connections(),
            carried=Carried(),
        )
    )


def passage(number: int, text: str = "Text.", **facts: object) -> Passage:
    return replace(Passage("A/1", "en", f"para. {number}", text, order=number - 1), **facts)


def test_headings_stand_once_above_what_they_head() -> None:
    html = opened(
        [
            passage(1, headings=("I. One", "A. First")),
            passage(2, headings=("I. One", "A. First")),
            passage(3, headings=("I. One", "B. Second")),
            passage(4, headings=("II. Two",)),
        ]
    )
    assert re.findall(r"<h[3-6][^>]*>([^<]+)", html) == ["I. One", "A. First", "B. Second", "II. Two"]
    assert html.count('class="rd-level-1"') == 2


def test_a_part_of_a_paragraph_is_marked() -> None:
    text = "It asks:\n(a) One;\n(b) Two."
    parts = (Subparagraph("para. 1 (a)", 9, 17), Subparagraph("para. 1 (b)", 18, 26))
    html = opened([passage(1, text, subparagraphs=parts)], 0, "para. 1 (b)")
    assert re.findall("<mark>(.*?)</mark>", html) == ["(b) Two."]
    assert "<mark>" not in opened([passage(1, text, subparagraphs=parts)], 0)


def test_pages_are_offered_where_there_are_some() -> None:
    assert "Pages 3 to 4 of the PDF" in opened([passage(1, page=3, last_page=4)])
    assert "of the PDF" not in opened([passage(1)])


@pytest.mark.parametrize(
    ("url", "linked"), [("https://docs.un.org/en/A/1", True), ("javascript:alert(1)", False), ("http://a", False)]
)
def test_only_addresses_of_documents_are_linked(url: str, linked: bool) -> None:
    assert ("Open the official document" in opened([passage(1)], url=url)) is linked


def test_plots_count_and_say_what_they_leave_out() -> None:
    documents = [Document(f"A/{n}", "en", "T", body="<Body>" if n else "", date=f"20{20 + n}") for n in range(3)]
    html = render_plots([*documents, Document("A/9", "en", "T")])
    assert html.count("<svg") == 2
    assert "<th scope='row' dir='auto'>2022</th><td>1</td>" in html
    assert "1 without a year." in html
    assert "2 without a body." in html
    assert "&lt;Body&gt;</th><td>2</td>" in html
    assert "<Body>" not in html
    assert render_plots([]) == ""


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("G2504567.pdf", "G2504567.pdf"),
        ("../../etc/G25.pdf", "G25.pdf"),
        ("C:\\Reports\\G25.PDF", "G25.PDF"),
        ("a\x00b\u202e.pdf", "a b .pdf"),
        ("", "unnamed"),
        ("..", "unnamed"),
        (" تقرير.pdf", "تقرير.pdf"),
        ("é" * 300 + ".pdf", "é" * 98 + ".pdf"),
    ],
)
def test_names_of_files_are_plain(sent: str, name: str) -> None:
    assert plain_name(sent) == name


def test_a_report_is_a_table_of_words() -> None:
    html = render_report(
        Report(
            (
                Item("a.pdf", Status.ADDED, "A/1", warnings=("It is odd.",), passages=7),
                Item("<i>.pdf", Status.REFUSED, note="<i>.pdf is empty (0 bytes).", remedy="Download it again."),
            )
        )
    )
    assert "1 added, 1 refused (7 paragraphs, 0 s)" in html
    assert "<strong>added as A/1</strong> It is odd." in html
    assert "&lt;i&gt;.pdf is empty (0 bytes). Download it again." in html
    assert "<i>" not in html


def test_what_is_told_while_files_are_taken_in_is_json_a_line(reading_room: str) -> None:
    sent = httpx.post(
        f"{reading_room}{FILES}",
        files=[("files", ("../one.pdf", geneva(symbol="A/HRC/61/8"))), ("files", ("one.pdf", b""))],
        timeout=60,
    )
    *told, last = [json.loads(line) for line in sent.text.splitlines()]
    assert all(0 <= line["share"] <= 1 and "files" in line["says"] for line in told)
    assert "added as A/HRC/61/8" in last["report"]
    assert "one.pdf is empty (0 bytes)." in last["report"]
    assert "/tmp" not in last["report"]
