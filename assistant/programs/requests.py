"""What a program may send: a question, a search, a list of documents; a key that is not known is an error."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.asked.narrowing import Narrowing
from assistant.programs.functions import MOST_AROUND, MOST_DOCUMENTS, MOST_EARLIER, MOST_PASSAGES

LARGEST_BODY = 1_000_000
"""Bytes of a request: a conversation of the longest questions, however they are written in JSON, has fewer."""


def _writable(text: str) -> str:
    """The text; half of a surrogate pair, which JSON can write as an escape, is no text in any encoding."""
    text.encode()
    return text


Text = Annotated[str, AfterValidator(_writable)]


class Filters(BaseModel):
    """What is looked for is narrowed to these; values of one key combine with "or", keys with "and"."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)

    body: list[Text] = Field(default=[], description="Issuing bodies, in full: Human Rights Council.")
    type: list[Text] = Field(default=[], description="Document types: report, resolution, general comment.")
    since: int = Field(default=0, alias="from", description="Only documents dated in this year or later.")
    until: int = Field(default=0, alias="to", description="Only documents dated in this year or earlier.")
    language: list[Text] = Field(default=[], description="ISO 639-1 codes: en.")
    symbol: list[Text] = Field(default=[], description="Symbols of documents: A/HRC/59/60.")
    kind: list[Text] = Field(
        default=[], description="official (the United Nations' own text) or brief (a summary written for RightsDesk)."
    )

    topic: list[Text] = Field(default=[], description="Topics, by id or name: privacy-and-data-protection.")

    def narrowing(self) -> Narrowing:
        """The same for the library; it is checked there against what is held."""
        return Narrowing(
            bodies=tuple(self.body),
            types=tuple(self.type),
            since=self.since,
            until=self.until,
            languages=tuple(self.language),
            symbols=tuple(self.symbol),
            kinds=tuple(self.kind),
            topics=tuple(self.topic),
        )


class AskRequest(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="forbid")

    question: Text = Field(description="The question, 4,000 characters at most.")
    history: list[Text] = Field(
        default=[],
        description=f"Of a follow-up: the questions of the conversation before it, in order, {MOST_EARLIER} at most.",
    )
    filters: Filters = Field(default=Filters(), description="What the answer may rest on.")


class SearchRequest(Filters):
    """A search."""

    query: Text = Field(description="What to look for.")
    top: int = Field(default=10, description=f"How many passages, {MOST_PASSAGES} at most.")


class ListRequest(Filters):
    """A list of documents."""

    limit: int = Field(default=50, description=f"How many documents, {MOST_DOCUMENTS} at most.")
    offset: int = Field(default=0, description="How many to pass over.")


class DocumentRequest(BaseModel):
    """A document, beside its symbol."""

    model_config = ConfigDict(extra="forbid")

    language: Text = Field(default="", description="ISO 639-1 code; English where there is an English text otherwise.")


class PlaceRequest(DocumentRequest):
    """A place in a document."""

    symbol: Text = Field(description="The document's symbol: A/HRC/59/60.")
    locator: Text = Field(description="One place: para. 7, PP 13, annex I, para. 4, p. 6.")
    around: int = Field(default=0, description=f"How many passages before and after it, {MOST_AROUND} at most.")
