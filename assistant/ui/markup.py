"""Small pieces of HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ingest.structure.scripts import RIGHT_TO_LEFT


def attributes(values: Mapping[str, str]) -> str:
    """The attributes of an element, their values escaped.

    >>> attributes({"href": "/?a=1&b=2"})
    'href="/?a=1&amp;b=2"'
    """
    return " ".join(f'{name}="{escape(value)}"' for name, value in values.items())


def written(language: str) -> str:
    """The attributes of words in a language, so that they are shown, read out and broken into lines as it is written.

    >>> written("ar")
    'lang="ar" dir="rtl"'
    """
    return f'lang="{escape(language)}" dir="{"rtl" if language in RIGHT_TO_LEFT else "auto"}"'


def count(number: int, noun: str) -> str:
    """A number of things.

    >>> count(1, "document"), count(1390, "paragraph")
    ('1 document', '1,390 paragraphs')
    """
    return f"{number:,} {noun}{'s' * (number != 1)}"
