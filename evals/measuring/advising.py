"""How good drafts of advice are: requests with the paragraphs a specialist would expect, drafted and measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Citation
from assistant.drafting.draft import Basis, Draft
from assistant.drafting.outlining import make_outline
from assistant.drafting.reading import make_request
from assistant.drafting.request import Request
from assistant.drafting.review import places_left
from assistant.drafting.templates import shipped_templates
from assistant.drafting.writing import write_draft
from assistant.language.models import Model
from assistant.verify import cited_text
from assistant.yaml_reading import Mistake, MistakesError, Written, read_yaml
from evals.cases import Gold, is_right, parse_gold
from evals.metrics.attribution import supported
from store.library import Library

SHIPPED = Path(__file__).parents[1] / "requests" / "advice.yaml"
"""The requests that come with the product, on the starter library."""


@dataclass(frozen=True, slots=True)
class AdviceCase:
    """A request with what its advice should rest on.

    Attributes:
        id: Unlike every other.
        request: What is asked for.
        gold: The paragraphs that a specialist would expect; none where the request is outside the subject.
        outside: Whether it is outside the subject, so that nothing is to be drafted.
    """

    id: str
    request: Request
    gold: tuple[Gold, ...]
    outside: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one case.

    Attributes:
        id: Of the case.
        coverage: Share of the gold paragraphs that the draft cites; nothing where the case is outside the subject.
        missed: The others.
        claims: Sentences that say what a document says.
        unsupported: Those that the paragraphs they cite do not support.
        citations: Places that are cited, each once.
        resolved: Those that the library holds, with the words that are quoted.
        places: Places that are left to the drafter.
        right: Whether a draft was made where one was to be made, and only there.
        seconds: How long it took.
    """

    id: str
    coverage: float | None
    missed: tuple[str, ...]
    claims: int
    unsupported: int
    citations: int
    resolved: int
    places: int
    right: bool
    seconds: float


def read_cases(file: Path) -> list[AdviceCase]:
    """Read requests with their gold.

    Raises:
        MistakesError: There are mistakes; all of them are named.
    """
    written = read_yaml(file)
    mistakes = [*written.mistakes, *written.twice]
    entries = written.data.get("cases") if isinstance(written.data, dict) else None
    if not mistakes and not (isinstance(entries, list) and entries):
        mistakes.append(Mistake(1, "There are no cases.", "Write cases:, and under it a list of requests."))
    if mistakes:
        raise MistakesError(file, mistakes)
    cases: list[AdviceCase] = []
    for number, entry in enumerate(entries or []):
        case, wrong = _case(entry, number, written)
        mistakes += wrong
        cases += [case] if case else []
    if mistakes:
        raise MistakesError(file, sorted(mistakes))
    return cases


def _case(entry: Any, number: int, written: Written) -> tuple[AdviceCase | None, list[Mistake]]:  # noqa: ANN401 - what a file holds
    line = written.lines.of("cases", number)
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        return None, [Mistake(line, "This is no case.", "Give it id:, request: and gold:, or outside: true.")]
    if unknown := sorted(set(entry) - {"id", "request", "gold", "outside"}):
        return None, [Mistake(line, f"{entry['id']}: there is no field {unknown[0]}.", "Take it out.")]
    asked = Written(entry.get("request"), written.lines.within("cases", number, "request"))
    request, mistakes = make_request(asked, shipped_templates())
    gold: list[Gold] = []
    for place, text in enumerate(entry.get("gold") or []):
        try:
            gold.append(parse_gold(str(text)))
        except ValueError as error:
            mistakes.append(Mistake(written.lines.of("cases", number, "gold", place), str(error), ""))
    outside = entry.get("outside", False) is True
    if outside == bool(gold):
        mistakes.append(Mistake(line, f"{entry['id']}: it needs gold, or outside: true.", "Give one of the two."))
    if request is None or mistakes:
        return None, mistakes
    return AdviceCase(entry["id"], request, tuple(gold), outside), []


def measure(
    library: Library,
    cases: Sequence[AdviceCase],
    model: Model | None = None,
    on_case: Callable[[Measured], None] = lambda _: None,
) -> list[Measured]:
    """Draft each request and measure the draft."""
    done = []
    for case in cases:
        done.append(_measure(library, case, model))
        on_case(done[-1])
    return done


def _measure(library: Library, case: AdviceCase, model: Model | None) -> Measured:
    begun = time.perf_counter()
    outline = make_outline(library, case.request)
    draft = None if outline.outside else write_draft(library, case.request, outline, model)
    seconds = round(time.perf_counter() - begun, 1)
    if draft is None:
        coverage = None if case.outside else 0.0
        missed = tuple(map(str, case.gold))
        return Measured(case.id, coverage, missed, 0, 0, 0, 0, 0, case.outside, seconds)
    cited = {(each.symbol, each.locator, each.quote): each for each in draft.citations}
    missed = tuple(str(gold) for gold in case.gold if not any(_is(library, each, gold) for each in cited.values()))
    claims = list(_claims(library, draft))
    return Measured(
        id=case.id,
        coverage=None if case.outside else 1 - len(missed) / len(case.gold),
        missed=missed,
        claims=len(claims),
        unsupported=sum(not supported(text, sources) for text, sources in claims),
        citations=len(cited),
        resolved=sum(bool(each.quote) and each.quote in cited_text(each, library) for each in cited.values()),
        places=places_left(draft),
        right=not case.outside,
        seconds=seconds,
    )


def _is(library: Library, citation: Citation, gold: Gold) -> bool:
    document = library.document(citation.symbol, citation.language)
    symbols = (document.symbol, *document.other_symbols) if document else (citation.symbol,)
    return is_right(symbols, citation.locator, [gold])


def _claims(library: Library, draft: Draft) -> Iterator[tuple[str, list[str]]]:
    """The sentences that say what a document says, each with the text of what it cites."""
    for paragraph in draft.paragraphs:
        for sentence in paragraph.sentences:
            if sentence.basis in {Basis.QUOTED, Basis.CHECKED, Basis.TYPED}:
                sources = [
                    f"{each.reference}\n{each.title}\n{cited_text(each, library)}" for each in sentence.citations
                ]
                yield sentence.text.strip("“”"), sources


def mean_coverage(measured: Sequence[Measured]) -> float:
    """The mean share of gold paragraphs over the cases that have some."""
    values = [each.coverage for each in measured if each.coverage is not None]
    return sum(values) / len(values) if values else 0.0
