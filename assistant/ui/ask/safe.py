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


_COMMAND = re.compile(
    r"[<>`*~|\\\[\]]|&(?=#?\w+;)|!(?=\[)|(?m:^)\s*[-+=#]|(?<!\w)_|_(?!\w)|:(?=//)|(?<=\w)@(?=\w)|(?<=\d)\.(?=\s)"
)


def spell_typed(text: str) -> str:
    """A question as Markdown, with no more spelled out than could be read as a command: so it can be edited as typed.

    >>> spell_typed("What's in A/RES/78/213 (para. 17)?"), spell_typed("1. <b>")
    ("What's in A/RES/78/213 (para. 17)?", '1&#46; &#60;b&#62;')
    """
    return _COMMAND.sub(lambda found: f"{found.group()[:-1]}&#{ord(found.group()[-1])};", text.strip())
