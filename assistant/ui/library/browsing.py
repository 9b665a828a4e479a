"""What the Library tab does: list, narrow, open, remove, and hand a document over to the Ask tab."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.answering.connected import connections_of
from assistant.asked.narrowing import NotHeldError, held_document
from assistant.operations.metrics import count_error
from assistant.ui.addresses import Place
from assistant.ui.door.viewer import viewer_of
from assistant.ui.filters import (
    FieldValue,
    describe_filters,
    no_filters,
    offer_choices,
    offer_documents,
    read_filters,
)
from assistant.ui.library.changing import changing, require_administrator
from assistant.ui.library.plots import render_plots
from assistant.ui.library.reading import Open, render_document
from assistant.ui.library.shelf import find, on_page, render_shelf
from assistant.ui.library.topic import render_index, render_topic
from assistant.ui.markup import count
from assistant.ui.notices import noticed
from assistant.ui.remembered import out_of_touch
from ingest.cataloguing.topics import topic_named
from ingest.pipeline import remove
from store.catalog import Entry
from store.errors import RightsDeskError
from store.library import Library
from store.model import Document, Kind
from store.people.audit import acting

Updates = list[Any]
"""New values of components, in the order of the tab's."""

_UNCHANGED: Updates = [gr.skip()] * 5


