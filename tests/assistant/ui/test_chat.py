"""The chat page in a real browser: what a person sees, and what the browser asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import ATTACK, EVIL, PATIENCE, PDF_SYMBOL, answers, bar, barriers, box, held_back, picture, put
from playwright.sync_api import Page, expect

from assistant.ui.ask.safe import spell, spell_typed
from assistant.ui.shown import mark_quotes
from store.embeddings import SentenceEmbeddings
from store.library import Library


def test_an_example_is_answered(chat: Callable[..., Page]) -> None:
    page = chat()
    picture(page, "chat-first")
    page.get_by_text(f"What does paragraph 2 of {PDF_SYMBOL} say?").click()
    expect(page.locator("#rd-chat .rd-answer")).to_contain_text(f"{PDF_SYMBOL}, para. 2")
    expect(box(page)).to_have_value("")


def test_an_answer_has_its_paragraph_beside_it(chat: Callable[..., Page]) -> None:
    page = chat()
    expect(page.locator("#rd-holdings")).to_contain_text(re.compile(r"holds \d+ documents.*briefs"))
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    answer = page.locator("#rd-chat .rd-answer")
    expect(answer).to_contain_text("A/RES/78/213 (brief), para. 17")
    expect(answer.locator("a.rd-mark")).to_have_text("[1]")
    card = page.locator("#rd-sources .rd-source")
    expect(card).to_have_count(1)
    expect(card.locator("h3")).to_have_text("[1] A/RES/78/213 (brief), para. 17")
    expect(card.locator("mark")).to_contain_text("journalists and media workers")
    expect(card).to_contain_text("General Assembly · 19 December 2023")
    expect(card).to_contain_text("not the official text")
    link = card.get_by_role("link", name="Open the official document")
    expect(link).to_have_attribute("href", "https://docs.un.org/en/A/RES/78/213")
    expect(box(page)).to_have_value("")
    picture(page, "chat-answer")


def test_a_follow_up_is_understood_and_an_earlier_answers_sources_come_back(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    put(page, "And paragraph 18?")
    expect(page.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 18"])
    page.locator("#rd-chat a.rd-mark").first.click()
    expect(page.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 17"])
    bar(page).locator("#rd-new").click()
    expect(page.locator("#rd-chat [data-testid=bot]")).to_have_count(0)
    expect(page.locator("#rd-sources .rd-source")).to_have_count(0)


def test_conversations_of_two_visitors_are_apart(chat: Callable[..., Page]) -> None:
    first, second = chat(), chat()
    put(first, "What does paragraph 17 of A/RES/78/213 say?")
    expect(second.locator("#rd-chat [data-testid=bot]")).to_have_count(0)
    put(second, f"What does paragraph 1 of {EVIL} say?")
    put(first, "And paragraph 2?")
    expect(first.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 2"])
    expect(second.locator("#rd-chat [data-testid=bot]")).to_have_count(1)


def test_an_abstention_looks_like_one(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, "Who won the football World Cup in 2022?")
    abstention = page.locator("#rd-chat .rd-abstention")
    expect(abstention.locator("strong")).to_have_text("The library does not answer this.")
    expect(page.locator("#rd-chat .rd-answer")).to_have_count(0)
    expect(page.locator("#rd-sources h2")).to_have_text("Nearest passages")
    expect(page.locator("#rd-sources mark")).to_have_count(0)
    assert page.locator("#rd-sources .rd-source").count() == abstention.locator("a.rd-mark").count() > 0
    picture(page, "chat-abstention")


def test_nothing_in_a_document_or_a_question_is_run(chat: Callable[..., Page]) -> None:
    page = chat()
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


def test_an_error_is_a_notice_and_the_question_is_kept(chat: Callable[..., Page]) -> None:
    page = chat()
    page.locator("#rd-submit").click()
    expect(page.get_by_text("Type a question first.")).to_be_visible()
    box(page).fill("why " * 1500)
    page.locator("#rd-submit").click()
    expect(page.get_by_text("Ask in at most")).to_be_visible()
    expect(box(page)).to_have_value(re.compile("^why why"))
    expect(box(page)).to_be_enabled()
    expect(page.locator("#rd-chat [data-testid=user]")).to_have_count(0)


def test_the_page_of_the_report_is_shown_with_its_paragraph_outlined(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, f"What does paragraph 2 of {PDF_SYMBOL} say?")
    card = page.locator("#rd-sources .rd-source").first
    shown = card.locator(".rd-pages img")
    expect(shown).to_have_attribute("alt", f"Page 2 of {PDF_SYMBOL} with para. 2 outlined")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.rd-pages img').naturalWidth > 0")
    card.get_by_text("Paragraphs around it").click()
    expect(card.locator(".rd-around dt")).to_have_text("para. 1")
    picture(page, "chat-page")


def test_the_chosen_source_is_open_and_its_citation_is_copied(chat: Callable[..., Page]) -> None:
    page = chat(permissions=["clipboard-read", "clipboard-write"])
    put(page, "What is human rights due diligence for digital technologies?")
    marks = page.locator("#rd-chat a.rd-mark")
    assert marks.count() > 1
    marks.last.focus()
    page.keyboard.press("Enter")
    chosen = page.locator("#rd-sources .rd-source.rd-chosen")
    expect(chosen).to_have_attribute("open", "")
    expect(chosen.locator("h3")).to_contain_text(marks.last.inner_text())
    expect(page.locator("#rd-sources .rd-source[open]")).to_have_count(1)
    chosen.get_by_role("button", name="Copy citation").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    expect(chosen.locator("h3")).to_contain_text(copied)
    copies = chosen.locator("button[data-copy]")
    expect(copies).to_have_text("Copied")
    copies.click()
    expect(copies).to_have_text("Copy citation")
    assert copied.startswith("Human rights due diligence")


def test_a_question_is_edited_and_asked_again(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    put(page, "And paragraph 18?")
    page.locator("#rd-chat").get_by_role("button", name="Edit").first.click()
    field = page.locator("#rd-chat textarea")
    expect(field).to_have_value("What does paragraph 17 of A/RES/78/213 say?")
    field.fill("What does paragraph 2 of A/RES/78/213 say? *No* <b> & $5!")
    page.locator("#rd-chat").get_by_role("button", name="Submit").click()
    expect(page.locator("#rd-sources h3")).to_have_text(["[1] A/RES/78/213 (brief), para. 2"])
    expect(answers(page)).to_have_count(1)
    expect(page.locator("#rd-chat [data-testid=user]")).to_have_text(
        "What does paragraph 2 of A/RES/78/213 say? *No* <b> & $5!"
    )
    page.locator("#rd-chat").get_by_role("button", name="Retry").click()
    expect(page.locator("#rd-stop")).to_be_visible()
    expect(page.locator("#rd-stop")).to_be_hidden()
    expect(answers(page)).to_have_count(1)


def test_an_answer_is_stopped_and_the_question_comes_back(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    box(page).fill("Internet shutdowns: what are States called upon to do?")
    page.keyboard.press("Enter")
    with page.expect_response(lambda response: "cancel" in response.url):
        page.locator("#rd-stop").click()
    expect(box(page)).to_have_value("Internet shutdowns: what are States called upon to do?")
    expect(box(page)).to_be_enabled()
    expect(answers(page)).to_have_count(1)
    box(page).press("Enter")
    expect(answers(page)).to_have_count(2)


def test_filters_narrow_are_seen_and_cleared(chat: Callable[..., Page]) -> None:
    page = chat()
    page.locator("#rd-filters").get_by_text("Filters").click()
    page.locator("#rd-by-document input").fill(PDF_SYMBOL)
    page.keyboard.press("Enter")
    expect(page.locator("#rd-narrowed")).to_contain_text(PDF_SYMBOL)
    picture(page, "chat-filters")
    put(page, "Should States interfere with encryption and anonymity tools?")
    expect(page.locator(f"#rd-sources h3:not(:has-text('{PDF_SYMBOL}'))")).to_have_count(0)
    page.locator("#rd-clear").click()
    expect(page.locator("#rd-narrowed")).to_be_hidden()
    put(page, "Should States interfere with encryption and anonymity tools?")
    expect(page.locator("#rd-sources h3").first).to_contain_text("A/RES/78/213")


def test_what_is_typed_before_the_page_has_everything_stays(open_page: Callable[..., Page], address: str) -> None:
    page = open_page("about:blank")
    with held_back(page, "**/queue/data**") as held:
        page.goto(address)
        box(page).fill("What is the B-Tech Project?")
    for route in held:
        route.continue_()
    expect(page.locator("#rd-chat .examples")).to_be_visible()
    expect(box(page)).to_have_value("What is the B-Tech Project?")


def test_what_was_thought_of_an_answer_is_kept_with_the_exchange(chat: Callable[..., Page], filled: Path) -> None:
    page = chat()
    put(page, "What does paragraph 17 of A/RES/78/213 say?")
    page.locator("#rd-chat").get_by_role("button", name="Like").click()
    expect(page.get_by_text("Noted: helpful.")).to_be_visible()
    page.locator("#rd-chat").get_by_role("button", name="Feedback").focus()
    page.get_by_role("button", name="Does not support the sentence").click()
    expect(page.get_by_text("Noted: does not support the sentence.")).to_be_visible()
    page.get_by_label("What should a reviewer know?").fill(f"Paragraph 18 does. {ATTACK}")
    assert barriers(page) == []
    picture(page, "feedback")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your words are kept with it.")).to_be_visible()
    expect(page.get_by_label("What should a reviewer know?")).to_be_hidden()
    with Library(filled, SentenceEmbeddings(checked=filled / "checked.json")) as library:
        given = [(each.verdict.value, each.comment, each.turns) for each in library.feedback.all()]
    asked = ("What does paragraph 17 of A/RES/78/213 say?",)
    said = f"Paragraph 18 does. {ATTACK}"
    assert given == [("Helpful", "", asked), ("Does not support the sentence", said, asked)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(chat: Callable[..., Page], scheme: str) -> None:
    page = chat(color_scheme=scheme)
    assert barriers(page) == []
    put(page, "Internet shutdowns: what are States called upon to do?")
    put(page, "Who won the football World Cup in 2022?")
    bar(page)
    page.locator("#rd-filters").get_by_text("Filters").click()
    assert barriers(page) == []


def test_the_keyboard_alone_is_enough(chat: Callable[..., Page]) -> None:
    page = chat()
    expect(box(page)).to_be_focused()
    page.keyboard.type("What does paragraph 17 of A/RES/78/213 say?")
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(1)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("(document.activeElement.id || document.activeElement.textContent || '').trim().slice(0, 30)")
        )
    assert {"[1]", "rd-rename", "Copy link", "rd-delete", "Copy citation", "Read in the library"} <= reached
    assert "rd-find" not in reached  # In the list that is shut.


def test_words_from_right_to_left_are_shown_so(chat: Callable[..., Page]) -> None:
    page = chat()
    put(page, "ما هي حقوق الإنسان في العصر الرقمي؟")
    question = page.locator("#rd-chat [data-testid=user]")
    expect(question).to_have_attribute("dir", "auto")
    assert question.evaluate("e => getComputedStyle(e).direction") == "rtl"


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("phone", {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}),
        ("dark", {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"}),
    ],
)
def test_the_page_fits_a_phone_and_the_dark(chat: Callable[..., Page], name: str, options: dict[str, object]) -> None:
    page = chat(**options)
    put(page, "Internet shutdowns: what are States called upon to do?")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    expect(page.locator("#rd-sources mark").first).to_be_attached()
    picture(page, f"chat-{name}")


def test_an_empty_library_says_what_to_do(
    open_page: Callable[..., Page], serve: Callable[[Path], str], tmp_path: Path
) -> None:
    page = open_page(serve(tmp_path / "empty"))
    expect(page.locator("#rd-holdings")).to_contain_text("rightsdesk ingest --starter")
    box(page).fill("Anything?")
    page.keyboard.press("Enter")
    expect(page.locator(".toast-body")).to_contain_text("The library is empty.")
    expect(box(page)).to_have_value("Anything?")


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


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("What's in A/RES/78/213 (para. 17)?", "What's in A/RES/78/213 (para. 17)?"),
        ("<b>*a*</b>", "&#60;b&#62;&#42;a&#42;&#60;/b&#62;"),
        ("1. one", "1&#46; one"),
        ("- one", "&#45; one"),
        ("http://x", "http&#58;//x"),
        ("snake_case _a_", "snake_case &#95;a&#95;"),
        ("a@b.org", "a&#64;b.org"),
        ("AI & privacy: what about #7, at $5, now!", "AI & privacy: what about #7, at $5, now!"),
        ("&lt; &#60; R&D", "&#38;lt; &#38;#60; R&D"),
        ("![x](y)", "&#33;&#91;x&#93;(y)"),
        ("One\n  # two\n#three", "One\n  &#35; two\n&#35;three"),
    ],
)
def test_a_question_is_spelled_no_more_than_it_must(typed: str, shown: str) -> None:
    assert spell_typed(typed) == shown


def test_twenty_people_asking_at_once_get_their_own_answers(chat: Callable[..., Page]) -> None:
    people = [(chat(), number) for number in range(1, 21)]
    for page, number in people:
        box(page).fill(f"What does paragraph {number} of A/RES/78/213 say?")
        page.keyboard.press("Enter")
    for page, number in people:
        expect(answers(page)).to_have_count(1, timeout=2 * PATIENCE)
        expect(page.locator("#rd-sources h3")).to_have_text([f"[1] A/RES/78/213 (brief), para. {number}"])
        expect(page.get_by_test_id("toast-body")).to_have_count(0)
