"""A text as it is handed over: title, headings, paragraphs, quotations, lists, footnotes; in no format yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https://[A-Za-z0-9][\w.~:/?#@!$&'()*+,;=%\[\]-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in italics."""

    text: str


@dataclass(frozen=True, slots=True)
class Struck:
    """Words struck through: shown, but not to be relied on."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address that can be followed; it is its own text, so that nobody is led elsewhere than they read.

    Raises:
        ValueError: It is no https address.
    """

    address: str

    def __post_init__(self) -> None:
        if not _ADDRESS.fullmatch(self.address):
            raise ValueError(f"Not an https address: {self.address!r}")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote; its mark stands where it stands among the words. It holds no footnote itself."""

    content: tuple[str | Strong | Emphasis | Struck | Link, ...]


Inline = str | Strong | Emphasis | Struck | Link | Footnote
"""Words and what stands among them. A line break in a string is one in the text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest, the first heading has it, and no level is skipped on the way down."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A paragraph that is set off from the text around it."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[tuple[Inline, ...], ...]


Block = Heading | Paragraph | Quotation | Bullets


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole text.

    Attributes:
        title: On one line, not empty.
        date: In words; may be empty.
        language: ISO 639-1 code of the language that most of it is in.
        blocks: In order.
    """

    title: str
    date: str
    language: str
    blocks: tuple[Block, ...]


def link(address: str) -> Link | str:
    """An address as a link, or as mere words where it is no https address.

    >>> link("https://docs.un.org/A/HRC/59/60"), link("javascript:alert(1)")
    (Link(address='https://docs.un.org/A/HRC/59/60'), 'javascript:alert(1)')
    """
    return Link(address) if _ADDRESS.fullmatch(address) else address