class Browsing:
    """The events of the Library tab over one library.

    What is open is updated as five parts: its place, the column of the list, the bar above a document, the question
    whether to remove it, and the document itself.

    Args:
        library: What is shown; it may change meanwhile.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def arrive(self, request: gr.Request) -> Updates:
        """The tab as the page's address wants it: which tab, what is open, and what only administrators see."""
        may = viewer_of(request).administrator
        own = [gr.Button(visible=may), gr.Accordion(visible=may)]
        if not {"document", "topic"} & request.query_params.keys():
            return [gr.skip(), *self.open(Place()), *own]
        return [gr.Tabs(selected="library"), *self.open(Place.named(request.query_params)), *own]

    def shelve(self, words: str, order: str, *narrowing: FieldValue) -> Updates:
        """The first page of the list, the plots, the line that says what it is narrowed to, and what it is made of."""
        filters = read_filters(*narrowing)
        found = find(self._library, words, order, filters)
        shown = describe_filters(filters)
        plots = render_plots([entry.document for entry in found])
        return [self._page(found, 1), plots, gr.Row(visible=bool(shown)), shown, [words, order, *narrowing]]

    def narrow(self, shelved: list[FieldValue] | None, *narrowing: FieldValue) -> Updates:
        """The same where a value is another than on the shelf; a field counts as changed with its choices, too."""
        return [gr.skip()] * 5 if shelved == list(narrowing) else self.shelve(*narrowing)

    def choose(self, chosen: gr.SelectData, words: str, order: str, *narrowing: FieldValue) -> Updates:
        """What was clicked in the list: a document, or another page of it."""
        values = chosen.value if isinstance(chosen.value, dict) else {}
        page = values.get("page")
        if not isinstance(page, int):
            return [gr.skip(), *self.open(Place.named(values))]
        return [self._page(find(self._library, words, order, read_filters(*narrowing)), page), *_UNCHANGED]

    def follow(self, chosen: gr.SelectData) -> Updates:
        """What was clicked in a document: another part of it."""
        return self.open(Place.named(chosen.value if isinstance(chosen.value, dict) else {}))

    def close(self) -> Updates:
        """The list again."""
        return self.open(Place())

    def open(self, place: Place) -> Updates:
        """A document, a topic's page, or the list where none is named; what is not there is said above the list."""
        text = ""
        if place.topic and not place.symbol:
            try:
                topic = topic_named(place.topic)
                text = render_topic(topic, self._library.topics.on(topic.id))
                return [place, gr.Column(visible=False), gr.Row(visible=False), gr.Row(visible=False), text]
            except RightsDeskError as error:
                count_error(error)
                text = f'<p class="rd-missing" role="alert">{escape(error.message[:200])}</p>'
        if place.symbol:
            try:
                document = self._document(place)
                opened = Place(document.symbol, document.language, place.locator, place.beside)
                text = self._read(document, place)
                return [opened, gr.Column(visible=False), gr.Row(visible=True), gr.Row(visible=False), text]
            except RightsDeskError as error:
                count_error(error)
                text = f'<p class="rd-missing" role="alert">{escape(str(error))}</p>'
        return [Place(), gr.Column(visible=True), gr.Row(visible=False), gr.Row(visible=False), text]

    def ask_about(self, place: Place) -> Updates:
        """Go to the Ask tab with its search narrowed to the open document, and to nothing else."""
        with noticed():
            _require_open(place)
            return [gr.Tabs(selected="ask"), *no_filters(), offer_documents(self._library, [place.symbol])]
        return [gr.skip()] * (len(no_filters()) + 2)

    def question_removal(self, place: Place) -> Updates:
        """The question whether to remove the open document."""
        with noticed():
            _require_open(place)
            document = self._library.document(place.symbol, place.language)
            if document is None:
                raise NotHeldError(f"The library no longer holds {place.symbol}.", "Look at the list again.")
            return [gr.Row(visible=True), self._removal(document)]
        return [gr.skip(), gr.skip()]

    def _removal(self, document: Document) -> str:
        held = count(len(self._library.passages(document.symbol, document.language)), "paragraph")
        again = " The next rightsdesk ingest --starter brings this brief back." if document.kind is Kind.BRIEF else ""
        words = f"Remove {document.symbol} with its {held} from the library, for everybody?{again}"
        return f'<p role="alert">{escape(words)}</p>'

    def remove(self, place: Place, request: gr.Request) -> Updates:
        """Remove the open document."""
        with noticed():
            require_administrator(viewer_of(request))
            _require_open(place)
            with changing(), acting(viewer_of(request).owner):
                gone = remove(self._library, place.symbol, place.language)
            if gone:
                gr.Info(escape(f"Removed {', '.join(each.symbol for each in gone)}."), title="Done")
            return self.close()
        return _UNCHANGED  # What went wrong is on the page.

    def offer(self, words: str, order: str, *values: FieldValue) -> Updates:
        """What the fields can be set to now, and what the list will be made of; what is gone is no longer chosen."""
        return [*offer_choices(self._library, *values), [words, order, *values]]

    def _page(self, found: list[Entry], page: int) -> str:
        number, listed = on_page(found, page)
        counts = self._library.passage_counts(listed)
        held = bool(found) or bool(self._library.stats().documents)
        return render_index(self._library.topics.counts()) + render_shelf(found, counts, number, held=held)

    def _document(self, place: Place) -> Document:
        """Raises `RightsDeskError` where the library does not have it."""
        try:
            return held_document(self._library, place.symbol, place.language)
        except NotHeldError as error:
            raise RightsDeskError(
                f"The library does not hold {place.symbol[:200]}.", "It may have been removed, or have another symbol."
            ) from error

    def _read(self, document: Document, place: Place) -> str:
        locator = place.locator
        passages = self._library.passages(document.symbol, document.language)
        found = self._library.passage(document.symbol, locator, document.language) if locator else None
        chosen = next((each for each in passages if found and each.id == found.id), None)
        pictured = self._library.original(document) is not None
        connections = connections_of(self._library, document)
        versions = self._library.versions(document)
        return render_document(
            Open(
                document,
                passages,
                chosen,
                locator[:200],
                pictured,
                connections,
                carried=self._library.topics.carried_by(document),
                versions=versions,
                aligned=self._library.aligned(passages) if versions else {},
                beside=next((each for each in versions if each.language == place.beside), None),
                recognised=self._library.recognised(document),
            )
        )


def _require_open(place: Place) -> None:
    if not place.symbol:
        raise out_of_touch()
