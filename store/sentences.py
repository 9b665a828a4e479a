"""Where the sentences of a paragraph begin and end, in the prose of United Nations documents."""

from __future__ import annotations

import re

Span = tuple[int, int]
"""Start and end in a text, as in a slice."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_STOP = re.compile(r"""(?P<stop>[.!?…؟]+|[。！？]+)(?P<close>["'”’»›)\]]*)""")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'“‘«]+$")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,5}|[IVXLC]{1,5})[.)\]]+")
_NUMBER_NEXT = re.compile(r"[(\[]?(?:\d|[IVXLCivxlc]+\b|[A-Za-z]\b)")
_FIRST_WORD = re.compile(r"[\"'“‘«(\[]*(\w+)")

_BEFORE_A_NUMBER = _words(
    "no nos para paras art arts vol vols p pp sect sects sec ch chap chaps fig figs add corr rev suppl jan feb "
    "mar apr jun jul aug sep sept oct nov dec res doc eq ser n nn"
)
"""Shortened only where a number follows: "No. 25", but "The answer is no. The State ..."."""

_NEVER_LAST = _words(
    "mr mrs ms mx dr prof st messrs mme mlle gen col lt capt hon sgt amb e.g i.e cf viz vs v ca approx incl excl "
    "eds h.e"
)
"""Never end a sentence: something always follows."""

_SOMETIMES_LAST = _words(
    "et al etc cit ibid id inc ltd co corp jr sr ed u.s u.n u.k e.u u.s.a a.m p.m ph.d ll.m dept univ assoc"
)
"""End a sentence only where the next word is one that begins sentences."""

_BEGINNERS = _words(
    "a an all although and any as at because both but by despite during each first for from furthermore given he "
    "her his how however i if in indeed it its many moreover most no on other our several she since some such "
    "that the their there therefore these they this those thus to under we what when where while who with"
)


def split_sentences(text: str) -> list[Span]:
    """Split a passage into sentences.

    A line break always ends a sentence: sub-paragraphs and list items stand on lines of their own.

    Args:
        text: A passage's text.

    Returns:
        Spans in order, without overlap, trimmed of white space; together they hold everything else.
    """
    spans: list[Span] = []
    for line in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        spans.extend(_split_line(text, line.start(), line.end()))
    return spans


def _split_line(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        if _ends_sentence(text, begin, match, end):
            _append(spans, text, begin, match.end())
            begin = match.end()
    _append(spans, text, begin, end)
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if stripped := piece.strip():
        left = start + len(piece) - len(piece.lstrip())
        spans.append((left, left + len(stripped)))


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    stop = match["stop"]
    if stop[0] in "。！？":
        return True
    rest = text[match.end() : end]
    following = rest.lstrip()
    if not following or following == rest:
        return False
    if following[0].islower() or following[0] in ",;:–—":
        return False
    if stop != "." or match["close"]:
        return True
    if _ENUMERATOR.fullmatch(text[begin : match.end()].strip()):
        return False
    before = _WORD_BEFORE.search(text, begin, match.start())
    return before is None or not _is_shortened(before[0], following, text[begin : before.start()])


def _is_shortened(word: str, following: str, before: str) -> bool:
    """Whether the stop after ``word`` marks an abbreviation or an initial, not the end of a sentence."""
    key = word.lower()
    if key in _NEVER_LAST:
        return True
    if key in _BEFORE_A_NUMBER:
        return _NUMBER_NEXT.match(following) is not None and not _begins_sentence(following)
    if key in _SOMETIMES_LAST:
        return not _begins_sentence(following)
    if re.fullmatch(r"(?:[^\W\d_]\.-?)*[^\W\d_]", word) and word[-1].isupper():
        # An initial, unless it labels something or is a whole name: "annex A. The ...", "Mr. X. She ...".
        previous = (before.split() or [""])[-1]
        labels = previous.islower() or previous.rstrip(".").lower() in _NEVER_LAST
        return not (labels and _begins_sentence(following))
    return False


def _begins_sentence(following: str) -> bool:
    first = _FIRST_WORD.match(following)
    return first is not None and first[1].lower() in _BEGINNERS and first[1] != "I"
