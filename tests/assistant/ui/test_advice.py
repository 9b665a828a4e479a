"""The Draft tab in a real browser, from a request to a file; and what it does where two people are at one draft."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pages import ATTACK, PATIENCE, barriers, picture
from playwright.sync_api import Locator, Page, expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.drafting import desk, review
from assistant.drafting.draft import State
from assistant.drafting.finding import select_place
from assistant.drafting.numbering import cited_by_number
from assistant.drafting.outline import Asked, Issue, Outline
from assistant.drafting.request import Request
from assistant.drafting.templates import shipped_templates
from assistant.drafting.writing import unwritten_draft, write_draft
from assistant.ui.advice.acting import Advice
from assistant.ui.advice.article import View, render_draft
from assistant.ui.advice.request_form import read_form
from assistant.ui.advice.text import Showing
from assistant.ui.door.rates import QuestionRate
from assistant.ui.door.viewer import Viewer
from assistant.ui.downloads import download_routes
from store.embeddings import SentenceEmbeddings
from store.errors import RightsDeskError
from store.library import Library

TECHNOLOGY = "facial recognition in public places"
QUESTION = "What must a State assess before it buys such a system?"
ADA, BEN = Viewer("ada", administrator=True), Viewer("ben", administrator=False)


@pytest.fixture(scope="module")
def office(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter library with a draft: one question, of which two passages speak."""
    home = Path(shutil.copytree(starter_home, tmp_path_factory.mktemp("office") / "home"))
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as library:
        begin(library)
    return home


@pytest.fixture
def library(office: Path, tmp_path: Path) -> Iterator[Library]:
    """A copy of it, to be changed."""
    home = Path(shutil.copytree(office, tmp_path / "office"))
    with Library(home, SentenceEmbeddings(checked=home / "checked.json")) as opened:
        yield opened


def begin(library: Library, technology: str = TECHNOLOGY) -> desk.Kept:
    places = [select_place(library, "A/RES/78/213", locator) for locator in ("para. 17", "para. 20")]
    passages = tuple(each for each in places if each)
    issue = Issue("question-1", QUESTION, Asked.REQUEST, (QUESTION,), passages)
    outline = Outline((issue, replace(issue, id="question-2", title="May it be used at protests?")))
    request = Request(technology, (QUESTION,), template="briefing")
    kept = desk.keep(library, write_draft(library, request, outline), "ada")
    library.drafts.share(kept.heading.id)
    return desk.read(library, kept.heading.id)


def asking(viewer: Viewer, **query: str) -> gr.Request:
    request = gr.Request(query_params=query)
    request.state = type("State", (), {"viewer": viewer})()
    return request


def act(library: Library, viewer: Viewer, **wanted: object) -> str:
    """What the page shows after somebody did something; empty where it stays as it is."""
    chosen = gr.SelectData(None, {"index": 0, "value": {name: str(value) for name, value in wanted.items()}})
    *_, last = Advice(library, None, QuestionRate(99)).act(chosen, asking(viewer))
    return last[2] if isinstance(last[2], str) else ""


def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(gr, "Warning", lambda words, **_: said.append(words))
    return said


def first(library: Library) -> desk.Kept:
    return desk.read(library, library.drafts.list()[0].id)


def place(kept: desk.Kept) -> str:
    """The first paragraph that waits for the drafter's words."""
    return next(each.id for each in kept.draft.paragraphs if each.sentences and each.sentences[0].text.startswith("["))


def quotation(kept: desk.Kept) -> str:
    return next(each.id for each in kept.draft.paragraphs if each.sentences and each.sentences[0].sources)


