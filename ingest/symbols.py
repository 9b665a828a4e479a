"""Symbols of United Nations documents: parse, render, normalise, compare, and find them in text.

>>> render(parse("a/hrc/res/ 51/3"))
'A/HRC/RES/51/3'
>>> [str(match.symbol) for match in find("See A/80/74–E/2025/53, para. 7.")]
['A/80/74', 'E/2025/53']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, total_ordering
from urllib.parse import quote

from ingest.grammar import bodies
from ingest.grammar.anatomy import anatomy
from ingest.grammar.filenames import spelled_out
from ingest.grammar.syntax import Parts, read_parts

_DASHES = "-‐‑‒–—−﹣－"
_JOINT = re.compile(rf"\*{{0,3}}\s?[{_DASHES}]\s{{0,3}}(?=[A-Za-z]{{1,9}}\s?[/∕⁄／])")
_REISSUE = re.compile(r"\s?\*{1,3}$")
_START = re.compile(
    rf"(?<![\w/.@∕⁄／])(?<!\s(?-i:[A-Z])\s)(?:{'|'.join(sorted(bodies.ORGANS, key=len, reverse=True))})(?=\s?[/∕⁄／])",
    re.I,
)
_BRACKETS = re.compile(r" \([^()]*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.I)


class SymbolError(ValueError):
    """The text is not the symbol of a United Nations document."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Symbol:
    """The symbol of one document; :func:`parse` makes it.

    Symbols sort as a reader expects: ``A/HRC/48/9`` before ``A/HRC/48/31``.

    Attributes:
        parts: What stands between the slashes, in canonical spelling: ``("A", "HRC", "48", "31", "Add.1")``.
    """

    parts: Parts

    @property
    def organ(self) -> str:
        """First part: ``A``, ``S``, ``CCPR``."""
        return self.parts[0]

    @property
    def body(self) -> str:
        """Organ and subsidiary bodies: ``A/HRC/WG.6``, ``E/CN.4/Sub.2``, ``CRC/C``."""
        return anatomy(self.parts).body

    @property
    def session(self) -> str:
        """Session or year, as printed: ``48``, ``S-32``, ``ES-10``, ``2025``; may be empty."""
        return anatomy(self.parts).session

    @property
    def kind(self) -> str:
        """Kind of document: ``RES``, ``DEC``, ``PV``, ``L``, ``CRP``, ``GC``, ``CO``, ``D``; may be empty."""
        return anatomy(self.parts).kind

    @property
    def country(self) -> str:
        """Country code of a report or review: ``KAZ``; may be empty."""
        return anatomy(self.parts).country

    @property
    def number(self) -> str:
        """Number in its series: ``31``, ``217 A``, ``1-5``, ``2025/2011`` for a communication."""
        return anatomy(self.parts).number

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Stacked suffixes, in order: ``("Add.1", "Rev.1")``."""
        return anatomy(self.parts).suffixes

    @property
    def qualifier(self) -> str:
        """What stands in brackets: ``III``, ``2025``, ``Vol. I``, ``Part II``; may be empty."""
        return anatomy(self.parts).qualifier

    @property
    def year(self) -> int | None:
        """Year, where the symbol tells it; a session number does not."""
        return anatomy(self.parts).year

    @property
    def is_corrigendum(self) -> bool:
        """Whether it corrects another document (``Corr.``)."""
        return "".join(self.suffixes[-1:]).startswith("Corr.")

    @property
    def is_revision(self) -> bool:
        """Whether it replaces another document (``Rev.``)."""
        return "".join(self.suffixes[-1:]).startswith("Rev.")

    @property
    def is_addendum(self) -> bool:
        """Whether it is an addendum (``Add.``), often a report of its own."""
        return "".join(self.suffixes[-1:]).startswith("Add.")

    @property
    def is_draft(self) -> bool:
        """Whether it is of limited distribution (``L.``): a draft of what may later be adopted."""
        return self.kind == "L"

    @property
    def is_resolution(self) -> bool:
        """Whether it is an adopted resolution."""
        return self.kind == "RES"

    def _key(self) -> tuple[tuple[tuple[int, int, str], ...], ...]:
        return tuple(
            tuple((0, int(run), "") if run.isdigit() else (1, 0, run) for run in re.findall(r"\d+|\D+", part))
            for part in self.parts
        )

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Symbol):
            return NotImplemented
        return (self._key(), self.parts) < (other._key(), other.parts)

    def __str__(self) -> str:
        return "/".join(self.parts)


@dataclass(frozen=True, slots=True)
class Match:
    """A symbol found in a text.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last character.
        symbol: The symbol.
        joint: The other symbols of the same joint document.
    """

    start: int
    end: int
    symbol: Symbol
    joint: tuple[Symbol, ...] = ()


@lru_cache(maxsize=4096)
def parse(text: str) -> Symbol:
    """Read one symbol, however it was typed or extracted.

    Args:
        text: ``A/HRC/48/31``, ``a/hrc/res/51/3``, ``A/ HRC/43/40``, ``S/RES/2768(2025)*``.

    Raises:
        SymbolError: It is no symbol, or there is more than one symbol or other text in it.
    """
    stripped = _REISSUE.sub("", text.strip())
    read = read_parts(stripped, 0)
    if read is None or read[1] != len(stripped):
        raise SymbolError(f"“{text[:80]}” is not the symbol of a United Nations document, such as A/HRC/48/31.")
    return Symbol(read[0])


def as_symbol(text: str) -> Symbol | None:
    """The symbol that a text is; ``None`` where it is none, such as a short title."""
    try:
        return parse(text)
    except SymbolError:
        return None


def split_joint(text: str) -> tuple[Symbol, ...]:
    """Read the symbols of one document: ``A/80/74-E/2025/53`` has two, most documents one.

    Raises:
        SymbolError: It is no symbol, or there is other text in it.
    """
    stripped = _REISSUE.sub("", text.strip())
    matches = find(stripped)
    if (
        matches
        and (matches[0].start, matches[-1].end) == (0, len(stripped))
        and len(matches[0].joint) == len(matches) - 1
    ):
        return tuple(match.symbol for match in matches)
    return (parse(text),)


def render(symbol: Symbol) -> str:
    """Write a symbol in its canonical spelling."""
    return str(symbol)


def normalise(text: str) -> str:
    """Spell a symbol, or the symbols of a joint document, canonically.

    Example:
        ``"S/RES/2768(2025)*"`` gives ``"S/RES/2768 (2025)"``, ``"A/80/74 − E/2025/53"`` gives ``"A/80/74-E/2025/53"``.

    Raises:
        SymbolError: It is no symbol.
    """
    return "-".join(map(str, split_joint(text)))


def find(text: str) -> list[Match]:
    """Find the symbols in a running text, in reading order; each symbol of a joint document is a match.

    Symbols inside web addresses are left out, as are fractions, dates, job numbers and the like. Never raises.
    """
    addresses = iter(_ADDRESS.finditer(text))
    address = next(addresses, None)
    matches: list[Match] = []
    position = 0
    while start := _START.search(text, position):
        while address and address.end() <= start.start():
            address = next(addresses, None)
        if address and address.start() <= start.start():
            position = address.end()
            continue
        group = _read_group(text, start.start())
        matches += group
        position = group[-1].end if group else start.end()
    return matches


def _read_group(text: str, position: int) -> list[Match]:
    """The symbol at a position, with those that a dash joins to it."""
    spans: list[tuple[int, int, Symbol]] = []
    while read := read_parts(text, position, running=True):
        symbol = Symbol(read[0])
        if any(symbol.body == other.body for _, _, other in spans):
            break
        spans.append((position, read[1], symbol))
        link = _JOINT.match(text, read[1])
        if not link:
            break
        position = link.end()
    symbols = [symbol for _, _, symbol in spans]
    return [
        Match(start, end, symbol, tuple(symbols[:index] + symbols[index + 1 :]))
        for index, (start, end, symbol) in enumerate(spans)
    ]


def same(a: Symbol | str, b: Symbol | str) -> bool:
    """Whether two spellings name one document; a resolution may lack its year or session in brackets.

    A text that is no symbol, such as the short title that stands for one, names none.
    """
    one, other = (as_symbol(item) if isinstance(item, str) else item for item in (a, b))
    if one is None or other is None:
        return False
    if one == other:
        return True
    if not (one.is_resolution and other.is_resolution and one.body == other.body):
        return False
    if one.qualifier and other.qualifier:
        return False
    return _BRACKETS.sub("", str(one)) == _BRACKETS.sub("", str(other))


def base(symbol: Symbol) -> Symbol:
    """The document without its additions, revisions and corrections: ``DP/2025/14`` for ``DP/2025/14/Corr.1``."""
    count = len(symbol.suffixes)
    return Symbol(symbol.parts[:-count]) if count else symbol


def body_name(symbol: Symbol) -> str:
    """Full name of the issuing body, or an empty string where the symbol does not tell it for certain."""
    return bodies.name_of(tuple(symbol.body.split("/")))


def document_type(symbol: Symbol) -> str:
    """Type of the document in lower case, or an empty string where the symbol does not tell it."""
    if symbol.is_corrigendum:
        return "corrigendum"
    return bodies.type_of(base(symbol).parts, symbol.body, symbol.kind, symbol.country, symbol.number)


def url(symbol: Symbol, language: str = "en") -> str:
    """Address of the document's page for readers, in the official language of an ISO 639-1 code."""
    return f"https://docs.un.org/{language}/{quote(str(symbol))}"


def from_filename(name: str) -> tuple[Symbol, str] | None:
    """Read the symbol and the language out of a file's name.

    Args:
        name: ``A_HRC_RES_59_25.en.pdf``, ``S_RES_2768_(2025).en.pdf``, ``A_HRC_48_31-EN.docx``, ``A-HRC-48-31.pdf``.

    Returns:
        The symbol (the first one of a joint document) and the ISO 639-1 code, which is empty where the name does
        not tell it; ``None`` where the name holds no symbol.
    """
    text, language = spelled_out(name)
    try:
        return split_joint(text)[0], language
    except SymbolError:
        return None
