"""Settings: environment variables ``RIGHTSDESK_*``, then ``rightsdesk.toml`` in the working folder, then defaults."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from sqlalchemy import make_url

from store.errors import RightsDeskError
from store.place import Place

PREFIX = "RIGHTSDESK_"
MODEL_NAME = r"^[a-z_]+:\S.*$"
"""How a language model is named: PROVIDER:NAME."""


class Settings(BaseSettings):
    """Everything that can be set; an unknown key is an error."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        toml_file="rightsdesk.toml",
        extra="forbid",
        frozen=True,
        validate_default=True,
        protected_namespaces=(),
    )

    home: Path = Field(
        default=Path(platformdirs.user_data_dir("rightsdesk")),
        description="Folder of the library: catalogue, vectors and original files.",
    )
    database_url: str = Field(
        default="",
        pattern=r"^$|^postgresql\+psycopg://\S+$",
        description="PostgreSQL database for the catalogue and the original files, which machines can share, as "
        "postgresql+psycopg://USER:PASSWORD@HOST/NAME; without one they are in the folder.",
    )
    chroma_url: str = Field(
        default="",
        pattern=r"^$|^https?://[^\s/?#]+(/[^\s/?#]+){0,2}/?$",
        description="Chroma server for the vector index, as http://HOST:PORT or https://TOKEN@HOST/TENANT/DATABASE; "
        "without one it is in the folder.",
    )
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        min_length=1,
        description="Sentence-transformers model: the one that is installed with RightsDesk, or the folder of another.",
    )
    embedding_query_prefix: str = Field(
        default="",
        description="What the embedding model wants before a question, such as `query: `; its own prompts otherwise.",
    )
    embedding_passage_prefix: str = Field(
        default="", description="What it wants before a passage, such as `passage: `."
    )
    workers: int = Field(default=1, ge=1, le=64, description="Processes that parse files while the model embeds.")
    documents_url: str = Field(
        default="https://documents.un.org/api/symbol/access",
        pattern=r"^https://[^\s/?#@]+(/[^\s?#]*)?$|^http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s?#]*)?$",
        description="Access address of the document system, from which `rightsdesk fetch` has the official files.",
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address the chat listens on.")
    port: int = Field(default=7860, ge=1, le=65535, description="Port the chat listens on.")
    chat_workers: int = Field(default=1, ge=1, le=32, description="Processes that answer at the chat's address.")
    accounts: bool = Field(
        default=False,
        description="Whether the chat asks for an account on this machine's own address too, as behind a proxy.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="What the served library logs: from `info` on, every request and question."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="How: lines for people, or JSON.")
    log_questions: bool = Field(default=False, description="Whether the text of questions is logged too.")
    shutdown_seconds: float = Field(
        default=30,
        ge=0,
        description="Seconds that answers and drafts which are being written have when the chat is ended.",
    )
    questions_a_minute: int = Field(
        default=20, ge=0, description="Questions that one account may ask in a minute; 0 for no limit."
    )
    upload_megabytes: int = Field(default=50, ge=1, description="Size of a file that the chat takes in, at most.")
    model: str = Field(
        default="",
        pattern=rf"^$|{MODEL_NAME}",
        description="Language model that writes answers, as PROVIDER:NAME; without one, answers are quotations.",
    )
    model_base_url: str = Field(
        default="",
        pattern=r"^$|^https?://\S+$",
        description="Address of an OpenAI-compatible server, for openai:NAME, or of an Ollama server.",
    )
    model_timeout: float = Field(default=60, gt=0, description="Seconds to wait for the model's next words.")
    model_retries: int = Field(default=2, ge=0, le=10, description="How often a request that failed is tried again.")
    model_rate: float = Field(default=0, ge=0, description="Requests a second at most; 0 for no limit.")
    model_context: int = Field(default=8192, ge=512, description="Tokens the model reads and writes, together.")
    model_tokens: int = Field(default=700, ge=32, description="Tokens of an answer at most.")
    model_temperature: float = Field(
        default=0, le=2, description="Temperature of the model; below 0 for its provider's own, if it takes no other."
    )
    model_price_in: float = Field(default=0, ge=0, description="Price of a million tokens read, for `rightsdesk eval`.")
    model_price_out: float = Field(default=0, ge=0, description="Price of a million tokens written.")
    model_judge: bool = Field(
        default=False, description="Whether the model itself is also asked whether each of its sentences is supported."
    )
    unsupported: Literal["drop", "mark"] = Field(
        default="drop",
        description="What becomes of a model's sentence that its passages do not support: dropped, or shown apart.",
    )

    @field_validator("database_url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        if url:
            make_url(url)
        return url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def place_of(settings: Settings) -> Place:
    """Where the settings say that the library is."""
    return Place(settings.home, settings.database_url, settings.chroma_url)


def named(settings: Settings, model: str) -> Settings:
    """The settings with another language model.

    Raises:
        RightsDeskError: It is not named as PROVIDER:NAME.
    """
    if not re.fullmatch(MODEL_NAME, model):
        raise RightsDeskError(f"There is no model {model}.", "Name it as PROVIDER:NAME, such as openai:gpt-5-mini.")
    return settings.model_copy(update={"model": model})


def load_settings(home: Path | None = None, **given: Any) -> Settings:  # noqa: ANN401 - of any setting
    """Read the settings.

    Args:
        home: The library's folder, where the command line names it.
        given: Others that it names.

    Raises:
        RightsDeskError: A key is unknown or a value cannot be used; names every one of them.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(key for key in os.environ if key.upper().startswith(PREFIX) and key.upper() not in known)
    if unknown:
        raise RightsDeskError(
            f"Unknown setting in the environment: {', '.join(unknown)}.", f"Known are {', '.join(sorted(known))}."
        )
    try:
        settings = Settings(**given) if home is None else Settings(home=home, **given)
    except ValidationError as error:
        raise RightsDeskError(
            f"The settings cannot be used: {' '.join(_wrong(each) for each in error.errors())}",
            "Correct them in the environment or in rightsdesk.toml.",
        ) from error
    except ValueError as error:
        raise RightsDeskError(f"rightsdesk.toml cannot be read: {error}.", "Correct it, or remove it.") from error
    return settings.model_copy(update={"home": settings.home.expanduser().resolve()})


_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_SECRET = {"database_url", "chroma_url"}
"""Addresses in which a password may stand: they are not repeated."""

_SHAPES = {
    "database_url": "an address as postgresql+psycopg://USER:PASSWORD@HOST/NAME",
    "chroma_url": "an address as http://HOST:PORT or https://TOKEN@HOST/TENANT/DATABASE",
    "model": "PROVIDER:NAME, such as openai:gpt-5-mini",
    "documents_url": "an address that begins with https://, or with http:// on this machine, and has no ?",
    "model_base_url": "an address that begins with http:// or https://",
}
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": "some text",
    "path": "a folder",
}


def _wrong(error: ErrorDetails) -> str:
    """What is wrong with a setting, by the name it is set by, in a sentence."""
    key = str(error["loc"][0]) if error["loc"] else ""
    kind, given = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"There is no setting {key} (known are {', '.join(Settings.model_fields)})."
    bound = next((f"{words} {given[name]:g}" for name, words in _BOUNDS.items() if name in given), "")
    wanted = (
        _SHAPES.get(key)
        or bound
        or (f"one of {given['expected']}" if "expected" in given else "")
        or _KINDS.get(kind.partition("_")[0], "something else")
    )
    is_given = "cannot be used" if key in _SECRET else f"is {error['input']!r}"
    return f"{PREFIX}{key.upper()} {is_given}, and has to be {wanted}."