@pytest.fixture(scope="module")
def address(serve: Callable[..., str], office: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a copy of it is served."""
    return serve(Path(shutil.copytree(office, tmp_path_factory.mktemp("served") / "home")))


@pytest.fixture
def visit(open_page: Callable[..., Page], address: str) -> Callable[..., Page]:
    def arrive(path: str = "/", **options: object) -> Page:
        page = open_page(f"{address}{path}", **options)
        expect(page.locator("#rd-holdings p")).not_to_be_empty()
        return page

    return arrive


def tool(paragraph: Locator, name: str) -> Locator:
    """A form of a paragraph, opened."""
    paragraph.get_by_label("Edit or comment").click()
    paragraph.locator(".rd-form summary").get_by_text(name, exact=True).click()
    return paragraph.locator(".rd-form[open] form")


def test_from_a_request_to_a_file(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("tab", name="Draft").click()
    page.get_by_role("button", name="New request").click()
    page.get_by_label("Technology or measure").fill("spyware")
    page.get_by_label("Questions, a line each").fill("May a State use spyware against journalists?")
    page.get_by_role("radio", name="short").check()
    picture(page, "draft-request")
    page.get_by_role("button", name="Make the outline").click()
    expect(page.locator("#rd-advice-step")).to_contain_text(re.compile(r"\d+ of \d+"))
    issue = page.locator(".rd-issue").first
    expect(issue).to_contain_text("May a State use spyware against journalists?", timeout=3 * PATIENCE)
    expect(page).to_have_url(re.compile(r"\?draft=\w+$"))
    assert barriers(page) == []
    picture(page, "draft-outline")
    expect(page.locator(".rd-issue > details[open]")).to_have_count(1)
    issue.get_by_text("Add a passage", exact=True).click()
    issue.get_by_role("textbox", name="Document").fill("A/RES/78/213")
    issue.get_by_role("textbox", name="Paragraph").fill("17")
    issue.get_by_role("button", name="Add it").click()
    expect(issue.get_by_text("A/RES/78/213 (brief), para. 17", exact=True)).to_be_visible()
    page.get_by_role("button", name="Write the text").click()
    waiting = page.locator(".rd-paragraph:has(.rd-place)").first
    expect(waiting).to_be_visible()
    form = tool(waiting, "Edit")
    form.locator("textarea").fill(f"Not without a law. {ATTACK}")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not without a law.").first).to_be_visible()
    cited = page.locator(".rd-paragraph:has(.rd-sources)").first
    cited.locator(".rd-sources > summary").click()
    expect(cited.locator(".rd-cited mark").first).to_be_visible()
    cited.get_by_role("button", name="Accept").first.click()
    expect(cited.locator(".rd-badge", has_text="accepted")).to_have_count(1)
    unsent = tool(page.locator(".rd-paragraph:has(.rd-place)").first, "Edit")
    unsent.locator("textarea").fill("Not sent yet.")
    form = tool(cited, "Comment")
    form.locator("textarea").fill("Is this the strongest source?")
    form.get_by_role("button", name="Comment").click()
    expect(cited.locator(".rd-said")).to_contain_text("Is this the strongest source?")
    expect(unsent.locator("textarea")).to_have_value("Not sent yet.")
    page.get_by_role("button", name="Check again").click()
    expect(page.locator(".rd-paragraph .rd-badge", has_text="rests on nothing").first).to_be_visible()
    places = page.locator(".rd-paragraph:has(.rd-place)")
    page.get_by_role("button", name="Next place").click()
    expect(places.first).to_be_focused()
    page.get_by_role("button", name="Next place").click()
    expect(places.nth(1)).to_be_focused()
    assert barriers(page) == []
    picture(page, "draft-text")
    page.get_by_role("button", name="Send to review").click()
    expect(page.locator(".rd-draft-page header .rd-badge")).to_have_text("in review")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("for the drafter's own words")).to_be_visible()
    for form_name, begins in (("Word", b"PK"), ("PDF", b"%PDF"), ("Markdown", b"")):
        with page.expect_download() as saving:
            page.locator(".rd-save").get_by_role("link", name=form_name).click()
        assert saving.value.path().read_bytes().startswith(begins)
    assert "Not without a law." in saving.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="History").click()
    expect(page.locator("table tbody tr")).to_have_count(7)
    picture(page, "draft-history")
    page.reload()
    expect(page.locator(".rd-draft-page header .rd-badge")).to_have_text("in review")
    page.get_by_role("button", name="All drafts").click()
    expect(page.locator(".rd-drafts a").first).to_contain_text("spyware")
    expect(page).not_to_have_url(re.compile("draft="))
    assert page.evaluate("window.pwned") is None


def test_a_request_that_is_none_is_told_why_and_nothing_is_lost(visit: Callable[..., Page]) -> None:
    page = visit()
    page.get_by_role("tab", name="Draft").click()
    page.get_by_role("button", name="New request").click()
    page.get_by_role("button", name="Make the outline").click()
    expect(page.get_by_text("The request is empty.")).to_be_visible()
    page.get_by_label("Technology or measure").fill("sourdough bread")
    page.get_by_role("button", name="Make the outline").click()
    expect(page.get_by_text("does not deal with this subject")).to_be_visible()
    expect(page.get_by_label("Technology or measure")).to_have_value("sourdough bread")
    expect(page.locator(".rd-drafts li")).not_to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_of_two_people_at_one_paragraph_the_second_sees_the_first_and_keeps_what_was_typed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, kept = told(monkeypatch), first(library)
    named = {"draft": kept.heading.id, "revision": kept.revision.number, "paragraph": place(kept), "do": "edit"}
    assert "Ada&#x27;s words." in act(library, ADA, **named, text="Ada's words.")
    shown = act(library, BEN, **named, text="Ben's words.")
    assert "by ada" in said[0]
    now = first(library)
    assert now.revision.number == kept.revision.number + 1
    assert "Ada&#x27;s words." in shown.partition("was changed meanwhile")[0]
    assert ">Ben&#x27;s words.</textarea>" in shown.partition("was changed meanwhile")[2]
    both = act(library, BEN, **named | {"revision": now.revision.number}, text="Ada's words. Ben's words.")
    assert "Ben&#x27;s words." in both
    assert len(said) == 1


def test_two_people_at_two_paragraphs_are_not_in_each_others_way(library: Library) -> None:
    kept = first(library)
    named = {"draft": kept.heading.id, "revision": kept.revision.number}
    act(library, ADA, **named, do="edit", paragraph=place(kept), text="Ada's words.")
    shown = act(library, BEN, **named, do="reject", paragraph=quotation(kept), sentence=0, source=0)
    assert "Ada&#x27;s words." in shown
    assert "rd-rejected" in shown


def test_a_comment_and_a_paragraph_are_kept_though_somebody_else_was_faster(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, kept = told(monkeypatch), first(library)
    named = {"draft": kept.heading.id, "revision": kept.revision.number, "paragraph": place(kept)}
    act(library, ADA, **named, do="edit", text="Ada's words.")
    act(library, BEN, **named, do="comment", text="Ben's comment.")
    shown = act(library, BEN, **named, do="add", part="answer", text="Ben's paragraph.")
    assert "Ben&#x27;s comment." in shown
    assert "Ben&#x27;s paragraph." in shown
    assert said == []


def test_what_was_typed_over_a_deleted_paragraph_is_shown_and_what_it_cited_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, kept = told(monkeypatch), first(library)
    cited = cited_by_number(kept.draft)
    gone = cited[1][0]
    named = {"draft": kept.heading.id, "revision": kept.revision.number, "paragraph": gone, "do": "edit"}
    act(library, ADA, **named, text="")
    shown = act(library, BEN, **named, text="Ben's words. [1]")
    assert len(said) == 1
    assert ">Ben&#x27;s words. </textarea>" in shown
    assert f"It cited {escape(cited[1][1].citation.reference)}, which it cites no more" in shown


def test_a_draft_is_its_makers_until_it_is_shared(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    said, eve = told(monkeypatch), Viewer("eve", administrator=False)
    kept = desk.keep(library, first(library).draft, "ben")
    named = {"draft": kept.heading.id, "revision": 1, "paragraph": place(kept)}
    lists = {each.owner: Advice(library, None, QuestionRate(99)).arrive(asking(each))[-1] for each in (ADA, BEN, eve)}
    assert [kept.heading.id in lists[owner] for owner in ("ada", "ben", "eve")] == [True, True, False]
    for wanted in (
        {"do": "open"},
        {"do": "edit", "text": "Eve's."},
        {"do": "share"},
        {"do": "check"},
        {"do": "delete"},
    ):
        assert act(library, eve, **named | wanted) == ""
        assert said.pop().startswith("There is no such draft, or it is not shared with you.")
    assert kept.draft.title not in Advice(library, None, QuestionRate(99)).arrive(asking(eve, draft=kept.heading.id))[3]
    assert "Stop sharing" in act(library, BEN, **named, do="share")
    assert 'data-do="share"' not in act(library, eve, **named, do="open")
    assert "Eve&#x27;s." in act(library, eve, **named, do="edit", text="Eve's.")
    assert act(library, eve, **named, do="share") == ""
    act(library, BEN, **named, do="share")
    assert act(library, eve, **named, do="open") == ""


def test_files_of_a_draft_are_not_for_everybody(library: Library) -> None:
    kept = desk.keep(library, first(library).draft, "ben")
    app = FastAPI()
    app.include_router(download_routes(library))
    for viewer, status in ((BEN, 200), (ADA, 200), (Viewer("eve", administrator=False), 404)):
        with_viewer = Starlette(middleware=[Middleware(Seen, viewer=viewer)], routes=[Mount("/", app)])
        assert TestClient(with_viewer).get(f"/drafts/{kept.heading.id}.md").status_code == status


class Seen:
    """Lets somebody in."""

    def __init__(self, app: ASGIApp, viewer: Viewer) -> None:
        self.app, self.viewer = app, viewer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["viewer"] = self.viewer
        await self.app(scope, receive, send)


def test_the_request_can_be_read_whole(library: Library) -> None:
    kept = first(library)
    shown = act(library, ADA, draft=kept.heading.id, revision=1, do="open", view="request")
    assert QUESTION in shown
    assert TECHNOLOGY in shown


WRONG = [
    ({"do": "edit", "text": "A claim. [999]"}, "[999] stands for nothing"),
    ({"do": "edit", "text": "x" * (review.LONGEST_TEXT + 1)}, "20,000"),
    ({"do": "edit", "paragraph": "none"}, "no paragraph none"),
    ({"do": "cite", "symbol": "A/RES/1/1", "locator": "para. 1"}, "does not hold A/RES/1/1"),
    ({"do": "cite", "symbol": "A/RES/78/213", "locator": "para. 999"}, "has no para. 999"),
    ({"do": "cite", "symbol": "A/HRC/48/31", "locator": "2"}, "Write “brief, para. 2”"),
    ({"do": "drop-document", "symbol": "A/1"}, "lists no document A/1"),
    ({"do": "cite", "symbol": "A/RES/78/213", "locator": "<b>"}, "&lt;b&gt;"),
    ({"do": "add", "part": "nowhere", "text": "One."}, "no such section"),
    ({"do": "state", "state": "published"}, "no state published"),
    ({"do": "state", "state": "cleared"}, "there is no way"),
    ({"do": "explode"}, "does not know"),
    ({"do": "open", "draft": "none"}, "no such draft"),
    ({"do": "write", "part": "answer", "draft": "none"}, "no such draft"),
    ({"do": "add-issue", "text": "  "}, "needs a title"),
    ({"do": "drop-issue", "issue": "question-9"}, "no issue question-9"),
    ({"do": "raise-passage", "issue": "question-1", "key": "A/1|para. 1"}, "no passage A/1|para. 1"),
]


@pytest.mark.parametrize(("wanted", "why"), WRONG, ids=[f"{each['do']}: {why}" for each, why in WRONG])
def test_what_cannot_be_done_is_told_and_changes_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, str], why: str
) -> None:
    said, kept = told(monkeypatch), first(library)
    named = {"draft": kept.heading.id, "revision": kept.revision.number, "paragraph": place(kept)}
    assert act(library, ADA, **named | wanted) == ""
    assert len(said) == 1
    assert why in said[0]
    assert first(library).revision.number == kept.revision.number


def test_an_outline_is_arranged(library: Library) -> None:
    kept = first(library)

    def arrange(**wanted: object) -> list[tuple[str, list[str]]]:
        now = first(library)
        act(library, ADA, draft=kept.heading.id, revision=now.revision.number, **wanted)
        issues = first(library).draft.outline.issues
        return [(each.id, [one.citation.locator for one in each.passages]) for each in issues]

    both = ["para. 17", "para. 20"]
    assert arrange(do="lower-issue", issue="question-1") == [("question-2", both), ("question-1", both)]
    assert arrange(do="raise-issue", issue="question-1") == [("question-1", both), ("question-2", both)]
    assert arrange(do="lower-passage", issue="question-1", key="A/RES/78/213|para. 17")[0][1] == both[::-1]
    assert arrange(do="raise-passage", issue="question-1", key="A/RES/78/213|para. 17")[0][1] == both
    assert arrange(do="drop-passage", issue="question-1", key="A/RES/78/213|para. 17")[0][1] == both[1:]
    assert arrange(do="add-passage", issue="question-1", symbol="a/res/78/213", locator="17")[0][1] == both[::-1]
    assert arrange(do="drop-issue", issue="question-2") == [("question-1", both[::-1])]
    act(
        library, ADA, draft=kept.heading.id, revision=first(library).revision.number, do="add-issue", text="Encryption?"
    )
    assert first(library).draft.outline.issues[-1].title == "Encryption?"


def test_an_earlier_revision_and_a_cleared_draft_are_only_read(library: Library) -> None:
    kept = first(library)
    named = {"draft": kept.heading.id, "revision": kept.revision.number}
    assert 'data-do="edit"' in act(library, ADA, **named, do="open")
    act(library, ADA, **named, do="comment", paragraph=place(kept), text="Look.")
    earlier = act(library, ADA, **named, do="open")
    assert "earlier revision" in earlier
    assert 'data-do="edit"' not in earlier
    cleared = replace(kept.draft, steps=(*kept.draft.steps, desk.Step(State.CLEARED, "ada", desk.now())))
    shown = render_draft(Showing(replace(first(library), draft=cleared), library), View.TEXT, [], viewer=BEN)
    assert 'data-do="comment"' in shown
    assert not re.search(r'data-do="(edit|add|write|accept|delete)"', shown)


def test_who_began_a_draft_and_administrators_delete_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    said, kept = told(monkeypatch), first(library)
    named = {"draft": kept.heading.id, "revision": kept.revision.number}
    assert 'data-do="delete"' not in act(library, BEN, **named, do="open")
    assert act(library, BEN, **named, do="delete") == ""
    assert "Only whoever began" in said[0]
    act(library, ADA, **named, do="delete")
    assert library.drafts.list() == []


def test_a_draft_says_nothing_as_html(library: Library) -> None:
    outline = first(library).draft.outline
    issue = replace(outline.issues[0], title=ATTACK)
    draft = unwritten_draft(library, Request(ATTACK, (ATTACK,), facts=ATTACK, template="briefing"), Outline((issue,)))
    kept = desk.keep(library, replace(draft, title=ATTACK), ATTACK)
    kept = desk.rewrite(library, kept.heading.id, [each.part for each in draft.sections][:2], ATTACK)
    named = {"draft": kept.heading.id, "revision": kept.revision.number}
    paragraph = next(each.id for each in kept.draft.paragraphs if each.sentences)
    act(library, Viewer(ATTACK, administrator=False), **named, do="comment", paragraph=paragraph, text=ATTACK)
    for view in View:
        shown = act(library, ADA, **named | {"revision": 0}, do="open", view=view.value)
        assert "&lt;script&gt;" in shown
        assert not re.search(r"<script|<img|<style|</blockquote></article><style", shown)


def test_the_form_is_a_request() -> None:
    values = ("AI", "One?\n\nTwo?", "State", "Kenya", "procurement", "Facts.", "", "long", "")
    request = read_form(values, shipped_templates())
    assert (request.questions, request.country, request.template_key) == (("One?", "Two?"), "Kenya", "procurement")
    with pytest.raises(RightsDeskError, match="The request is empty"):
        read_form(("", " \n", "", "", "", "", "", "standard", ""), shipped_templates())
    with pytest.raises(RightsDeskError, match="12 are allowed"):
        read_form(("AI", "Why?\n" * 13, "", "", "", "", "", "standard", ""), shipped_templates())


def test_files_of_drafts(visit: Callable[..., Page], address: str, library: Library) -> None:
    visit()
    kept = first(library)
    found = httpx.get(f"{address}/drafts/{kept.heading.id}.md?revision=1")
    assert found.status_code == 200
    assert kept.draft.title in found.text
    assert httpx.get(f"{address}/drafts/{kept.heading.id}.md?revision=9").status_code == 400
    assert httpx.get(f"{address}/drafts/nothing.md").status_code == 404
    assert httpx.get(f"{address}/drafts/{kept.heading.id}.md?revision={2**70}").status_code == 422
    assert httpx.get(f"{address}/drafts/{kept.heading.id}.exe").status_code == 422
