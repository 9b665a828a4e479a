"""What the Draft tab does: make an outline of a request, open a draft, change it, write it, check it, delete it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from threading import Semaphore
from typing import Any

import gradio as gr

from assistant.display import shorten
from assistant.drafting import desk
from assistant.drafting.desk import ConflictError, Kept
from assistant.drafting.outlining import OnStep, make_outline
from assistant.drafting.recheck import recheck
from assistant.drafting.templates import templates_in
from assistant.drafting.typed import renumbered
from assistant.drafting.writing import unwritten_draft
from assistant.language.models import Model
from assistant.operations.metrics import WORKING
from assistant.ui.advice.access import is_keeper, open_drafts, read_draft, require_open_to
from assistant.ui.advice.article import View, render_draft
from assistant.ui.advice.changes import Wanted, change
from assistant.ui.advice.request_form import read_form
from assistant.ui.advice.shelf import render_drafts
from assistant.ui.advice.text import Showing, Unsaved
from assistant.ui.door.rates import QuestionRate
from assistant.ui.door.viewer import Viewer, viewer_of
from assistant.ui.notices import SECONDS, noticed
from assistant.ui.working import Made, working
from prompts.advice import Part
from store.errors import RightsDeskError
from store.library import Library
from store.people.audit import acting
from store.people.drafts import DraftHeading

Updates = list[Any]
"""New values of the column with list and form, the bar above a draft, the draft, the step, the list; in this order."""

_AT_ONCE = 2
"""Outlines and texts that are made at a time; whatever is done beside them is done at once."""

_OF_OUTLINE = ("issue", "passage")
"""How the names of changes to the outline end."""


class Advice:
    """The events of the Draft tab over one library.

    The page remembers which draft it shows at which revision, and says so with each event.

    Args:
        library: Where drafts are kept and passages found.
        model: The language model that writes; without one drafts are made of quotations and places.
        rate: How often one person may ask: an outline, a text, an issue that is added or a check counts
            as one question.
    """

    def __init__(self, library: Library, model: Model | None, rate: QuestionRate) -> None:
        self._library = library
        self._model = model
        self._rate = rate
        self._writing = Semaphore(_AT_ONCE)

    def arrive(self, request: gr.Request) -> Updates:
        """The tab as the page's address wants it."""
        name, viewer = request.query_params.get("draft", ""), viewer_of(request)
        if not name:
            return [gr.skip(), *self._shelf(viewer)]
        with noticed():
            kept = read_draft(self._library, viewer, name)
            return [gr.Tabs(selected="draft"), *self._open(kept, viewer, _first_view(kept))]
        return [gr.Tabs(selected="draft"), *self._shelf(viewer)]

    def close(self, request: gr.Request) -> Updates:
        """The list again."""
        return self._shelf(viewer_of(request))

    def make(self, request: gr.Request, *values: object) -> Iterator[Updates]:
        """Make the outline of a request and open it; what is being searched for is told meanwhile."""
        viewer = viewer_of(request)
        with noticed():
            asked = read_form(values, templates_in(self._library.home))
            self._count(viewer)

            def outline(say: Callable[[str], None]) -> Kept:
                with WORKING.one():
                    with self._writing:
                        found = make_outline(self._library, asked, _telling(say))
                    if found.outside:
                        raise RightsDeskError(found.outside, "")
                    return desk.keep(self._library, unwritten_draft(self._library, asked, found), viewer.owner)

            for said in working(outline):
                if isinstance(said, Made):
                    yield self._open(said.value, viewer, View.OUTLINE)
                else:
                    yield [*[gr.skip()] * 3, said, gr.skip()]
            return
        yield [*[gr.skip()] * 3, "", gr.skip()]

    def act(self, chosen: gr.SelectData, request: gr.Request) -> Iterator[Updates]:
        """Do what a button or a form of the page wants."""
        wanted = Wanted(chosen.value if isinstance(chosen.value, dict) else {})
        viewer = viewer_of(request)
        with noticed():
            try:
                yield from self._act(wanted, viewer)
            except ConflictError as error:
                gr.Warning(escape(str(error)), title="Please note", duration=SECONDS)
                yield self._open(error.theirs, viewer, _view(wanted), unsaved=self._unsaved(wanted, error.theirs))
            return
        yield [*[gr.skip()] * 3, "", gr.skip()]

    def _act(self, wanted: Wanted, viewer: Viewer) -> Iterator[Updates]:
        name = wanted.text("draft")
        heading = require_open_to(self._library, viewer, name)
        match wanted.text("do"):
            case "open":
                kept = desk.read(self._library, name, wanted.number("revision"))
                yield self._open(kept, viewer, _view(wanted) if wanted.text("view") else _first_view(kept))
            case "check":
                self._count(viewer)
                yield [*[gr.skip()] * 3, "<p role='status'>Checking every sentence …</p>", gr.skip()]
                yield self._open(desk.read(self._library, name), viewer, checked=True)
            case "write":
                yield from self._write(name, wanted.text("part"), viewer)
            case "delete":
                self._delete(heading, viewer)
                yield self._shelf(viewer)
            case "share":
                self._share(heading, viewer)
                yield self._open(desk.read(self._library, name), viewer, _view(wanted))
            case do:
                if do == "add-issue":
                    self._count(viewer)
                kept = change(self._library, wanted, viewer.owner)
                checked = do == "state"
                yield self._open(kept, viewer, _view(wanted), checked=checked, paragraph=wanted.text("paragraph"))

    def _unsaved(self, wanted: Wanted, theirs: Kept) -> Unsaved | None:
        """What somebody typed, with the numbers of the draft as it is now."""
        if wanted.text("do") != "edit":
            return None
        name = wanted.text("paragraph")
        seen = desk.read(self._library, theirs.heading.id, wanted.number("revision")).draft
        text, gone = renumbered(wanted.text("text"), seen, theirs.draft, name)
        return Unsaved(name, text, tuple(dict.fromkeys(gone)))

    def _write(self, name: str, part: str, viewer: Viewer) -> Iterator[Updates]:
        self._count(viewer)
        known: list[Part] = [each.part for each in desk.read(self._library, name).draft.sections]
        parts: list[Part] = [each for each in known if each is not Part.REFERENCES and part in ("", each.value)]

        if not parts:
            raise RightsDeskError("There is no such section.", "Load the page again.")

        def write(say: Callable[[str], None]) -> Kept:
            with WORKING.one(), self._writing:
                return desk.rewrite(self._library, name, parts, viewer.owner, model=self._model, on_step=_telling(say))

        for said in working(write):
            if isinstance(said, Made):
                yield self._open(said.value, viewer)
            else:
                yield [*[gr.skip()] * 3, said, gr.skip()]

    def _delete(self, heading: DraftHeading, viewer: Viewer) -> None:
        if not is_keeper(heading, viewer):
            raise RightsDeskError("Only whoever began a draft, or an administrator, can delete it.", "Ask them.")
        with acting(viewer.owner):
            self._library.drafts.delete(heading.id)
        gr.Info("The draft is deleted.", title="Done")

    def _share(self, heading: DraftHeading, viewer: Viewer) -> None:
        if not is_keeper(heading, viewer):
            raise RightsDeskError("Only whoever began a draft, or an administrator, can share it.", "Ask them.")
        self._library.drafts.share(heading.id, shared=not heading.shared)
        said = (
            "Only whoever began it and administrators see it now."
            if heading.shared
            else "Everybody with an account can read and review it."
        )
        gr.Info(said, title="Done")

    def _count(self, viewer: Viewer) -> None:
        if viewer.owner:
            self._rate.count(viewer.owner)

    def _open(
        self,
        kept: Kept,
        viewer: Viewer,
        view: View = View.TEXT,
        *,
        checked: bool = False,
        paragraph: str = "",
        unsaved: Unsaved | None = None,
    ) -> Updates:
        showing = Showing(kept, self._library, unsaved=unsaved)
        if checked or paragraph:
            findings = recheck(self._library, kept.draft, "" if checked else paragraph)
            showing = replace(showing, checked=checked, findings=findings)
        revisions = self._library.drafts.history(kept.heading.id)
        shown = render_draft(showing, view, revisions, viewer=viewer)
        return [gr.Column(visible=False), gr.Row(visible=True), shown, "", gr.skip()]

    def _shelf(self, viewer: Viewer) -> Updates:
        listed = render_drafts(open_drafts(self._library, viewer))
        return [gr.Column(visible=True), gr.Row(visible=False), "", "", listed]


def _view(wanted: Wanted) -> View:
    """The view that somebody sees, or the one that shows what they changed."""
    if wanted.text("view") in set(View):
        return View(wanted.text("view"))
    return View.OUTLINE if wanted.text("do").endswith(_OF_OUTLINE) else View.TEXT


def _telling(say: Callable[[str], None]) -> OnStep:
    """Says what is done as HTML."""

    def on_step(done: int, total: int, what: str) -> None:
        say(
            f'<p role="status"><span class="rd-working" aria-hidden="true"></span>{escape(shorten(what, 80))} '
            f'<span class="rd-hint">{done + 1} of {total}</span></p>'
        )

    return on_step


def _first_view(kept: Kept) -> View:
    """The text, or the outline as long as nothing is written."""
    return View.TEXT if any(kept.draft.paragraphs) else View.OUTLINE
