"""Where a document, a paragraph and a topic are found: ``/?document=A/HRC/59/60&paragraph=para. 7``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from store.model import Document

SHELF = "/?document="
"""The address of the library itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the library that somebody wants to see.

    Attributes:
        symbol: Of a document; empty for the library itself.
        language: ISO 639-1 code; empty for the text that comes first.
        locator: Of a paragraph or a part of one; empty for the document from its beginning.
        topic: Id of a topic, whose page it is where no document is named.
        beside: Language of a second text that is shown beside it; empty for none.
    """

    symbol: str = ""
    language: str = ""
    locator: str = ""
    topic: str = ""
    beside: str = ""

    @classmethod
    def named(cls, values: Mapping[str, object]) -> Place:
        """The place that an address or a link names; what is missing or no text counts as empty."""
        symbol, language, locator, topic, beside = (
            value.strip() if isinstance(value := values.get(name), str) else ""
            for name in ("document", "language", "paragraph", "topic", "beside")
        )
        return cls(symbol, language, locator, topic, beside)


def address_of(document: Document, locator: str = "", beside: str = "") -> str:
    """The address of a document or of a paragraph in it.

    >>> address_of(Document("A/HRC/59/60", "en", "…"), "para. 7")
    '/?document=A%2FHRC%2F59%2F60&paragraph=para.+7'
    """
    named = {"document": document.symbol}
    if document.language != "en":
        named["language"] = document.language
    if locator:
        named["paragraph"] = locator
    if beside:
        named["beside"] = beside
    return f"/?{urlencode(named)}"


def link_to(document: Document, locator: str = "", beside: str = "") -> dict[str, str]:
    """The attributes of a link to it, by which the page opens it without being loaded anew."""
    named = {
        "href": address_of(document, locator, beside),
        "data-document": document.symbol,
        "data-language": document.language,
    }
    more = {"data-paragraph": locator, "data-beside": beside}
    return named | {name: value for name, value in more.items() if value}


def link_to_topic(topic: str) -> dict[str, str]:
    """The attributes of a link to a topic's page.

    >>> link_to_topic("gender")
    {'href': '/?topic=gender', 'data-topic': 'gender'}
    """
    return {"href": f"/?{urlencode({'topic': topic})}", "data-topic": topic}
