"""How scripts differ where structure is read: what ends a sentence, which know no spaces, which run to the left."""

from __future__ import annotations

import re

STOPS = (".", ";", "。", "；", "؛", "．")
"""What ends a sentence, or an item of a list."""

PAUSES = (*STOPS, ":", ",", "：", "，", "、", "،")
"""What ends a line of running text, though not a heading."""

_WIDE = "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
WIDE = re.compile(f"[{_WIDE}]")
"""A sign of Chinese writing, which knows no spaces between words and is as wide as it is high."""

WIDE_GAP = re.compile(rf"(?<=[{_WIDE}]) +(?=[{_WIDE}])")
"""A space between two such signs: only the typesetter's."""

ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
"""An Arabic letter; figures and marks are none."""

LETTER = r"[A-ZÀ-ÖØ-ÞА-ЯЁ\u0620-\u064a\u3400-\u9fff]"
"""What a sentence or heading can begin with: a capital, or a letter of a script that has none."""

RIGHT_TO_LEFT = ("ar",)
"""Codes of the languages that run from right to left."""

ORDER = (
    r"[一二三四五六七八九十]{1,3}[、.．]|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا)ً?\s?[-–]"
    r"|(?:ألف|باء|جيم|دال|هاء|واو|زاي|حاء|طاء|ياء)\s?[-–]"
)
"""What Chinese and Arabic headings are counted with, where others have Roman numerals and capitals."""

_ABJAD = "أبجدهوزحطيكلمنسعفصقرشت"
ABJAD = f"[{_ABJAD}]ـ?"
"""The letters that count the parts of a paragraph in Arabic, in their order."""


def latin_item(letter: str) -> str:
    """The Latin letter that stands in the other languages where an Arabic text counts with its own.

    >>> latin_item("ج")
    'c'
    """
    return chr(ord("a") + _ABJAD.index(letter[0])) if letter[:1] in _ABJAD else letter
