"""Of which authority is a document: what binds, what the membership resolved, what experts found."""

from __future__ import annotations

import re
from enum import StrEnum

from store.library import Library
from store.model import Document
from store.sentences import split_sentences


class Authority(StrEnum):
    """Groups of documents, in the order in which advice cites them."""

    TREATY = "Treaties"
    RESOLUTION = "Resolutions"
    GENERAL_COMMENT = "General comments"
    REPORT = "Reports of the High Commissioner and the Secretary-General"
    SPECIAL_PROCEDURE = "Special procedures"
    OTHER = "Other documents"

    @property
    def none_found(self) -> str:
        """What is said where none of the group was found."""
        return _NONE[self]


_NONE = {
    Authority.TREATY: "treaty",
    Authority.RESOLUTION: "resolution",
    Authority.GENERAL_COMMENT: "general comment",
    Authority.REPORT: "report of the High Commissioner or the Secretary-General",
    Authority.SPECIAL_PROCEDURE: "report of a special procedure",
    Authority.OTHER: "other document",
}

_TREATIES = {"treaty", "convention", "covenant", "optional protocol", "protocol"}
_REPORTING = {"report", "study", "note", "open letter", "policy brief", "compilation"}
"""Types of documents that somebody wrote in their own name."""

_PRINCIPLES = "guiding principles"
"""Mandate holders draw them up, and the Human Rights Council has them as annexes to their reports."""

_EXPERT = re.compile(
    r"\bSpecial Rapporteurs?\b|\bIndependent Experts?\b|\bspecial procedures?\b"
    r"|\bWorking Group on (?!Business|the Universal|Communications|Situations)"
    r"|\bSpecial Representative of the Secretary-General on (?:the issue of )?human rights and transnational\b"
)
_OFFICE = re.compile(
    r"\bHigh Commissioner for Human Rights\b|\bUN Human Rights\b|\bOHCHR\b|\b(?<!Representative of the )"
    r"Secretary-General\b"
)
_EXPERTS, _OFFICES = "special procedures", ("high commissioner for human rights", "secretary-general")


def authority_of(document: Document, opening: str = "") -> Authority:
    """The group of a document, from its symbol, type, body and title, and from how it opens.

    Args:
        document: Which.
        opening: The beginning of its text: there, a report says whose it is, where the title does not.
    """
    symbols, kind = (document.symbol, *document.other_symbols), document.type.casefold()
    if kind in _TREATIES:
        return Authority.TREATY
    if kind == "resolution" or any("/RES/" in f"/{symbol}" or "/DEC/" in symbol for symbol in symbols):
        return Authority.RESOLUTION
    if kind.startswith(("general comment", "general recommendation")) or any("/GC/" in symbol for symbol in symbols):
        return Authority.GENERAL_COMMENT
    if kind == _PRINCIPLES and document.body == "Human Rights Council":
        return Authority.SPECIAL_PROCEDURE
    return _of_report(document, opening) if kind in _REPORTING else Authority.OTHER


def authority_in(library: Library, document: Document) -> Authority:
    """The same of a document of a library."""
    first = next(iter(library.passages(document.symbol, document.language)), None)
    return authority_of(document, first.text if first else "")


def _of_report(document: Document, opening: str) -> Authority:
    body = document.body.casefold()
    if body.startswith(_EXPERTS):
        return Authority.SPECIAL_PROCEDURE
    if body.endswith(_OFFICES):
        return Authority.REPORT
    return _author(document.title) or _author(_first_sentence(opening)) or Authority.OTHER


def _author(text: str) -> Authority | None:
    """Whose a report is: the first who is named."""
    expert, office = _EXPERT.search(text), _OFFICE.search(text)
    if expert and (office is None or expert.start() < office.start()):
        return Authority.SPECIAL_PROCEDURE
    return Authority.REPORT if office else None


def _first_sentence(text: str) -> str:
    spans = split_sentences(text)
    return text[slice(*spans[0])] if spans else text
