"""Public questions in the form of ObliQA, so that retrieval can be held against published figures.

ObliQA (Gokhan et al., 2024, arXiv:2409.05677): passages of regulations, and questions with the passages that answer.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
import numpy as np
from ir_measures import AP, Recall, nDCG
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from assistant.question import parse_question
from assistant.retrieval.searchwords import search_words
from assistant.retriever import retrieve
from evals.libraries.cached import open_cached
from store.errors import RightsDeskError
from store.library import Library
from store.model import Document, Passage

MEASURES = {"nDCG@10": nDCG @ 10, "recall@5": Recall @ 5, "recall@10": Recall @ 10, "recall@20": Recall @ 20,
            "MAP@10": AP @ 10}  # fmt: skip
_DEPTH = 20
_FORM = 'Passages are a list of {"DocumentID", "PassageID", "Passage"}.'
_ASKED = 'Questions are a list of {"QuestionID", "Question", "Passages": [{"DocumentID", "PassageID"}]}.'


@dataclass(frozen=True, slots=True)
class Data:
    """Passages and questions.

    Attributes:
        passages: Texts by the name of their passage; empty ones are left out.
        questions: By their id: the text, and the names of the passages that answer.
    """

    passages: Mapping[str, str]
    questions: Mapping[str, tuple[str, tuple[str, ...]]]


def read(passages: Sequence[Path], questions: Path, limit: int = 0) -> Data:
    """Read passages, in one file or more, and questions.

    Args:
        passages: JSON files.
        questions: A JSON file.
        limit: At most so many questions; 0 for all.

    Raises:
        RightsDeskError: A file cannot be read, has another form, or holds nothing.
    """
    texts: dict[str, str] = {}
    for file in passages:
        for each in _records(file, ("DocumentID", "PassageID", "Passage"), _FORM):
            name, text = _name(each), " ".join(str(each["Passage"]).split())
            if text:
                texts[name] = f"{texts[name]} {text}" if name in texts and texts[name] != text else text
    asked: dict[str, tuple[str, tuple[str, ...]]] = {}
    for each in _records(questions, ("QuestionID", "Question", "Passages"), _ASKED):
        if not isinstance(each["Passages"], list) or not each["Passages"]:
            raise RightsDeskError(f"{questions}: question {each['QuestionID']} names no passage.", _ASKED)
        gold = tuple(dict.fromkeys(_name(place) for place in each["Passages"]))
        asked[str(each["QuestionID"])] = (str(each["Question"]), gold)
        if len(asked) == limit:
            break
    if not any(name in texts for _, gold in asked.values() for name in gold):
        raise RightsDeskError(
            f"No passage that {questions} names is in {', '.join(map(str, passages))}.",
            "Name the files that go together.",
        )
    return Data(texts, asked)


def _records(file: Path, fields: Sequence[str], form: str) -> list[dict[str, Any]]:
    try:
        records = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise RightsDeskError(f"{file} cannot be read ({error.strerror}).", "Check its name.") from error
    except ValueError as error:
        raise RightsDeskError(f"{file} is not JSON ({error}).", form) from error
    if not isinstance(records, list) or not records:
        raise RightsDeskError(f"{file} holds no list of records.", form)
    for number, each in enumerate(records, 1):
        if not isinstance(each, dict) or any(name not in each for name in fields):
            raise RightsDeskError(f"{file}: record {number} lacks {' or '.join(fields)}.", form)
    return records


def _name(place: Mapping[str, Any]) -> str:
    try:
        return f"Document {place['DocumentID']}|en|{place['PassageID']}"
    except (KeyError, TypeError) as error:
        raise RightsDeskError(f"A question names a passage without {error}.", _ASKED) from error


def measure(data: Data, console: Console) -> dict[str, dict[str, float]]:
    """Every measure for full text, vectors and hybrid; a passage that is not there counts as not found.

    Args:
        data: What is asked of what.
        console: Where progress is shown.

    Returns:
        Values by way of looking, then by measure.
    """
    with open_library(data, console) as library:
        ways: dict[str, Callable[[str], dict[str, float]]] = {
            "full text": lambda text: {
                hit.passage: hit.score for hit in library.text_search(search_words(text), _DEPTH)
            },
            "vectors": lambda text: {
                hit.passage: hit.score for hit in library.vector_search(_vector(library, text), _DEPTH)
            },
            "hybrid": lambda text: {
                each.passage.id: float(_DEPTH - rank)
                for rank, each in enumerate(retrieve(library, parse_question(text), limit=_DEPTH))
            },
        }
        wanted = {name: dict.fromkeys(gold, 1) for name, (_, gold) in data.questions.items()}
        figures = {}
        for way, look in ways.items():
            asked = track(data.questions.items(), f"Asking {way}", console=console, transient=True)
            found = {name: look(text) for name, (text, _) in asked}
            values = ir_measures.calc_aggregate(list(MEASURES.values()), wanted, found)
            figures[way] = {name: round(float(values[each]), 4) for name, each in MEASURES.items()}
        return figures


def _vector(library: Library, text: str) -> NDArray[np.float32]:
    return library.embed_question(text).windows[0].values


@contextmanager
def open_library(data: Data, console: Console) -> Iterator[Library]:
    """A library of the passages, in the user's cache: embedded once, whatever is asked of it later."""
    content = hashlib.sha256(json.dumps(sorted(data.passages.items())).encode()).hexdigest()[:16]
    documents: dict[str, list[Passage]] = {}
    for name, text in data.passages.items():
        symbol, language, locator = re.split(r"\|", name, maxsplit=2)
        its = documents.setdefault(symbol, [])
        its.append(Passage(symbol, language, locator, text, order=len(its)))
    with open_cached(f"obliqa-{content}") as library:
        held = {document.symbol for document in library.documents()}
        missing = [symbol for symbol in documents if symbol not in held]
        with library.writing():
            for symbol in track(missing, "Embedding", console=console, transient=True):
                library.add(Document(symbol, "en", symbol), documents[symbol])
        yield library
