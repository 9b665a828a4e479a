"""Providers of language models: what each needs to be there before it is asked anything."""

from __future__ import annotations

import importlib.util
import os
from difflib import get_close_matches

from assistant.settings import Settings
from store.errors import RightsDeskError

EXTRAS = {
    "openai": ("langchain_openai", "OPENAI_API_KEY"),
    "anthropic": ("langchain_anthropic", "ANTHROPIC_API_KEY"),
    "ollama": ("langchain_ollama", ""),
}
"""Providers that are an extra of RightsDesk, each with the package it needs and the variable of its key."""

OTHERS = {
    "azure_openai": "langchain-openai",
    "bedrock_converse": "langchain-aws",
    "cohere": "langchain-cohere",
    "deepseek": "langchain-deepseek",
    "fireworks": "langchain-fireworks",
    "google_genai": "langchain-google-genai",
    "google_vertexai": "langchain-google-vertexai",
    "groq": "langchain-groq",
    "ibm": "langchain-ibm",
    "mistralai": "langchain-mistralai",
    "nvidia": "langchain-nvidia-ai-endpoints",
    "openrouter": "langchain-openrouter",
    "perplexity": "langchain-perplexity",
    "together": "langchain-together",
    "xai": "langchain-xai",
}
"""Other providers that LangChain opens, each with its package; it may open more than are listed."""

_OTHER_NAMES = {
    "claude": "anthropic",
    "gemini": "google_genai",
    "google": "google_genai",
    "gpt": "openai",
    "llama": "ollama",
    "lmstudio": "openai",
    "mistral": "mistralai",
    "vllm": "openai",
    "azure": "azure_openai",
    "aws": "bedrock_converse",
    "bedrock": "bedrock_converse",
    "grok": "xai",
}
"""What people call a provider that has another name here."""


def require(provider: str, settings: Settings) -> None:
    """Make sure that a provider's package and key are there.

    Raises:
        RightsDeskError: One of them is not.
    """
    if provider not in EXTRAS:
        return
    package, key = EXTRAS[provider]
    if importlib.util.find_spec(package) is None:
        raise RightsDeskError(
            f"The language model {settings.model} needs {package.replace('_', '-')}, which is not installed.",
            f"Install it with: pip install 'rightsdesk[{provider}]'",
        )
    own_server = provider == "openai" and settings.model_base_url
    if key and not own_server and not os.environ.get(key):
        raise RightsDeskError(f"The language model {settings.model} needs a key.", f"Set {key} in the environment.")


def not_opened(provider: str, settings: Settings, error: Exception) -> RightsDeskError:
    """What is wrong where a model cannot be opened, and what to do.

    Args:
        provider: As named.
        settings: Which name it.
        error: What was raised; its words are not shown, for they may hold a part of the key.
    """
    if isinstance(error, ImportError):
        package = OTHERS.get(provider, "its package of LangChain")
        return RightsDeskError(
            f"The language model {settings.model} needs {package}, which is not installed.",
            f"Install it with: pip install {package}" if provider in OTHERS else "Install that package.",
        )
    if provider in EXTRAS or provider in OTHERS:
        return RightsDeskError(
            f"The language model {settings.model} cannot be opened ({type(error).__name__}).",
            "Set the key of its provider in the environment, and correct the name in RIGHTSDESK_MODEL.",
        )
    near = nearest_provider(provider)
    meant = f"Did you mean {near}:{settings.model.partition(':')[2]}? " if near else ""
    return RightsDeskError(
        f"There is no provider {provider} for the language model {settings.model}.",
        f"{meant}Providers are {', '.join([*EXTRAS, *OTHERS])}; "
        "for a server of your own, set openai:NAME and RIGHTSDESK_MODEL_BASE_URL.",
    )


def nearest_provider(name: str) -> str:
    """The provider that was probably meant; empty where none is near.

    >>> nearest_provider("opneai"), nearest_provider("claude"), nearest_provider("riddle")
    ('openai', 'anthropic', '')
    """
    names = {each: each for each in (*EXTRAS, *OTHERS)} | _OTHER_NAMES
    return next((names[near] for near in get_close_matches(name.lower(), names, n=1, cutoff=0.7)), "")
