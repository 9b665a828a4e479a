"""Read the glyphs of a PDF page one by one: Arabic is shown in an order that only the place of each one tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from ingest.pdf.fonts import FontCache
from ingest.pdf.runs import PageReader, Run


def read_glyphs(page: PageObject, fonts: FontCache) -> list[Run]:
    """The glyphs of a page, a run each, in the order of its content stream.

    Glyphs for which the file names the text that they stand for (``ActualText``) are one run with that text.

    Args:
        page: A page of an open reader.
        fonts: Faces read on earlier pages of the same file; added to.
    """
    contents = page.get("/Contents")
    if contents is None:
        return []
    reader = _GlyphReader(page, fonts)
    reader.read(contents.get_object(), page.get("/Resources"), 0)
    return reader.runs


class _GlyphReader(PageReader):
    """Follows the operators of one page, glyph by glyph."""

    def __init__(self, page: PageObject, fonts: FontCache) -> None:
        super().__init__(page, fonts)
        self._named: list[tuple[int, str, int]] = []
        """Texts that the file names for glyphs: depth of the mark, the text, how many runs stood before it."""

    def _open_mark(self, operands: list[Any]) -> None:
        super()._open_mark(operands)
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, DictionaryObject | dict) and "/ActualText" in properties:
            self._named.append((len(self._marks), str(properties["/ActualText"]), len(self.runs)))

    def _close_mark(self) -> None:
        if self._named and self._named[-1][0] == len(self._marks):
            _, text, start = self._named.pop()
            shown = self.runs[start:]
            if shown and all(run.y == shown[0].y for run in shown):
                left, right = min(run.x0 for run in shown), max(run.x1 for run in shown)
                self.runs[start:] = [replace(shown[0], text=text, x0=left, x1=right)] if text else []
        super()._close_mark()

    def _show(self, items: Any) -> None:  # noqa: ANN401 - pypdf objects are untyped
        state = self._state
        if state.face is None or not isinstance(items, list):
            return
        for item in items:
            if isinstance(item, (int, float)):
                self._advance(-float(item) / 1000.0 * state.size * state.scale)
            elif isinstance(item, (bytes, str)):
                data = item if isinstance(item, bytes) else item.encode("latin-1", "replace")
                for text, width, is_space in state.face.named_glyphs(data):
                    start = self._place()
                    extra = state.char_space + (state.word_space if is_space else 0.0)
                    self._advance((width / 1000.0 * state.size + extra) * state.scale)
                    if shown := text.replace("\x00", ""):
                        self._add(shown, start, self._place())
