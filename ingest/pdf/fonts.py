"""The fonts of a PDF as text runs need them: characters and widths of codes, weight, slope."""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

UNKNOWN = "\ufffd"
"""Stands for a glyph of which a file does not tell the character."""


class Face:
    """One font: the characters and width of each code, weight and slope."""

    def __init__(self, font: Font, *, only_mapped: bool = False) -> None:
        self._font = font
        self._only_mapped = only_mapped
        self._seen: dict[str, tuple[str, float, bool]] = {}
        name = f"{font.name} {font.font_descriptor.name}".lower()
        self.bold = any(word in name for word in ("bold", "black", "heavy", "demi"))
        self.italic = "italic" in name or "oblique" in name or abs(font.font_descriptor.italic_angle) > 4

    def glyphs(self, data: bytes) -> list[tuple[str, float, bool]]:
        """Text, width in thousandths of an em, and whether it is the space, of each character code."""
        encoding = self._font.encoding
        codes = data.decode(encoding, "replace") if isinstance(encoding, str) else data.decode("latin-1")
        return [self._seen.get(code) or self._glyph(code) for code in codes]

    def named_glyphs(self, data: bytes) -> list[tuple[str, float, bool]]:
        """The same, with ``UNKNOWN`` for the text of a code that the font's own map leaves out."""
        known = self._font.character_map if self._only_mapped else None
        encoding = self._font.encoding
        codes = data.decode(encoding, "replace") if isinstance(encoding, str) else data.decode("latin-1")
        glyphs = zip(codes, self.glyphs(data), strict=True)
        return [glyph if known is None or code in known else (UNKNOWN, *glyph[1:]) for code, glyph in glyphs]

    def _glyph(self, code: str) -> tuple[str, float, bool]:
        font = self._font
        name = font.encoding.get(ord(code), code) if isinstance(font.encoding, dict) else code
        text = "".join(font.character_map.get(char, char) for char in name)
        is_space = code == font.space_char
        width = float(font.space_width) if is_space else font.get_text_width(code)
        self._seen[code] = (text, width, is_space)
        return self._seen[code]


FontCache = dict[int, Face]
"""Faces already read, by the object number of the font resource."""


class Faces:
    """The fonts that a page or form names, read when first used."""

    def __init__(self, resources: DictionaryObject, cache: FontCache) -> None:
        fonts = resources.get("/Font")
        self._fonts: Any = fonts.get_object() if fonts is not None else DictionaryObject()
        self._cache = cache
        self._named: dict[str, Face | None] = {}

    def get(self, name: str) -> Face | None:
        """The font of a name; ``None`` where the page has none or its glyphs stand for no characters."""
        if name not in self._named:
            self._named[name] = self._read(name)
        return self._named[name]

    def _read(self, name: str) -> Face | None:
        if name not in self._fonts:
            return None
        reference = self._fonts.raw_get(name)
        key = getattr(reference, "idnum", None)
        if key is not None and key in self._cache:
            return self._cache[key]
        resource = reference.get_object()
        if not isinstance(resource, DictionaryObject):
            return None
        font = Font.from_font_resource(resource)
        # Without an encoding of its own, a font names its characters by its map or not at all.
        encoded = resource.get("/Encoding", "/Identity-H") not in ("/Identity-H", "/Identity-V")
        face = Face(font, only_mapped="/ToUnicode" in resource and not encoded) if font.interpretable else None
        if key is not None and face is not None:
            self._cache[key] = face
        return face
