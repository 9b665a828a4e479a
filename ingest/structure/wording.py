"""The words by which documents show their structure, in all official languages at once: ``wording.toml`` as patterns.

The languages share few words, so a document is read with the words of all of them, whichever it is in.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ingest.grammar.numerals import roman, roman_value

_PARTS = ("draft_resolution", "draft_decision", "part", "annex", "appendix", "enclosure", "attachment")
"""Parts of a document with their own numbering, as they are looked for."""

_ARTICLE = re.compile(r"^(?:The |L’|L[ea] |El |إن )")


@cache
def _languages() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("ingest.structure") / "wording.toml").read_text(encoding="utf-8"))


def _phrases(kind: str) -> list[str]:
    """The phrases of a kind in all languages, longer ones first."""
    found = {phrase for words in _languages().values() for phrase in words.get(kind, ())}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))


def _ordinals() -> dict[str, int]:
    return {
        form: number
        for words in _languages().values()
        for number, forms in enumerate(words["ordinals"], start=1)
        for form in forms.split("|")
    }


@cache
def _number() -> str:
    ordinals = "|".join(sorted(map(re.escape, _ordinals()), key=len, reverse=True))
    return rf"(?:(?-i:[IVXLC]+|[A-Z])|\d{{1,2}}|{ordinals})(?![^\W\u3400-\u9fff])"


def _spelled(phrase: str, number: str) -> str:
    pattern = re.escape(phrase).replace("’", "['’]").replace(r"\ ", r"\s+")
    return pattern.replace(r"\{n\}", rf"\s*{number}").replace("…", r".{1,120}?")


def pattern(*kinds: str, number: str | None = None) -> str:
    """A regular expression, for use without case, that the phrases of some kinds match in any language.

    Args:
        kinds: Keys of ``wording.toml``.
        number: What ``{n}`` stands for; a number or ordinal in figures or words when omitted.

    >>> bool(re.fullmatch(pattern("annex"), "ANNEXE", re.I)), bool(re.match(pattern("chapter"), "第二章"))
    (True, True)
    """
    number = _number() if number is None else number
    return "|".join(_spelled(phrase, number) for kind in kinds for phrase in _phrases(kind))


@cache
def organ_lines() -> re.Pattern[str]:
    """The line that opens a resolution: the organ that speaks, and a comma."""
    return re.compile(rf"\[?(?:{pattern('organs')})\s?[,،，]$", re.I)


@cache
def organ_names() -> str:
    """A regular expression for the organs' names without their articles, as mastheads print them."""
    names = {_ARTICLE.sub("", phrase) for phrase in _phrases("organs")}
    return "|".join(_spelled(name, "") for name in sorted(names, key=len, reverse=True))


@cache
def months() -> dict[str, int]:
    """The months' names in lower case, with their numbers."""
    return {
        form.lower(): number
        for words in _languages().values()
        for number, forms in enumerate(words["months"], start=1)
        for form in forms.split("|")
    }


def value_of(text: str) -> int | None:
    """Value of a number in figures, or of an ordinal in words of any language.

    >>> value_of("IV"), value_of("الثاني"), value_of("三"), value_of("12")
    (4, 2, 3, 12)
    """
    known = _ordinals().get(text.lower())
    return known or (int(text) if text.isdecimal() else roman_value(text))


@cache
def _part_patterns() -> list[tuple[str, re.Pattern[str]]]:
    number = _number().replace("(?:", "(?P<number>", 1)
    made = []
    for kind in _PARTS:
        end = r"\s*$" if kind.startswith("draft") else ""
        for phrase in _phrases(kind):
            own = _spelled(phrase, number)
            # With its number, set apart or, as in Chinese, right behind its word; or alone.
            forms = [own] if "{n}" in phrase else [rf"{own}\.?\s*{number}(?!\w)", rf"{own}(?!\w)"]
            made += [(kind, re.compile(rf"^{form}{end}", re.I)) for form in forms]
    return made


def part_named(text: str) -> tuple[str, str] | None:
    """The part of a document that a heading in any language opens: its kind in English, and its number.

    >>> part_named("Приложение II"), part_named("附件一"), part_named("المرفق الثاني"), part_named("Annexe")
    (('annex', 'II'), ('annex', 'I'), ('annex', 'II'), ('annex', ''))
    """
    if text[:1].islower():
        return None
    for kind, opening in _part_patterns():
        if match := opening.match(text):
            number = match.groupdict().get("number") or ""
            if number.lower() in _ordinals():
                number = roman(_ordinals()[number.lower()]).upper()
            return kind.replace("_", " "), number
    return None
