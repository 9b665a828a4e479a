"""Requests as YAML: read with every mistake and its line, and an empty commented one to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.drafting.request import (
    LONGEST_FACTS,
    LONGEST_LINE,
    LONGEST_QUESTION,
    MOST_QUESTIONS,
    Length,
    Request,
    Requester,
    Stage,
)
from assistant.drafting.templates import Templates
from assistant.yaml_reading import Lines, Mistake, MistakesError, Written, read_yaml
from ingest.language import LANGUAGE_NAMES
from store.words import whole

KEYS = (
    "requester",
    "country",
    "technology",
    "stage",
    "facts",
    "questions",
    "audience",
    "length",
    "language",
    "template",
)
"""What a request may hold."""

_CHOICES: Mapping[str, type[StrEnum]] = {"requester": Requester, "stage": Stage, "length": Length}
_TEXTS = ("country", "technology", "facts", "audience", "template", "language")
_SHORTEN = "Give the facts that the advice turns on; the rest can be an annex."
_LARGEST_FILE = 2_000_000
"""Bytes; a request is no archive."""


def read_request(file: Path, templates: Templates) -> Request:
    """Read a request.

    Args:
        file: Where.
        templates: Those that it can name.

    Raises:
        MistakesError: It has mistakes; all of them are named.
    """
    request, mistakes = examine(file, templates)
    if request is None:
        raise MistakesError(file, mistakes)
    return request


def examine(file: Path, templates: Templates) -> tuple[Request | None, list[Mistake]]:
    """Read a request and name every mistake, in the order of their lines."""
    try:
        if file.stat().st_size > _LARGEST_FILE:
            large = Mistake(1, "The file is larger than 2 MB.", _SHORTEN)
            return None, [large]
    except OSError as error:
        return None, [Mistake(1, f"It cannot be read: {error.strerror or error}.", "Name a file that is there.")]
    return make_request(read_yaml(file), templates)


def make_request(written: Written, templates: Templates) -> tuple[Request | None, list[Mistake]]:
    """A request from what a file or a form holds, or every mistake in it."""
    if written.mistakes:
        return None, list(written.mistakes)
    data, lines = written.data, written.lines
    if not isinstance(data, Mapping):
        return None, [_empty(lines)]
    given = {str(key): value for key, value in data.items() if value not in (None, "", [])}
    mistakes = [*written.twice, *_unknown(given, lines), *_wrong(given, lines, list(templates.by_key))]
    if not mistakes and not given.keys() & {"technology", "questions"}:
        mistakes = [_empty(lines)]
    if mistakes:
        return None, sorted(mistakes)
    values: dict[str, Any] = {name: whole(str(given[name])).strip() for name in _TEXTS if name in given}
    values |= {name: kind(given[name]) for name, kind in _CHOICES.items() if name in given}
    values["questions"] = tuple(" ".join(whole(each).split()) for each in _questions(given.get("questions", [])))
    return Request(**values), []


def _empty(lines: Lines) -> Mistake:
    return Mistake(lines.of(), "The request is empty.", "Give technology: or questions:; the rest may be left out.")


def _unknown(given: Mapping[str, Any], lines: Lines) -> Iterator[Mistake]:
    for key in given:
        if key not in KEYS:
            yield Mistake(lines.of(key), f"{key}: there is no such field.", f"Known are: {', '.join(KEYS)}.")


def _wrong(given: Mapping[str, Any], lines: Lines, templates: list[str]) -> Iterator[Mistake]:
    for name, kind in _CHOICES.items():
        known = [each.value for each in kind]
        if name in given and given[name] not in known:
            yield _no_such(name, given[name], known, lines)
    for name in _TEXTS:
        value = given.get(name, "")
        if not isinstance(value, str):
            yield Mistake(
                lines.of(name), f"{name}: this has to be text, not {value!r:.60}.", "Put it in quotation marks."
            )
        elif len(value) > (longest := LONGEST_FACTS if name == "facts" else LONGEST_LINE):
            what = f"{name}: it has {len(value):,} characters; {longest:,} are allowed."
            yield Mistake(lines.of(name), what, _SHORTEN if name == "facts" else "Put what is long under facts.")
    template = given.get("template", "")
    if isinstance(template, str) and template and template not in templates:
        yield _no_such("template", template, templates, lines)
    language = given.get("language", "en")
    if isinstance(language, str) and language != "en":
        named = f"{LANGUAGE_NAMES[language]} drafts" if language in LANGUAGE_NAMES else f"drafts in {language!r:.20}"
        yield Mistake(lines.of("language"), f"language: there are no {named} yet.", "Write en, or leave it out.")
    yield from _wrong_questions(given.get("questions", []), lines)


def _no_such(name: str, value: object, known: list[str], lines: Lines) -> Mistake:
    return Mistake(lines.of(name), f"{name}: there is no {value!r:.60}.", f"Known are: {', '.join(known)}.")


def _questions(value: Any) -> list[Any]:  # noqa: ANN401 - what a file holds
    """One question may stand without a list."""
    return [value] if isinstance(value, str) else value


def _wrong_questions(value: Any, lines: Lines) -> Iterator[Mistake]:  # noqa: ANN401 - what a file holds
    questions = _questions(value)
    if not isinstance(questions, list):
        yield Mistake(lines.of("questions"), "questions: this has to be a list.", "Begin each line with a hyphen.")
        return
    if len(questions) > MOST_QUESTIONS:
        what = f"questions: there are {len(questions)}; {MOST_QUESTIONS} are allowed."
        yield Mistake(lines.of("questions"), what, "Make two requests of it.")
    for number, each in enumerate(questions[:MOST_QUESTIONS]):
        line = lines.of("questions", number)
        if not isinstance(each, str):
            what = f"questions, no. {number + 1}: this has to be text, not {each!r:.60}."
            yield Mistake(line, what, "Put it in quotation marks.")
        elif not each.strip():
            yield Mistake(line, f"questions, no. {number + 1}: it is empty.", "Write some words, or take it out.")
        elif len(each) > LONGEST_QUESTION:
            what = f"questions, no. {number + 1}: it has {len(each):,} characters; {LONGEST_QUESTION:,} are allowed."
            yield Mistake(line, what, "Put what is no question under facts.")


def blank_request(templates: Templates) -> str:
    """An empty request with comments, which can be read once it is filled in; it names the templates."""
    kinds = [f"#   {key}: {each.use}" for key, each in templates.by_key.items()]
    left_out = [f"#   Left out: {each}" for each in templates.left_out]
    return _BLANK.format(
        requesters=", ".join(each.value for each in Requester),
        stages=", ".join(each.value for each in Stage),
        lengths=", ".join(each.value for each in Length),
        templates="\n".join([*kinds, *left_out]),
        pages=f"{LONGEST_FACTS:,}",
    )


_BLANK = """\
# A request for advice. Only technology or questions is needed; leave out what you do not know.
# Write the draft with: rightsdesk draft run THIS_FILE --out ADVICE.docx

# Who asks: {requesters}.
requester:

# Where.
country:

# The technology or measure, in a few words: facial recognition in public spaces.
technology:

# At which stage it is: {stages}.
stage:

# What is known of the case, {pages} characters at most. Themes that it speaks of, such as children, become issues.
facts: |

# What is to be answered; each question becomes an issue.
questions:
#  - What safeguards must be in place before it is used?
#  - Who has to be consulted?

# Who will read the advice.
audience:

# How much is drafted: {lengths}.
length: standard

# Language of the draft: en.
language: en

# Kind of advice; without one, requester and stage decide.
{templates}
template:
"""
