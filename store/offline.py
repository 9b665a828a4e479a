"""Switches off every look-up and report that a dependency would send; imported before any of them."""

from __future__ import annotations

import os

SWITCHES = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "OTEL_SDK_DISABLED": "true",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_OFFLINE": "1",
}
"""Environment variables of Chroma, Gradio, the model hub, LangChain and OpenTelemetry."""


def go_offline() -> None:
    """Set the switches; a value from outside does not survive, for an offline tool must not phone home."""
    os.environ.update(SWITCHES)
