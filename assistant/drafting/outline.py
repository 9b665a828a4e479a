"""An outline before prose: the issues of a request, each with its passages by authority, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from assistant.drafting.authority import Authority

OUTSIDE = "The library does not deal with this subject."
"""Opens what an outline says of a request that is outside the library's subject."""

_NAMED = 8
"""Documents that a sentence names."""


class Asked(StrEnum):
    """Who brought an issue up."""

    REQUEST = "request"
    FACTS = "facts"
    TEMPLATE = "template"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Selected:
    """A passage that speaks to an issue.

    Attributes:
        citation: Its place and the words that speak to it, verbatim.
        authority: The group of its document.
        likelihood: How likely it answers, by the judge; 1 where it was looked up or chosen by hand.
        opening: What its words are not understood without, where that stands apart: those that open its list, or the
            heads of its table.
    """

    citation: Citation
    authority: Authority
    likelihood: float
    opening: Citation | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All its words, in the order of the text."""
        return (self.opening, self.citation) if self.opening else (self.citation,)

    @property
    def key(self) -> str:
        """Unique within an issue: symbol and locator."""
        return f"{self.citation.symbol}|{self.citation.locator}"


@dataclass(frozen=True, slots=True)
class Issue:
    """A question that the advice has to deal with.

    Attributes:
        id: Unique within the outline; stays with the issue.
        title: The question, for the reader.
        asked: Who brought it up.
        search: What the library was asked.
        passages: What speaks to it, the best first.
        nearest: Where nothing does, the passages that came nearest.
        missing: What the library does not hold of it, in a sentence; may be empty.
    """

    id: str
    title: str
    asked: Asked
    search: tuple[str, ...] = ()
    passages: tuple[Selected, ...] = ()
    nearest: tuple[Selected, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """What the draft will deal with.

    Attributes:
        issues: In order.
        steps: Of the due diligence plan, in order; their ids begin with ``step``.
        documents: For a list of documents, one passage that speaks for each, by date.
        further: Symbols of the documents that came up too, and for which a list has no room, the likeliest first.
        outside: Why the request is outside the library's subject, in sentences; empty where it is not.
    """

    issues: tuple[Issue, ...]
    steps: tuple[Issue, ...] = ()
    documents: tuple[Selected, ...] = ()
    further: tuple[str, ...] = ()
    outside: str = ""

    @property
    def selected(self) -> list[Selected]:
        """Every passage of issues, steps and documents, in order; one may stand there more than once."""
        held = [each for issue in (*self.issues, *self.steps) for each in issue.passages]
        return [*held, *self.documents]


def by_authority(passages: Iterable[Selected]) -> dict[Authority, list[Selected]]:
    """Passages by the group of their document, the highest first, each group in its order."""
    found = list(passages)
    groups = {authority: [each for each in found if each.authority is authority] for authority in Authority}
    return {authority: held for authority, held in groups.items() if held}


def gaps(issue: Issue, cited: Iterable[Authority] = ()) -> list[str]:
    """What is missing of an issue, in sentences.

    Args:
        issue: Which.
        cited: Groups that its text cites by now.
    """
    held = {each.authority for each in issue.passages} | set(cited)
    if not held:
        return [issue.missing or "Nothing was found in the library on it."]
    absent = [each.none_found for each in Authority if each is not Authority.OTHER and each not in held]
    said = [issue.missing] if issue.missing else []
    return [*said, f"No {either(absent)} was found on it."] if absent else said


def further_documents(outline: Outline) -> str:
    """Which documents a list leaves out, in a sentence."""
    one, more = len(outline.further) == 1, len(outline.further) - _NAMED
    found = "One more document" if one else f"{len(outline.further)} more documents"
    rest = f" and {more} more" if more > 0 else ""
    named = f"{'; '.join(outline.further[:_NAMED])}{rest}"
    return f"{found} came up last; the list has no room for {'it' if one else 'them'}: {named}."


def either(words: Sequence[str]) -> str:
    """Words with "or" before the last.

    >>> either(["treaty"]), either(["treaty", "resolution", "report"])
    ('treaty', 'treaty, resolution or report')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
