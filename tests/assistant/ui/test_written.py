"""Answers of a language model on the page: as they are made, stopped, deleted meanwhile, and as they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, filterfalse
from pathlib import Path
from threading import Event

import pytest
from pages import answers, box, held_back, picture, put, wait_until
from playwright.sync_api import Page, Route, expect
from served import Handler, Served, says, serving

QUESTION = "May States interfere with journalists' use of encryption?"
TRUE = (
    "The General Assembly calls upon States not to interfere with journalists' use of encryption and anonymity tools."
)
FALSE = "In 2031 the General Assembly banned encryption."
COUNT_MESSAGES = """
window.messages = 0;
const parse = JSON.parse;
JSON.parse = (text, reviver) => {
    const said = parse(text, reviver);
    window.messages += said?.msg === "process_generating";
    return said;
};
"""
"""Counts what a page was sent of answers that are being made, taken or not."""


def asks(route: Route) -> bool:
    """Whether a request asks the question."""
    return QUESTION in (route.request.post_data or "")


def goes_on(handler: Handler) -> None:
    """A sentence, and one that finds no end."""

    over = handler.served.over

    def words() -> Iterator[str]:
        yield f"{TRUE} [1] Many "
        while not over.wait(0.05):
            yield "and "

    handler.say(words())


@pytest.fixture(scope="module")
def model_server() -> Iterator[Served]:
    """The server of the language model."""
    with serving(says()) as server:
        yield server


@pytest.fixture
def served(model_server: Served) -> Iterator[Served]:
    """The same, asked nothing yet; a test puts its replies into it. Whatever a reply waits for is over in the end."""
    model_server.requests.clear()
    model_server.hung_up, model_server.over = Event(), Event()
    yield model_server
    model_server.over.set()


@pytest.fixture(scope="module")
def written(serve: Callable[..., str], filled: Path, model_server: Served) -> str:
    """The address of a chat whose answers a language model writes."""
    return serve(filled, model="openai:small", model_base_url=model_server.url, unsupported="mark")


@pytest.fixture
def page(open_page: Callable[..., Page], written: str) -> Page:
    """The chat, ready for a question."""
    opened = open_page(written)
    expect(opened.locator("#rd-holdings p")).not_to_be_empty()
    return opened


def test_steps_and_checked_sentences_are_shown_while_it_is_written(page: Page, served: Served) -> None:
    served.replies[:] = [goes_on]
    box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    steps = page.locator("#rd-chat .rd-step")
    expect(steps).to_contain_text("…")
    draft = page.locator("#rd-chat .rd-draft")
    expect(draft).to_have_text(f"{TRUE} …")
    picture(page, "chat-draft")
    page.locator("#rd-stop").click()
    expect(box(page)).to_have_value(QUESTION)
    expect(draft).to_have_count(0)
    assert served.hung_up.wait(10)


def test_what_the_page_gets_late_takes_no_question_away(
    open_page: Callable[..., Page], written: str, served: Served
) -> None:
    served.replies[:] = [goes_on]
    page = open_page("about:blank")
    with held_back(page, "**/queue/join**") as held:
        page.goto(written)
        box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator("#rd-chat .rd-draft")).to_have_text(f"{TRUE} …")
    for route in held:
        route.continue_()
    expect(page.locator("#rd-holdings p")).not_to_be_empty()
    expect(page.locator("#rd-conversations")).not_to_be_empty()
    page.locator("#rd-stop").click()
    expect(box(page)).to_have_value(QUESTION)
    assert served.hung_up.wait(10)


def test_a_page_that_hears_late_that_it_asked_can_stop_it(
    open_page: Callable[..., Page], written: str, served: Served
) -> None:
    """What is sent meanwhile is taken all at once."""
    served.replies[:] = [goes_on]
    page = open_page("about:blank")
    page.add_init_script(COUNT_MESSAGES)
    with held_back(page, "**/queue/join**") as held:
        page.goto(written)
        box(page).fill(QUESTION)
        page.keyboard.press("Enter")
        wait_until(page, lambda: any(asks(route) for route in held))
    [asked] = filter(asks, held)
    response = asked.fetch()
    for route in filterfalse(asks, held):
        route.continue_()
    expect(page.locator("#rd-holdings p")).not_to_be_empty()
    page.wait_for_function("messages >= 3")
    asked.fulfill(response=response)
    expect(page.locator("#rd-chat .rd-draft")).to_have_text(f"{TRUE} …")
    expect(box(page)).to_be_disabled()
    page.locator("#rd-stop").click()
    expect(box(page)).to_have_value(QUESTION)
    assert served.hung_up.wait(10)


def test_what_was_stopped_is_gone_even_where_the_server_hears_late_that_nobody_waits(
    page: Page, served: Served
) -> None:
    served.replies[:] = [goes_on]
    box(page).fill(QUESTION)
    page.keyboard.press("Enter")
    draft = page.locator("#rd-chat .rd-draft")
    expect(draft).to_have_text(f"{TRUE} …")
    events = count(1)
    with held_back(page, "**/cancel") as held:
        # The first event is the stop itself; the second comes once the answer's is over. The page tells the server
        # between them, or never where it takes longer over the first than the server over ending the answer.
        with page.expect_request(lambda asked: "/queue/join" in asked.url and next(events) == 2):
            page.locator("#rd-stop").click()
        expect(box(page)).to_have_value(QUESTION)
        expect(draft).to_have_count(0)
    for route in held:
        route.continue_()
    expect(box(page)).to_be_enabled()
    expect(box(page)).to_have_value(QUESTION)
    expect(draft).to_have_count(0)


def test_gradios_own_sign_never_covers_the_conversation(page: Page) -> None:
    """It says "Error" where the server's word that an event was stopped comes late."""
    sign = page.locator("#rd-chat [data-testid=status-tracker]")
    expect(sign).to_have_count(1)
    expect(sign).to_have_css("display", "none")


def test_what_it_wrote_is_shown_with_its_sources_and_what_nothing_supports_apart(page: Page, served: Served) -> None:
    served.replies[:] = [says(f"{TRUE} [1] {FALSE} [1]")]
    put(page, QUESTION)
    answer = answers(page)
    expect(answer.locator("p.rd-note")).to_contain_text("briefs")
    expect(answer.locator("p:not(.rd-note)").first).to_contain_text(TRUE)
    expect(answer.locator(".rd-references")).to_contain_text("A/RES/78/213 (brief), para. 17")
    expect(answer.locator(".rd-unsupported s")).to_have_text(FALSE)
    expect(page.locator("#rd-sources mark").first).to_contain_text("not to interfere")
    picture(page, "chat-written")


def test_what_is_deleted_while_its_answer_is_made_stays_deleted(page: Page, served: Served) -> None:
    served.replies[:] = [says(f"{TRUE} [1]"), goes_on]
    put(page, QUESTION)
    name = page.locator("#rd-title [data-conversation]").get_attribute("data-conversation")
    expect(page.locator(f'#rd-conversations a[data-conversation="{name}"]')).to_have_count(1)
    box(page).fill("What do States do to journalists who use encryption?")
    page.keyboard.press("Enter")
    expect(page.locator("#rd-chat .rd-draft")).to_be_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.locator("#rd-title-bar")).to_be_hidden()
    assert served.hung_up.wait(10)
    expect(answers(page)).to_have_count(0)
    expect(box(page)).to_be_enabled()
    expect(page.locator(f'#rd-conversations a[data-conversation="{name}"]')).to_have_count(0)
