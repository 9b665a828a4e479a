"""The embedding model: loaded late and once, and asked for the vectors of paragraphs and their words in one pass."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from store.meaning.weights import DEFAULT_MODEL, ModelFiles, find_model, verify
from store.meaning.windows import Embedded, Vector, Window, cut, window_of
from store.meaning.wordsigns import WordVectors
from store.model import Passage
from store.offline import go_offline
from store.words import content_words

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 16
"""Windows a forward pass; on a CPU more is no faster, and a question that waits its turn waits longer."""


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model made a vector: vectors of two models are never compared."""

    name: str
    revision: str


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What a model was trained to see before a question and before a passage, such as ``query: `` and ``passage: ``."""

    question: str = ""
    passage: str = ""


class PassageEmbeddings(Embeddings, ABC):
    """What the Library needs of an embedding model, beside LangChain's two methods."""

    @property
    @abstractmethod
    def identity(self) -> ModelIdentity:
        """Name and revision; known without loading the model."""

    @abstractmethod
    def embed_passages(self, passages: Sequence[Passage]) -> list[Embedded]:
        """The vectors of each passage's windows and words."""

    @abstractmethod
    def embed_question(self, text: str) -> Embedded:
        """The vectors of a question: one window, and its words."""


class SentenceEmbeddings(PassageEmbeddings):
    """A sentence-transformers model on this machine.

    Safe to use from several threads: they take turns, a batch at a time.

    Args:
        model: ``all-MiniLM-L6-v2`` (the default, installed with the product), or a folder.
        checked: JSON file that remembers which weights were hashed; normally in the library's folder.
        device: ``cpu``, ``cuda`` or ``mps``; chosen by torch when not given.
        prefixes: What the model wants before a question and before a passage; its own prompts when not given.
    """

    def __init__(
        self, model: str = DEFAULT_MODEL, *, checked: Path, device: str | None = None, prefixes: Prefixes | None = None
    ) -> None:
        self._checked = checked
        self._device = device
        self._prefixes = prefixes
        self._files: ModelFiles = find_model(model, checked)
        self._turn = threading.Lock()
        self._loading = threading.Lock()
        self._loaded: SentenceTransformer | None = None

    @property
    def identity(self) -> ModelIdentity:
        """Name and revision; known without loading the model."""
        own = self._prefixes
        revision = f"{self._files.revision} {own.question!r} {own.passage!r}" if own else self._files.revision
        return ModelIdentity(self._files.name, revision)

    def load(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        _ = self._model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One unit vector for each text; what a text has beyond the model's window is not read."""
        prompt = self._before_passage()
        return cast("list[list[float]]", self._encode([Window(prompt, text, 0) for text in texts]).tolist())

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return cast("list[float]", self._encode([Window(self._before_question(), text, 0)])[0].tolist())

    def embed_question(self, text: str) -> Embedded:
        """The unit vector of a question, and those of its content words."""
        window = Window(self._before_question(), text, 0)
        ((vector, words),) = self._embed_batch([window])
        return Embedded((vector,), words)

    def embed_passages(self, passages: Sequence[Passage]) -> list[Embedded]:
        """The vectors of each passage's windows and words.

        The vector of a window is the model's own vector for heading path and paragraph. The vector of a word is the
        mean of that same pass's tokens over the word, so it costs no second pass and the word has the sense of its
        sentence. Words of the headings are taken from the first window.

        Args:
            passages: In any order; those of like length are read together.

        Returns:
            For each passage its windows' vectors and its words, in reading order.
        """
        windows, owners = self._windows(passages)
        found: list[list[tuple[Vector, WordVectors]]] = [[] for _ in passages]
        for batch in self._batches(windows):
            for index, made in zip(batch, self._embed_batch([windows[index] for index in batch]), strict=True):
                found[owners[index]].append(made)
        return [_joined(sorted(parts, key=lambda part: part[0].start)) for parts in found]

    def _windows(self, passages: Sequence[Passage]) -> tuple[list[Window], list[int]]:
        """The windows of all passages, and for each the index of its passage."""
        prompt = self._before_passage()
        windows: list[Window] = []
        owners: list[int] = []
        for index, passage in enumerate(passages):
            plain = window_of(passage)
            parts = self._cut(Window(prompt + plain.prefix, plain.text, 0))
            windows.extend(parts)
            owners.extend([index] * len(parts))
        return windows, owners

    def _cut(self, window: Window) -> list[Window]:
        limit = self._model.max_seq_length
        # A token is at least one character, so a short text needs no counting.
        if limit is None or len(window.full) <= limit - 2:
            return [window]
        tokenizer = self._model.tokenizer
        with self._turn:
            prefix, text = tokenizer(
                [window.prefix, window.text], add_special_tokens=False, return_offsets_mapping=True, verbose=False
            )["offset_mapping"]
        room = max(limit - tokenizer.num_special_tokens_to_add() - len(prefix), limit // 4)
        return cut(window, text, room)

    def _batches(self, windows: Sequence[Window]) -> Iterator[list[int]]:
        """The indices of windows in batches of like length in tokens, for what is shorter is padded to the longest.

        By length in characters, which is known without the tokenizer, a quarter more time goes into padding.
        """
        if len(windows) > 1:
            with self._turn:
                tokens = self._model.tokenizer([window.full for window in windows], verbose=False)["input_ids"]
            order = sorted(range(len(windows)), key=lambda index: len(tokens[index]))
        else:
            order = list(range(len(windows)))
        for begin in range(0, len(order), _BATCH):
            yield order[begin : begin + _BATCH]

    def _embed_batch(self, windows: Sequence[Window]) -> list[tuple[Vector, WordVectors]]:
        output = self._forward([window.full for window in windows])
        whole = _unit(output["sentence_embedding"])
        return [
            (
                Vector(window.start, window.start + len(window.text), values),
                _words(window, tokens[_real(offsets)], offsets[_real(offsets)]),
            )
            for window, values, tokens, offsets in zip(
                windows, whole, output["token_embeddings"], output["offset_mapping"], strict=True
            )
        ]

    def _encode(self, windows: Sequence[Window]) -> NDArray[np.float32]:
        values = np.empty((len(windows), self.dimension), dtype=np.float32)
        for batch in self._batches(windows):
            values[batch] = _unit(self._forward([windows[index].full for index in batch])["sentence_embedding"])
        return values

    def _forward(self, texts: list[str]) -> dict[str, NDArray[Any]]:
        """One pass of the model: vectors of texts and of tokens, and where each token stands in its text."""
        import torch

        model = self._model
        # The tokenizer keeps padding and truncation as state, so threads must not share a call of it.
        with self._turn, torch.inference_mode(), _threads(len(texts)):
            # As lists: of the offsets, transformers' own way to tensors takes longer than all else before the model.
            options: Any = {"text": {"return_offsets_mapping": True}, "common": {"return_tensors": None}}
            features = model.preprocess(texts, processing_kwargs=options)
            offsets = np.array(features.pop("offset_mapping"), dtype=np.int64)
            moved = {
                name: torch.tensor(value, device=model.device) if isinstance(value, list) else value
                for name, value in features.items()
            }
            output = model(moved)
            return {
                "sentence_embedding": output["sentence_embedding"].float().cpu().numpy(),
                "token_embeddings": output["token_embeddings"].float().cpu().numpy(),
                "offset_mapping": offsets,
            }

    def _before_question(self) -> str:
        return self._prefixes.question if self._prefixes else self._prompt("query")

    def _before_passage(self) -> str:
        return self._prefixes.passage if self._prefixes else self._prompt("document", "passage")

    def _prompt(self, *names: str) -> str:
        prompts = self._model.prompts
        return next((prompt for name in names if (prompt := prompts.get(name))), "")

    @cached_property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise TypeError(f"{self._files.name} does not say how long its vectors are")
        return dimension

    @property
    def _model(self) -> SentenceTransformer:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> SentenceTransformer:
        verify(self._files, self._checked)
        go_offline()
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(self._files.location), device=self._device, local_files_only=True)


@contextmanager
def _threads(texts: int) -> Iterator[None]:
    """One thread for a single text: more gain little, and wait long for each other on a busy machine."""
    import torch

    usual = torch.get_num_threads()
    torch.set_num_threads(1 if texts == 1 else usual)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


def _words(window: Window, tokens: NDArray[np.float32], offsets: NDArray[np.int64]) -> WordVectors:
    """The content words of a window: each the mean of the tokens that it shares a character with.

    Args:
        window: What the model read.
        tokens: Vectors of its tokens, shape (tokens, dimension).
        offsets: Where each begins and ends in the window's full text, shape (tokens, 2).
    """
    within = 0 if window.start == 0 else len(window.prefix)
    found = [word for word in content_words(window.full) if word.start >= within]
    spans = np.array([(word.start, word.end) for word in found], dtype=np.int64).reshape(-1, 2)
    first = np.searchsorted(offsets[:, 1], spans[:, 0], side="right")
    after = np.searchsorted(offsets[:, 0], spans[:, 1], side="left")
    read = np.flatnonzero(after > first)
    sums = np.concatenate([np.zeros((1, tokens.shape[1])), np.cumsum(tokens, axis=0, dtype=np.float64)])
    places = spans[read] - len(window.prefix)
    in_heading = places[:, 0] < 0
    places += window.start
    places[in_heading] = -1
    return WordVectors(
        words=tuple(found[index].text for index in read),
        spans=places.astype(np.int32),
        values=_unit(sums[after[read]] - sums[first[read]]),
    )


def _joined(parts: Sequence[tuple[Vector, WordVectors]]) -> Embedded:
    words = [part[1] for part in parts]
    return Embedded(
        windows=tuple(part[0] for part in parts),
        words=WordVectors(
            words=tuple(word for each in words for word in each.words),
            spans=np.concatenate([each.spans for each in words]),
            values=np.concatenate([each.values for each in words]),
        ),
    )


def _real(tokens: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tokens of the text itself: special and padding tokens have empty spans."""
    return np.asarray(tokens[:, 1] > tokens[:, 0])


def _unit(values: NDArray[Any]) -> NDArray[np.float32]:
    norms = np.linalg.norm(values, axis=1, keepdims=True)
    return np.asarray(values / np.maximum(norms, 1e-12), dtype=np.float32)
