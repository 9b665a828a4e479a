"""From a request to its outline: its questions and the standing issues of its template, each with its passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.drafting.finding import PassageFinder
from assistant.drafting.outline import OUTSIDE, Asked, Issue, Outline, Selected
from assistant.drafting.request import Request
from assistant.drafting.subject import is_within
from assistant.drafting.templates import template_of
from assistant.question import leans_back
from prompts.advice import Part, Template, Theme, read_themes
from store.library import Library
from store.words import content_words

_DOCUMENTS = 25
"""Documents of a list at most."""

_THEMES = 4
"""Themes of a request that become issues at most."""

_ASKED_FOR = {"when": "Under which conditions ", "who": "Which people or bodies ", "whom": "Which people or bodies "}
_AT_LARGE = "digital technologies"
_FIRST_WORD = re.compile(r"^(?:when|whom?)\s", re.I)

OnStep = Callable[[int, int, str], None]
"""Told what is done: how many issues are done, of how many, and which one is next."""


def make_outline(library: Library, request: Request, on_step: OnStep = lambda *_: None) -> Outline:
    """Find the issues of a request and the passages that speak to each.

    Args:
        library: Where.
        request: What is asked for.
        on_step: Told what is being done.
    """
    if not is_within(library, request):
        return Outline((), outside=_outside(request))
    template = template_of(library, request)
    issues, steps = planned(request, template)
    lists = any(head.part is Part.DOCUMENTS for head in template.heads)
    total = len(issues) + len(steps) + lists
    finder = PassageFinder(library)
    done: list[Issue] = []
    for issue in (*issues, *steps):
        on_step(len(done), total, issue.title)
        done.append(search(finder, issue, request.length.passages))
    documents: list[Selected] = []
    if lists:
        on_step(len(done), total, "Documents on the theme")
        documents = _documents(finder, [text for issue in issues for text in issue.search])
    listed, further = documents[:_DOCUMENTS], tuple(each.citation.symbol for each in documents[_DOCUMENTS:])
    return Outline(tuple(done[: len(issues)]), tuple(done[len(issues) :]), _by_date(library, listed), further)


def planned(request: Request, template: Template) -> tuple[list[Issue], list[Issue]]:
    """The issues of a request and the steps of its plan, before anything is looked for."""
    issues = [
        Issue(f"question-{number}", question, Asked.REQUEST, _standing_alone(question, request))
        for number, question in enumerate(request.questions, 1)
    ]
    if any(head.part is Part.ANALYSIS for head in template.heads):
        issues += [
            Issue(f"theme-{number}", theme.issue.title, Asked.FACTS, theme.issue.search)
            for number, theme in enumerate(_spoken_of(request), 1)
        ]
    issues += [
        Issue(f"standing-{number}", filled(each.title, request), Asked.TEMPLATE, _filled(each.search, request))
        for number, each in enumerate(template.issues, 1)
        if request.country or not any("{country}" in text for text in (each.title, *each.search))
    ]
    steps = [
        Issue(f"step-{number}", each.title, Asked.TEMPLATE, _filled(each.search, request))
        for number, each in enumerate(template.plan, 1)
    ]
    return issues, steps


def _standing_alone(question: str, request: Request) -> tuple[str, ...]:
    """What is searched for a question: alone unless it leans on the technology, with that, and with its kind.

    What documents say of digital technologies at large holds for each; few name the one that is asked about.

    "When" and "who" ask the chain for a date and a person; of advice they ask for conditions and for bodies.
    """
    technology = request.technology
    asked = _FIRST_WORD.sub(lambda found: _ASKED_FOR[found[0].strip().casefold()], question)
    named = {word.text for word in content_words(technology)} <= {word.text for word in content_words(question)}
    if not technology or named:
        return (asked,)
    with_it = f"{technology}: {asked}"
    return (with_it, f"{_AT_LARGE}: {asked}") if leans_back(question) else (asked, with_it)


def _spoken_of(request: Request) -> list[Theme]:
    """The themes that a request speaks of, those it speaks of most often."""
    text = " ".join((request.technology, *request.questions, request.facts)).casefold()
    times = {theme: sum(len(re.findall(_whole(word), text)) for word in theme.words) for theme in read_themes()}
    spoken = sorted((theme for theme, number in times.items() if number), key=lambda theme: -times[theme])
    return spoken[:_THEMES]


def _whole(word: str) -> str:
    """A pattern for a word of a theme: in singular and plural, or with any ending where it ends in a star."""
    return rf"(?<!\w){re.escape(word.removesuffix('*'))}" + ("" if word.endswith("*") else r"(?:e?s)?(?!\w)")


def search(finder: PassageFinder, issue: Issue, most: int) -> Issue:
    """An issue with what the library holds on it."""
    found = finder.find(issue.search, most)
    return replace(issue, passages=found.passages, nearest=found.nearest, missing=found.missing)


def filled(text: str, request: Request) -> str:
    """A text of a template with what the request says in place of its fields."""
    values = {
        "technology": request.technology_in_a_sentence or "digital technology",
        "country": request.country or "the country concerned",
        "requester": f"the {request.requester.value}" if request.requester else "the requester",
    }
    for field, value in values.items():
        text = text.replace(f"{{{field}}}", value)
    return text


def _filled(texts: Sequence[str], request: Request) -> tuple[str, ...]:
    return tuple(filled(text, request) for text in texts)


def _documents(finder: PassageFinder, searches: Sequence[str]) -> list[Selected]:
    """The passage that speaks best for each document on a theme, the likeliest first."""
    best: dict[str, Selected] = {}
    for each in finder.find(searches, 10 * _DOCUMENTS).passages:
        best.setdefault(each.citation.symbol, each)
    return list(best.values())


def _by_date(library: Library, documents: Sequence[Selected]) -> tuple[Selected, ...]:
    """Documents by date; those without a date last."""

    def date(each: Selected) -> tuple[str, str]:
        document = library.document(each.citation.symbol, each.citation.language)
        return (document.date if document and document.date else "9999", each.citation.symbol)

    return tuple(sorted(documents, key=date))


def _outside(request: Request) -> str:
    subject = request.technology or request.questions[0]
    letters = [sign for sign in "".join((request.technology, *request.questions)) if sign.isalpha()]
    if not any(sign.isascii() for sign in letters):
        return f"{OUTSIDE} Requests are read in English so far: write “{subject}” in English."
    return (
        f"{OUTSIDE} Nothing in it comes near “{subject}”, and no advice is drafted on what it does not hold. If the "
        "request does concern digital technology and human rights, say so in its technology or its questions."
    )
