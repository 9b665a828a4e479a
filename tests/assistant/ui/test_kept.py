"""Conversations that are kept: taken up again, found, renamed, handed on and deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import gradio as gr
import pytest
from fakes import make
from pages import EVIL, answers, bar, picture, put
from playwright.sync_api import Page, Request, Route, expect

from assistant.chain import Turn, ask
from assistant.ui.ask import desk as asking
from assistant.ui.ask.desk import Desk
from assistant.ui.ask.keeping import render_list
from assistant.ui.ask.opened import Opened, keep, open_kept
from assistant.ui.door.rates import QuestionRate
from assistant.ui.door.viewer import AT_THIS_MACHINE, Viewer
from store.errors import RightsDeskError
from store.library import Library
from store.people.conversations import Conversations, Heading

ANSWERED = "What does paragraph 1 of A/80/74 say?"
QUIET = 10  # Looks, a twentieth of a second apart, in which a page asks for nothing before it has ceased to listen.


def test_a_conversation_goes_on_after_a_reload(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    expect(page).to_have_url(re.compile("conversation="))
    page.reload()
    expect(answers(page)).to_have_count(1)
    expect(page.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 17"])
    put(page, "And paragraph 18?")
    expect(page.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 18"])


def test_conversations_are_found_renamed_opened_and_deleted(chat: Callable[..., Page]) -> None:
    page = chat("/", viewport={"width": 1440, "height": 900})
    put(page, f"What does paragraph 2 of {EVIL} say?")
    page.get_by_role("button", name="Rename").click()
    title = page.locator("#rd-title-typed :is(input, textarea)")
    expect(title).to_have_value(f"What does paragraph 2 of {EVIL} say?")
    title.fill("Procurement of <b>cameras</b>")
    page.get_by_role("button", name="Save title").click()
    expect(page.locator("#rd-title h2")).to_have_text("Procurement of <b>cameras</b>")
    here = page.locator("#rd-conversations a[aria-current=page]")
    expect(here).to_have_text("Procurement of <b>cameras</b>")
    bar(page).locator("#rd-new").click()
    expect(answers(page)).to_have_count(0)
    expect(here).to_have_count(0)
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    picture(page, "chat-conversations")
    page.locator("#rd-find :is(input, textarea)").fill("cameras")
    found = page.locator("#rd-conversations a")
    expect(found).to_have_count(1)
    found.click()
    expect(page.locator("#rd-title h2")).to_have_text("Procurement of <b>cameras</b>")
    expect(page.locator("#rd-chat")).to_contain_text("Another paragraph.")
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("#rd-deleting")).to_be_hidden()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    expect(answers(page)).to_have_count(0)
    expect(page.get_by_text("No conversation holds these words.")).to_be_visible()
    expect(page).not_to_have_url(re.compile("conversation="))


@pytest.mark.parametrize(("form", "begins"), [("Word", b"PK"), ("PDF", b"%PDF-"), ("Markdown", b"#")])
def test_a_conversation_is_saved_as_a_file(chat: Callable[..., Page], form: str, begins: bytes) -> None:
    page = chat()
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    with page.expect_download() as saving:
        page.locator("#rd-save").get_by_role("link", name=form).click()
    content = saving.value.path().read_bytes()
    assert content.startswith(begins) or (form == "Markdown" and b"A/RES/78/213" in content)
    assert "What-does-paragraph-17-of-A-RES-78-213-say" in saving.value.suggested_filename


def test_why_there_is_no_file_is_said_on_the_page(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, "What does 𒀀𒀁 of A/RES/78/213 say?")
    page.locator("#rd-save").get_by_role("link", name="PDF").click()
    said = page.locator("#rd-save").get_by_role("alert")
    expect(said).to_contain_text("There is no file: ")
    expect(said).to_contain_text("font")
    with page.expect_download():
        page.locator("#rd-save").get_by_role("link", name="Word").click()
    expect(said).to_be_hidden()


@pytest.fixture
def out_of_touch(open_page: Callable[..., Page], address: str) -> Page:
    """A page with a conversation that the server has forgotten.

    What the page is told comes on a stream under its session; while one is open it would listen to that one alone,
    and what it asked for before would never come. A stream begins a moment after what it is for was asked.
    """
    page = open_page("about:blank")
    listening: set[Request] = set()
    name = f"forgotten-{uuid4()}"

    def over(request: Request) -> None:
        listening.discard(request)

    def forgotten(route: Route) -> None:
        """As after a restart: what the page calls its session, the server has never heard of."""
        url = re.sub(r"session_hash=\w+", f"session_hash={name}", route.request.url)
        sent = route.request.post_data
        named = re.sub(r'("session_hash":\s*")\w+', rf"\1{name}", sent) if sent else None
        route.continue_(url=url, post_data=named)

    page.on("request", lambda request: listening.add(request) if "/queue/" in request.url else None)
    page.on("requestfinished", over)
    page.on("requestfailed", over)
    page.goto(address)
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    expect(page).to_have_url(re.compile("conversation="))
    for _ in range(3):
        listening.clear()
        page.reload()
        expect(page.locator("#rd-title h2")).to_be_visible()
        quiet = 0
        for _ in range(400):
            page.wait_for_timeout(50)
            quiet = 0 if listening else quiet + 1
            if quiet == QUIET:
                page.route("**/queue/**", forgotten)
                return page
    pytest.fail("The page never ceases to listen.")


def test_a_page_that_the_server_has_forgotten_goes_on_where_it_was(out_of_touch: Page) -> None:
    where = out_of_touch.url
    put(out_of_touch, "And paragraph 18?")
    expect(out_of_touch.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 18"])
    expect(answers(out_of_touch)).to_have_count(2)
    expect(out_of_touch).to_have_url(where)
    out_of_touch.unroute_all()
    out_of_touch.reload()
    expect(answers(out_of_touch)).to_have_count(2)


def test_what_such_a_page_cannot_do_it_says_and_all_stays_where_it_was(out_of_touch: Page) -> None:
    where = out_of_touch.url
    out_of_touch.locator("#rd-rename").click()
    out_of_touch.locator("#rd-title-typed input, #rd-title-typed textarea").fill("Another title")
    out_of_touch.locator("#rd-save-title").click()
    expect(out_of_touch.get_by_text("This page was out of touch with RightsDesk.")).to_have_count(1)
    expect(out_of_touch.locator("#rd-title-typed")).to_be_hidden()
    expect(out_of_touch.locator("#rd-title h2")).to_have_text("What does paragraph 17 of A/RES/78/213 say?")
    out_of_touch.locator("#rd-delete").click()
    out_of_touch.locator("#rd-delete-it").click()
    expect(out_of_touch.get_by_text("This page was out of touch with RightsDesk.")).to_have_count(2)
    expect(out_of_touch.locator("#rd-delete-it")).to_be_hidden()
    expect(answers(out_of_touch)).to_have_count(1)
    expect(out_of_touch).to_have_url(where)
    out_of_touch.unroute_all()
    out_of_touch.reload()
    expect(answers(out_of_touch)).to_have_count(1)


def test_an_address_of_no_conversation_says_so(chat: Callable[..., Page]) -> None:
    page = chat("/?conversation=nothing")
    expect(page.get_by_text("There is no such conversation")).to_be_visible()
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    expect(page).not_to_have_url(re.compile("nothing"))


def test_what_was_deleted_in_another_window_stays_deleted(library: Library) -> None:
    turn = ask_something(library)
    kept = keep(library, AT_THIS_MACHINE, Opened(), turn)
    library.conversations.delete("", kept.id)
    again = keep(library, AT_THIS_MACHINE, kept, turn)
    assert again.id != kept.id
    assert len(again.turns) == len(open_kept(library, AT_THIS_MACHINE, again.id).turns) == 1


def test_of_two_windows_neither_loses_what_the_other_was_told(library: Library) -> None:
    first, second = ask_something(library), ask_something(library, "What does A/HRC/48/31 say of chess?")
    kept = keep(library, AT_THIS_MACHINE, Opened(), first)
    here = keep(library, AT_THIS_MACHINE, kept, first)
    there = keep(library, AT_THIS_MACHINE, kept, second)
    assert (here.id, there.id == here.id) == (kept.id, False)
    for window, said in ((here, first), (there, second)):
        turns = open_kept(library, AT_THIS_MACHINE, window.id).turns
        assert [each.answer for each in turns] == [first.answer, said.answer]
    replaced = keep(library, AT_THIS_MACHINE, there.up_to(1), first)
    late = keep(library, AT_THIS_MACHINE, there, first)
    assert (replaced.id, len(late.turns), late.id == there.id) == (there.id, 3, False)


def test_a_title_given_meanwhile_stays(library: Library) -> None:
    turn = ask_something(library)
    kept = keep(library, AT_THIS_MACHINE, Opened(), turn)
    library.conversations.rename("", kept.id, "Renamed")
    assert keep(library, AT_THIS_MACHINE, kept, turn).title == "Renamed"


def asked(desk: Desk, question: str) -> Iterator[list[Any]]:
    """What the page is told, one after the other, when somebody asks."""
    state = type("State", (), {"viewer": AT_THIS_MACHINE})()
    request = type("Request", (), {"state": state, "headers": {}})()
    return desk.answer(request, question, None, "", *[[]] * 7)


@pytest.fixture
def desk(library: Library) -> Desk:
    """The Ask tab over a library that can answer."""
    library.add(*make("A/80/74", "Encryption protects journalists."))
    return Desk(library, None, QuestionRate(20))


def test_what_is_stopped_before_its_answer_is_kept_is_not_kept(desk: Desk, library: Library) -> None:
    told = asked(desk, ANSWERED)
    stopped = desk.stop(next(told)[4])
    assert (stopped[0].constructor_args["value"], stopped[4]) == (ANSWERED, Opened())
    *_, last = told
    assert last == [gr.skip()] * 6
    assert library.conversations.list("") == []


def test_what_is_stopped_once_its_answer_is_kept_is_shown(
    desk: Desk, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(1) as beside:
        stops: list[Future[list[Any]]] = []

        def stopped_meanwhile(*given: Any) -> Opened:
            stops.append(beside.submit(desk.stop, opened))
            return keep(*given)

        monkeypatch.setattr(asking, "keep", stopped_meanwhile)
        told = asked(desk, ANSWERED)
        opened = next(told)[4]
        list(told)
        (stopped,) = [each.result(10) for each in stops]
    (kept,) = library.conversations.list("")
    assert (stopped[0].constructor_args["value"], stopped[4].id, len(stopped[4].turns)) == ("", kept.id, 1)


@pytest.mark.parametrize("question", [ANSWERED, "x" * 10_000])
def test_what_is_told_last_leaves_the_box_shut(desk: Desk, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told twice: in an open box it would take the place of what was typed meanwhile."""
    monkeypatch.setattr(gr, "Warning", lambda *_, **__: None)
    first, *_, last = asked(desk, question)
    assert first[0].constructor_args == {"value": "", "interactive": False}
    assert "interactive" not in last[0].constructor_args
    assert last[1] == last[2] == gr.skip()


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise RightsDeskError("The catalogue is busy.", "Try again.")

    told: list[str] = []
    monkeypatch.setattr(gr, "Warning", lambda words, **_: told.append(words))
    monkeypatch.setattr(Conversations, "begin", locked)
    *_, last = asked(desk, ANSWERED)
    assert "Encryption protects journalists" in str(last[3])
    assert (len(last[4].turns), last[4].id) == (1, "")
    assert told == ["This answer is not kept. The catalogue is busy. Try again."]


