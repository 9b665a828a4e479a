"""Run a suite: every case asked and recorded as soon as it is done, so that a run that stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np

from assistant.answer import Answer, Citation
from assistant.answering.printed import printed_place
from assistant.chain import Turn, exchange
from assistant.judging.judge import calibration, select
from assistant.verify import cited_text
from evals.cases import Case, Suite, cases_of
from evals.runs.asking import QUOTING, Asking
from evals.runs.folder import Run, Settings
from evals.runs.judging import vote
from evals.runs.outcomes import Found, Outcome
from store.errors import RightsDeskError
from store.library import Library
from store.model import Passage

_GIVE_UP = 3
"""A model that failed on so many cases on end, and answered none before, fails on all."""


def choose(suite: Suite, limit: int = 0, tags: Sequence[str] = ()) -> list[Case]:
    """The cases of a suite that are to be asked.

    Args:
        suite: The suite.
        limit: At most so many questions or conversations; 0 for all.
        tags: Only entries with one of these; none for all.

    Raises:
        RightsDeskError: None is left.
    """
    entries = [entry for entry in suite.cases if not tags or set(tags) & set(entry.tags)]
    if not entries:
        known = sorted({tag for entry in suite.cases for tag in entry.tags})
        raise RightsDeskError(
            f"No case of {suite.name} has the tag {' or '.join(tags)}.", f"Its tags are: {', '.join(known) or 'none'}."
        )
    return cases_of(suite.model_copy(update={"cases": tuple(entries[: limit or None])}))


def settings_of(
    suite: Suite,
    cases: Sequence[Case],
    library: Library,
    *,
    limit: int,
    tags: Sequence[str],
    asking: Asking = QUOTING,
) -> Settings:
    """What a run of these cases on this library depends on."""
    weights = calibration()
    documents = [(entry.document.id, entry.fingerprint) for entry in library.entries()]
    return Settings(
        suite=suite.name,
        cases=_fingerprint([(case.id, case.turn.model_dump(mode="json"), case.before) for case in cases]),
        library=_fingerprint(documents),
        code=_code(),
        calibration=_fingerprint(asdict(weights)),
        threshold=weights.threshold,
        model=asking.name,
        judge=asking.judge.name if asking.judge else "",
        limit=limit,
        tags=tuple(tags),
    )


def _fingerprint(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _code() -> str:
    """The version; where the product runs from a checkout, with its commit and a fingerprint of what was changed."""
    root = Path(__file__).parents[2]
    released = version("rightsdesk")
    if not (root / ".git").exists():
        return released
    try:
        commit, changed = _git(root, "rev-parse", "--short=12", "HEAD"), _git(root, "diff", "HEAD")
    except (OSError, subprocess.SubprocessError):
        return released
    return f"{released} ({commit}{f', changed {_fingerprint(changed)}' if changed else ''})"


def _git(root: Path, *words: str) -> str:
    line = ["git", *words]
    done = subprocess.run(line, cwd=root, capture_output=True, text=True, check=True, timeout=10)  # noqa: S603 - our words
    return done.stdout.strip()


def run_cases(
    library: Library,
    cases: Sequence[Case],
    run: Run,
    on_case: Callable[[Outcome], None] = lambda _: None,
    asking: Asking = QUOTING,
) -> list[Outcome]:
    """Ask the cases that are not recorded yet, in order, and record each as soon as it is done.

    A conversation that was broken off begins anew, for its turns rest on the answers before them. A case that fails is
    recorded with its error, and the others are asked all the same; when the run goes on, it is asked again.

    Args:
        library: What is asked.
        cases: Turns of a conversation in order, one after the other.
        run: Where outcomes are recorded.
        on_case: Called after each case, those recorded before included.
        asking: With which model.

    Returns:
        All outcomes, in the order of the cases.

    Raises:
        RightsDeskError: The language model fails on every case.
    """
    known = {outcome.case.id: outcome for outcome in run.outcomes()}
    done: list[Outcome] = []
    talks = list(conversations(cases))
    kept = [
        known[case.id]
        for turns in talks
        if all(case.id in known and not known[case.id].error for case in turns)
        for case in turns
    ]
    run.keep(kept)
    whole = {outcome.case.id for outcome in kept}
    for turns in talks:
        history: list[Turn] = []
        for case in turns:
            outcome = known[case.id] if case.id in whole else ask_case(library, case, history, asking)
            if case.id not in whole:
                run.add(outcome)
            done.append(outcome)
            on_case(outcome)
        if asking.model and len(done) >= _GIVE_UP and all(each.error for each in done):
            raise RightsDeskError(
                f"The language model failed on each of the first {len(done)} questions: {done[-1].error}",
                f"Mend that, and go on with the same command and --out {run.folder}",
            )
    return done


def conversations(cases: Sequence[Case]) -> Iterator[list[Case]]:
    """The cases by conversation; a single question is one by itself."""
    turns: list[Case] = []
    for case in cases:
        if turns and not case.before:
            yield turns
            turns = []
        turns.append(case)
    if turns:
        yield turns


def ask_case(library: Library, case: Case, history: list[Turn], asking: Asking = QUOTING) -> Outcome:
    """Ask one case; the turn is added to the history of its conversation.

    After a turn that failed, the others of its conversation fail too: they rest on an answer that is not there.
    """
    if len(history) < len(case.before):
        return Outcome(case, None, error="A turn before this one failed.")
    try:
        return _ask(library, case, history, asking)
    except Exception as error:
        # The other cases are asked all the same; this one counts as failed.
        said = error.printed if isinstance(error, RightsDeskError) else error
        return Outcome(case, None, error=f"{type(error).__name__}: {said}")


def _ask(library: Library, case: Case, history: list[Turn], asking: Asking) -> Outcome:
    begun = time.perf_counter()
    done = exchange(library, case.question, history=history, model=asking.model)
    seconds = time.perf_counter() - begun
    answer, judged = done["answer"], done["judged"]
    if answer.failure:
        # Quotations in its place would be counted as the model's.
        return Outcome(case, None, seconds=round(seconds, 4), error=answer.failure)
    picked = select([each.verdict for each in judged], replace(calibration(), threshold=0.0))
    outcome = Outcome(
        case=case,
        answer=answer,
        found=tuple(_found(library, candidate.passage) for candidate in done["candidates"]),
        likelihood=round(judged[0].verdict.answered, 4) if judged else None,
        picked=tuple(_found(library, judged[index].candidate.passage) for index in picked),
        sources=tuple(_source(library, citation) for citation in answer.citations),
        similarity=_similarity(library, answer, case.turn.answer),
        seconds=round(seconds, 4),
        cost=asking.cost(answer),
        votes=vote(asking.judge, case, answer) if asking.judge else (),
    )
    history.append(Turn(done["question"], answer))
    return outcome


def _found(library: Library, passage: Passage) -> Found:
    return Found(_symbols(library, passage), passage.locator)


def _symbols(library: Library, passage: Passage) -> tuple[str, ...]:
    document = library.document(passage.symbol, passage.language)
    return (document.symbol, *document.other_symbols) if document else (passage.symbol,)


def _source(library: Library, citation: Citation) -> str:
    """What stands at the place of a citation; of a fact of the catalogue, also the words where they are printed."""
    text = cited_text(citation, library)
    document = library.document(citation.symbol, citation.language)
    if document is None or not citation.quote or citation.quote in text:
        return text
    there = printed_place(library, document, citation.quote) == (citation.locator, citation.page)
    return f"{text}\n{citation.quote}" if there else text


def _similarity(library: Library, answer: Answer, gold: str) -> float | None:
    if not answer.answered or not gold:
        return None
    text = " ".join(sentence.text for sentence in answer.sentences)
    first, second = np.asarray(library.embeddings.embed_documents([text, gold]), dtype=np.float64)
    return round(float(first @ second), 4)
