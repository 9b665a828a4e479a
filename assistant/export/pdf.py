"""A manuscript as PDF: tagged for screen readers (PDF/UA-1), and refused rather than with boxes for missing letters."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import matplotlib
import typst

from assistant.export.characters import on_one_line
from assistant.export.manuscript import Manuscript
from assistant.export.pandoc import Node, convert
from store.errors import RightsDeskError

_LONG = 24
"""Characters of a word from which it may be broken without a hyphen."""

_PART = re.compile(rf"[^/]{{1,{_LONG}}}/*|/+")
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
_SHOWN = 12
"""Missing characters that a refusal names."""

_FIRST = ("Libertinus Serif", "DejaVu Sans")
"""The fonts that come along: with Typst for Latin, Greek and Cyrillic, with matplotlib for Arabic."""

_BOXES = re.compile("last ?resort", re.IGNORECASE)
"""Fonts that have a box for every character, as matplotlib and macOS bring one."""


def write_pdf(manuscript: Manuscript) -> bytes:
    """The manuscript as PDF, in the fonts that come along and, for what they lack, those of the machine.

    Raises:
        RightsDeskError: No font has some of its characters.
    """
    layout = resources.files("assistant.export").joinpath("pages.typ").read_text(encoding="utf-8")
    body = convert(manuscript, spell, "typst")
    fonts = typst.Fonts(font_paths=[Path(matplotlib.get_data_path(), "fonts", "ttf")])
    others = [name for name in fonts.families() if name not in _FIRST and not _BOXES.search(name)]
    facts = {
        "fonts": "\n".join([*_FIRST, *others]),
        "title": on_one_line(manuscript.title),
        "date": on_one_line(manuscript.date),
        "language": manuscript.language,
    }
    try:
        written = typst.compile(
            f"{layout}\n{body}".encode(),
            format="pdf",
            font_paths=fonts,
            sys_inputs=facts,
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        missing = "".join(dict.fromkeys("".join(_MISSING.findall(error.diagnostic))))
        if not missing:
            raise
        raise _without_font(missing) from error
    return written


def _without_font(missing: str) -> RightsDeskError:
    named = " ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
    return RightsDeskError(
        f"No font on this machine has these characters, so a PDF would not show them: {named}",
        "Export as DOCX or Markdown, or install a font that has them (Noto has every script) and export again.",
    )


def spell(word: str, begins: bool) -> Node:
    """A word as a string of Typst's, in which nothing is a command."""
    parts = _PART.findall(word) if len(word) > _LONG else [word]
    strings = ['#"{}";'.format(part.replace("\\", "\\\\").replace('"', '\\"')) for part in parts]
    return {"t": "RawInline", "c": ["typst", "#h(0pt);".join(strings)]}
