"""What a reference in running text is: where it stands, which document it names, which places in it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.grammar.locators import Locator
from ingest.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that a text refers to, and the places in it.

    Attributes:
        start: Offset of the first character of what names the document, its organ included.
        end: Offset after its last character; the places may stand before or after.
        kind: ``document`` (named by symbol), ``resolution``, ``decision``, ``general comment`` or
            ``general recommendation``.
        number: As the organ numbers it: ``51/3``, ``2768 (2025)``, ``25``; the symbol where that is printed.
        symbol: Its symbol; ``None`` where the text does not tell whose it is, or it has none of its own.
        locators: The places named with it.
        joint: The other symbols of a joint document, where it is named by symbol.
        possible: Where the text does not tell whose it is, the symbol it has with each organ or committee.
    """

    start: int
    end: int
    kind: str
    number: str
    symbol: Symbol | None
    locators: tuple[Locator, ...] = ()
    joint: tuple[Symbol, ...] = ()
    possible: tuple[Symbol, ...] = ()
