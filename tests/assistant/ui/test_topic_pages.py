"""Topics in a real browser: the filter, a topic's page, and the ways there and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from fakes import make
from pages import ATTACK, barriers, picture
from playwright.sync_api import Page, expect

from assistant.ui.library.topic import render_index, render_topic, render_topics
from ingest.cataloguing.topics import topics
from store.catalog import Entry
from store.facts.topics import OnTopic


def test_a_topic_has_a_page_with_its_documents_over_time(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/?topic=neurotechnology")
    topic = page.locator(".rd-topic")
    expect(topic.get_by_role("heading", name="Neurotechnology")).to_be_visible()
    expect(topic.locator(".rd-by-year svg")).to_be_visible()
    assert topic.locator(".rd-on-topic > li").count() > 3
    assert barriers(page) == []
    picture(page, "topic")

    topic.get_by_role("link", name="PP 1").or_(topic.locator(".rd-places a")).first.click()
    expect(page.locator(".rd-document .rd-chosen")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?document=.*paragraph="))
    page.locator(".rd-chosen .rd-topics a", has_text="Neurotechnology").click()
    expect(page).to_have_url(re.compile(r"\?topic=neurotechnology$"))
    page.go_back()
    expect(page.locator(".rd-document")).to_be_visible()
    page.go_back()
    expect(page.locator(".rd-topic")).to_be_visible()
    page.get_by_role("link", name="All documents").click()
    expect(page.locator("#rd-books")).to_be_visible()

    page.locator(".rd-topic-index summary").click()
    page.locator(".rd-topic-index a", has_text="Cybercrime").click()
    expect(page.locator(".rd-topic h2")).to_have_text("Cybercrime")


def test_the_list_is_narrowed_to_a_topic(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/?document=")
    expect(page.locator("#rd-books h2")).to_contain_text("documents")
    page.locator("#rd-shelf-topic input").click()
    page.get_by_role("option", name="Cybercrime").click()
    expect(page.locator("#rd-books h2")).to_have_text("1 document")
    expect(page.locator("#rd-shelf-narrowed")).to_contain_text("Cybercrime")


def test_an_unknown_topic_is_said_above_the_list(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(f"{address}/?topic=cats")
    expect(page.get_by_role("alert")).to_contain_text("no topic")
    expect(page.locator("#rd-books h2")).to_be_visible()


def test_nothing_in_a_document_is_markup_on_a_topics_page() -> None:
    document, _ = make("A/1", title=ATTACK)
    entry = Entry(1, replace(document, date="2020-01-01"), "", "", "", "")
    shown = render_topic(topics()["gender"], [OnTopic(entry, (ATTACK,), whole=False)])
    assert "<script" not in shown
    assert "<img" not in shown
    assert "in passing" in shown


def test_topics_are_links_and_unknown_ones_are_left_out() -> None:
    assert render_topics(["gone"]) == render_index({"gone": 1}) == ""
    assert 'title="Added by hand"' in render_topics(["gender", "migration"], ["gender"])
    assert render_topics(["gender"]).count("<a ") == 1
