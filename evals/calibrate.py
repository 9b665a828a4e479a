"""Set what the judge goes by, on the suite ``calibration``: ``python -m evals.calibrate``.

Two logistic regressions on the figures of `assistant.judging.evidence`: one on every candidate (is it a right one?)
that orders them, and one on the best passage of every question (is it answerable?) that decides whether to abstain.
Threshold, margin and number are read off predictions for questions left out of the fit (five folds, eight shuffles).
The suite ``corpus``, which scores the result, is not read here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.chain import understand
from assistant.judging.evidence import Evidence, weigh
from assistant.retrieval.turning import speaking_of
from assistant.retriever import retrieve
from evals.cases import Case, cases_of, is_right
from evals.libraries.reports import open_reports
from evals.suites import SHIPPED, read_suite
from store.library import Library

OUTPUT = Path(__file__).parent.parent / "assistant" / "judging" / "calibration.json"
ANSWERS = ("score", "behind", "read", "cosine", "coverage", "names", "years", "numbers", "kind", "met")
ANSWERED = ("met", "open")
REFUSED = 0.17
"""Share of the answerable that may be refused, where the threshold is set."""

PRECISION = 0.59
"""Share of citations that have to be right, where the margin is set; with .58, `eval gate` stops `starter`."""

OFF_TOPIC = 0.01
"""Share of the answerable whose nearest passage may be farther away than the floor."""

_CANDIDATES = 20
_STRENGTH = 0.3
_SHUFFLES = 8
_FOLDS = 5

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """One question with the evidence of its candidates, and which of them are right."""

    case: Case
    evidence: tuple[Evidence, ...]
    right: tuple[bool, ...]


def sample(library: Library, case: Case) -> Sample | None:
    """The evidence for a question; nothing for follow-ups and look-ups, which the judge does not see."""
    question = understand(library, case.question)
    if case.before or question.locators:
        return None
    candidates = speaking_of(question, retrieve(library, question, limit=_CANDIDATES), library)
    if not candidates:
        return None
    documents = {document.symbol: document for document in library.documents()}
    right = [
        is_right(
            (candidate.passage.symbol, *documents[candidate.passage.symbol].other_symbols),
            candidate.passage.locator,
            case.right,
        )
        for candidate in candidates
    ]
    return Sample(case, tuple(weigh(library, question, candidates)), tuple(right))


def fit(rows: Numbers, labels: Sequence[bool], names: Sequence[str]) -> dict[str, Any]:
    """A logistic regression on standardised figures, written for figures as they are."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=_STRENGTH, max_iter=5000).fit((rows - mean) / spread, labels)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - weights @ mean)
    named = zip(names, weights, strict=True)
    return {"bias": round(bias, 4), "weights": {name: round(float(weight), 4) for name, weight in named}}


def figures(evidence: Sequence[Evidence], names: Sequence[str]) -> Numbers:
    """The named figures, a row for each passage."""
    return np.array([[getattr(each, name) for name in names] for each in evidence])


def likelihoods(rows: Numbers, fitted: dict[str, Any]) -> Numbers:
    """What a fitted regression says of each row."""
    weights = np.array(list(fitted["weights"].values()))
    return np.asarray(1 / (1 + np.exp(-(fitted["bias"] + rows @ weights))))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Predictions for one question by a fit that did not see it."""

    sample: Sample
    answers: Numbers
    answered: float


def fit_both(samples: Sequence[Sample]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The regression that orders passages, and the one that decides whether to answer."""
    answers = fit(
        np.concatenate([figures(each.evidence, ANSWERS) for each in samples]),
        [right for each in samples for right in each.right],
        ANSWERS,
    )
    best = [each.evidence[int(np.argmax(likelihoods(figures(each.evidence, ANSWERS), answers)))] for each in samples]
    answered = fit(figures(best, ANSWERED), [each.case.answerable for each in samples], ANSWERED)
    return answers, answered


def leave_out(samples: Sequence[Sample]) -> list[LeftOut]:
    """Predictions for every question by fits without it."""
    found = []
    for shuffle in range(_SHUFFLES):
        folds = np.random.default_rng(shuffle).integers(0, _FOLDS, len(samples))
        for fold in range(_FOLDS):
            answers, answered = fit_both([each for each, its in zip(samples, folds, strict=True) if its != fold])
            for each in (each for each, its in zip(samples, folds, strict=True) if its == fold):
                ranked = likelihoods(figures(each.evidence, ANSWERS), answers)
                best = each.evidence[int(np.argmax(ranked))]
                found.append(LeftOut(each, ranked, float(likelihoods(figures([best], ANSWERED), answered)[0])))
    return found


def choose(left_out: Sequence[LeftOut]) -> dict[str, Any]:
    """Threshold, margin and number: the most questions cited right among choices that keep to `PRECISION`."""
    can = [each for each in left_out if each.sample.case.answerable]
    threshold = float(np.quantile([each.answered for each in can], REFUSED))
    options = []
    for margin in np.arange(0.3, 1.01, 0.05):
        for most in (1, 2, 3):
            hits = cited = right = 0
            for each in can:
                if each.answered < threshold:
                    continue
                order = np.argsort(-each.answers)[:most]
                picked = [i for i in order if each.answers[i] >= margin * each.answers[order[0]]]
                good = sum(each.sample.right[i] for i in picked)
                hits, cited, right = hits + (good > 0), cited + len(picked), right + good
            options.append((right / max(1, cited) >= PRECISION, hits / len(can), right / max(1, cited), margin, most))
    _, hit, precision, margin, most = max(options)
    cannot = [each for each in left_out if not each.sample.case.answerable]
    nearest = [max(evidence.cosine for evidence in each.sample.evidence) for each in can]
    return {
        "floor": round(float(np.quantile(nearest, OFF_TOPIC)), 4),
        "threshold": round(threshold, 4),
        "margin": round(float(margin), 2),
        "most": most,
        "left out": {
            "refused": REFUSED,
            "answered anyway": round(float(np.mean([each.answered >= threshold for each in cannot])), 3),
            "cited": round(hit, 3),
            "precision": round(precision, 3),
        },
    }


def main() -> int:
    """Calibrate on the real reports, and write the result where the product reads it."""
    with open_reports() as library:
        if library is None:
            sys.stderr.write("The real reports are not here; the calibration stays as it is.\n")
            return 1
        cases = cases_of(read_suite(SHIPPED / "calibration.yaml"))
        samples = [each for case in cases if (each := sample(library, case))]
    answers, answered = fit_both(samples)
    calibration = {"questions": len(samples), "answers": answers, "answered": answered, **choose(leave_out(samples))}
    OUTPUT.write_text(json.dumps(calibration, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(calibration, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
