from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from store.embeddings import Prefixes, SentenceEmbeddings
from store.errors import RightsDeskError
from store.meaning import weights
from store.model import Passage

TEXT = "States should protect encryption. They must not ban anonymity online."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SentenceEmbeddings:
    return SentenceEmbeddings(checked=tmp_path_factory.mktemp("model") / "checked.json")


def test_a_paragraph_has_the_models_own_vector(model: SentenceEmbeddings) -> None:
    passage = Passage("A/1", "en", "para. 1", TEXT, headings=("I. Privacy",))
    (embedded,) = model.embed_passages([passage])
    (window,) = embedded.windows
    (expected,) = model.embed_documents([f"I. Privacy\n{TEXT}"])
    assert (window.start, window.end) == (0, len(TEXT))
    np.testing.assert_allclose(window.values, expected, atol=1e-5)
    assert np.linalg.norm(window.values) == pytest.approx(1, abs=1e-5)


def test_length_does_not_change_what_a_passage_gets(model: SentenceEmbeddings) -> None:
    passages = [Passage("A/1", "en", f"para. {n}", TEXT * n) for n in (3, 1, 9, 2)]
    together = model.embed_passages(passages)
    for passage, embedded in zip(passages, together, strict=True):
        (alone,) = model.embed_passages([passage])
        for a, b in zip(alone.windows, embedded.windows, strict=True):
            np.testing.assert_allclose(a.values, b.values, atol=1e-5)


def test_a_paragraph_longer_than_the_window_is_read_to_its_end(model: SentenceEmbeddings) -> None:
    passage = Passage("A/1", "en", "para. 1", " ".join([TEXT] * 40), headings=("I. Privacy",))
    (embedded,) = model.embed_passages([passage])
    assert len(embedded.windows) > 1
    assert embedded.windows[0].start == 0
    assert embedded.windows[-1].end == len(passage.text)
    assert all(a.end <= b.start for a, b in zip(embedded.windows, embedded.windows[1:], strict=False))
    assert embedded.words.words.count("encryption") == 40


def test_words_stand_where_they_stand_in_the_text(model: SentenceEmbeddings) -> None:
    passage = Passage("A/1", "en", "para. 1", TEXT, headings=("Privacy online",))
    words = model.embed_passages([passage])[0].words
    for word, (start, end) in zip(words.words, words.spans, strict=True):
        assert start < 0 or TEXT[start:end] == word
    assert {"Privacy", "encryption", "anonymity"} <= set(words.words)


def test_near_in_meaning_is_near(model: SentenceEmbeddings) -> None:
    question = np.array(model.embed_query("Can governments forbid secret messages?"))
    close, far = (np.array(vector) for vector in model.embed_documents([TEXT, "The budget of the Fund was approved."]))
    assert question @ close > question @ far


def test_weights_that_are_not_the_published_ones_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(weights, "_packaged", lambda: tmp_path)
    with pytest.raises(RightsDeskError, match="not the published ones"):
        SentenceEmbeddings(checked=tmp_path / "checked.json").load()


def test_weights_are_hashed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = tmp_path / "checked.json"
    weights.verify(weights.find_model(weights.DEFAULT_MODEL, checked), checked)
    monkeypatch.setattr(weights.hashlib, "file_digest", lambda *_: pytest.fail("hashed again"))
    weights.verify(weights.find_model(weights.DEFAULT_MODEL, checked), checked)


@pytest.mark.parametrize("name", ["no-such-model", "someone/no-such-model", "not a name!"])
def test_a_model_that_is_not_here_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(RightsDeskError, match=name):
        SentenceEmbeddings(name, checked=tmp_path / "checked.json")


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RightsDeskError, match="holds no weights"):
        SentenceEmbeddings(str(tmp_path), checked=tmp_path / "checked.json")


def test_importing_the_library_loads_neither_model_nor_index() -> None:
    code = "import sys, store.library; print({'torch', 'sentence_transformers', 'chromadb'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_folder_with_prefixes_is_a_model_of_its_own(model: SentenceEmbeddings, tmp_path: Path) -> None:
    """As a multilingual model of the E5 family wants it, whose files name no prompts."""
    folder = str(model._files.location)
    plain = SentenceEmbeddings(folder, checked=tmp_path / "checked.json")
    prefixed = SentenceEmbeddings(folder, checked=tmp_path / "checked.json", prefixes=Prefixes("query: ", "passage: "))
    np.testing.assert_allclose(prefixed.embed_query(TEXT), plain.embed_query(f"query: {TEXT}"), atol=1e-5)
    np.testing.assert_allclose(prefixed.embed_documents([TEXT]), plain.embed_documents([f"passage: {TEXT}"]), atol=1e-5)
    long = Passage("A/1", "fr", "para. 1", " ".join([TEXT] * 60))
    (embedded,) = prefixed.embed_passages([long])
    limit = prefixed._model.max_seq_length
    for window in embedded.windows:
        read = prefixed._model.tokenizer(f"passage: {long.text[window.start : window.end]}")["input_ids"]
        assert len(read) <= limit
    assert embedded.windows[-1].end == len(long.text)
    assert prefixed.identity != plain.identity


@pytest.mark.parametrize(("given", "policy"), [({}, "PASSIVE"), ({"OMP_WAIT_POLICY": "ACTIVE"}, "ACTIVE")])
def test_threads_that_wait_sleep_unless_somebody_says_otherwise(given: dict[str, str], policy: str) -> None:
    code = "import os, sys, store.embeddings; print(os.environ['OMP_WAIT_POLICY'], 'torch' in sys.modules)"
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"} | given
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [policy, "False"]  # Once torch is loaded it would be too late.
