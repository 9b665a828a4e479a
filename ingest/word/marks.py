"""Count the footnotes and endnotes of a Word file as Word does: by section where it says so, own marks uncounted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.word.numbers import written
from ingest.word.package import Element, child, value

_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How Word numbers notes where the file does not say."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A note that the text refers to.

    Attributes:
        kind: ``footnote`` or ``endnote``.
        id: By which its part names it.
        mark: What is printed for it.
        page: Page of the reference, as far as the file tells.
    """

    kind: str
    id: str
    mark: str
    page: int


class NoteMarks:
    """Gives each reference its mark, in the order of the text.

    Args:
        settings: The settings of the file; ``None`` where it has none.
        sections: The properties of its sections, in order.

    Attributes:
        mentioned: The notes that the text has referred to so far.
        page: Page that the text has come to.
    """

    def __init__(self, settings: Element | None, sections: Sequence[Element]) -> None:
        self.mentioned: list[Mentioned] = []
        self.page = 1
        self._settings = settings
        self._sections = sections
        self._section = 0
        self._counts: dict[str, int] = {}
        self._seen: dict[str, tuple[int, int]] = {}

    def end_section(self) -> None:
        """The text has come to the end of a section."""
        self._section += 1

    def count(self, kind: str, note: str) -> str:
        """The mark of a note that is counted."""
        here, before = (self._section, self.page), self._seen.get(kind)
        restart = self._says(kind, "numRestart")
        anew = before is not None and (
            (restart == "eachSect" and before[0] != here[0]) or (restart == "eachPage" and before != here)
        )
        if before is None or anew:
            start = self._says(kind, "numStart")
            self._counts[kind] = int(start) - 1 if start.isdecimal() else 0
        self._seen[kind] = here
        self._counts[kind] += 1
        mark = written(self._counts[kind], self._says(kind, "numFmt") or _FORMATS[kind])
        self.name(kind, note, mark)
        return mark

    def name(self, kind: str, note: str, mark: str) -> None:
        """Note what is printed for a note; one with a mark of its own is not counted."""
        self.mentioned.append(Mentioned(kind, note, mark, self.page))

    def _says(self, kind: str, property_: str) -> str:
        """A property of the notes: that of the section, or of the whole file."""
        section = self._sections[self._section] if self._section < len(self._sections) else None
        return value(child(section, f"{kind}Pr"), property_) or value(child(self._settings, f"{kind}Pr"), property_)
