"""Words of documents and questions as HTML: every sign that HTML or Markdown could read as a command is spelled out."""

from __future__ import annotations

import re

_SIGN = re.compile(r"[<>&\"'`*_~|\\#$!:@=\[\](){}]")


def spell(text: str) -> str:
    """A text as HTML, also inside Markdown; line breaks are kept.

    >>> spell("<b> *x*")
    '&#60;b&#62; &#42;x&#42;'
    """
    spelled = _SIGN.sub(lambda found: f"&#{ord(found.group())};", text.strip())
    return "<br>".join(" ".join(line.split()) for line in spelled.splitlines())