def test_what_is_kept_is_what_was_answered(library: Library) -> None:
    turn = ask_something(library)
    kept = keep(library, AT_THIS_MACHINE, Opened(), turn)
    assert open_kept(library, AT_THIS_MACHINE, kept.id).turns[0].answer == turn.answer


def test_a_question_asked_again_takes_the_place_of_what_followed(library: Library) -> None:
    turn = ask_something(library)
    kept = keep(library, AT_THIS_MACHINE, keep(library, AT_THIS_MACHINE, Opened(), turn), turn)
    assert len(kept.turns) == 2
    again = keep(library, AT_THIS_MACHINE, kept.up_to(0), turn)
    assert again.id == kept.id
    assert len(open_kept(library, AT_THIS_MACHINE, kept.id).turns) == 1


def test_another_persons_conversation_goes_on_as_a_copy(library: Library) -> None:
    turn = ask_something(library)
    ben, chi = Viewer("ben", administrator=False), Viewer("chi", administrator=False)
    theirs = keep(library, ben, Opened(), turn)
    with pytest.raises(RightsDeskError, match="no such conversation"):
        open_kept(library, chi, theirs.id)
    library.conversations.share("ben", theirs.id)
    copy = keep(library, chi, open_kept(library, chi, theirs.id), turn)
    assert (copy.owner, copy.id != theirs.id, len(copy.turns)) == ("chi", True, 2)
    assert len(open_kept(library, ben, theirs.id).turns) == 1


def ask_something(library: Library, question: str = "What does A/HRC/48/31 say of football?") -> Turn:
    return ask(library, question)


def test_the_list_is_grouped_by_age_and_marks_the_open_one() -> None:
    def on(day: int) -> str:
        return datetime(2026, 3, day, 12, tzinfo=UTC).isoformat()

    found = [
        Heading("a", "A <b>", on(20)),
        Heading("b", "B", on(19)),
        Heading("c", "C", on(14)),
        Heading("d", "D", on(1)),
    ]
    shown = render_list(found, "b", searched=False, today=date(2026, 3, 20))
    assert re.findall(r"<h3>(.*?)</h3>", shown) == ["Today", "Yesterday", "Last seven days", "Earlier"]
    assert re.findall(r'aria-current="page">(.*?)<', shown) == ["B"]
    assert "A &lt;b&gt;" in shown
    assert "kept here" in render_list([], "", searched=False)
