"""Checked sentences put into the language of the question by the model; what changes a number is not used."""

from __future__ import annotations

import re

from assistant.language.failures import ModelError
from assistant.language.marks import read_marks
from assistant.language.models import Model, Usage
from ingest.language import LANGUAGE_NAMES
from prompts import read_prompt


def translate(model: Model, sentence: str, language: str, usage: Usage) -> str:
    """A checked sentence in another language; as it was where the translation changes a number or a quotation.

    Args:
        model: The model.
        sentence: In English.
        language: ISO 639-1 code of an official language.
        usage: Added to.
    """
    messages = read_prompt("translate").fill(language=LANGUAGE_NAMES[language], sentence=sentence)
    try:
        found = " ".join(model.write(messages, usage).split())
    except ModelError:
        return sentence
    bare = " ".join(each.text for each in read_marks(found))
    same = _figures(bare) == _figures(sentence)
    return bare if bare and same and len(bare) < 4 * len(sentence) + 40 else sentence


def _figures(text: str) -> list[str]:
    """The digits of a text, of any script, in any order of their numbers."""
    return sorted(str(int(found)) for found in re.findall(r"\d+", text))
