"""What people say to a library that asks nothing of its documents: greetings, thanks, what it is and holds."""

from __future__ import annotations

import re

_GREETING = re.compile(
    r"\W*(?:(?:hi|hello|hey|greetings|good (?:morning|afternoon|evening|day)|dear (?:all|sir|madam|colleagues?)|"
    r"thanks|thank you|many thanks|cheers|bye|goodbye|ok|okay|great|perfect|yes|no|please|test|testing|there|again|"
    r"all|so much|very much|a lot)\b\W*)+",
    re.I,
)
_WHAT_IT_IS = re.compile(
    r"\W*(?:help|help me|how (?:does|do) (?:this|it|you) work|"
    r"what (?:is this|can (?:you|i|it) (?:do|ask|answer)(?: here| for me)?|are you(?: for)?|do you do|is rightsdesk)|"
    r"who (?:are|made) you|are you (?:an? )?(?:ai|robot|bot|human|person))(?: and what can (?:you|it) do)?\W*",
    re.I,
)
_WHAT_IT_HOLDS = re.compile(
    r"\W*(?:what|which|how many|list|show)(?: me)?(?: all| the| your| of)*(?: \w+)? ?"
    r"(?:documents|reports|sources|texts|files)(?: do you| does (?:it|the library)| are| can you| is)?"
    r"(?: have| hold| know| there| here| in| search| use| based on| the library| your library| this library)*\W*|"
    r"\W*what (?:is|do you have) in (?:the|your|this) library\W*",
    re.I,
)


def courtesy(text: str) -> str:
    """What to say to a text that asks nothing of the documents; empty for one that does.

    >>> courtesy("Hello!")
    'Ask what UN human-rights documents say, or name one by its symbol; every answer gives its sources.'
    >>> courtesy("Which documents do you have?")
    'The Library tab and “rightsdesk library list” show what it holds.'
    >>> courtesy("Thanks. What does encryption protect?")
    ''
    """
    if _WHAT_IT_HOLDS.fullmatch(text):
        return "The Library tab and “rightsdesk library list” show what it holds."
    if _GREETING.fullmatch(text) or _WHAT_IT_IS.fullmatch(text):
        return "Ask what UN human-rights documents say, or name one by its symbol; every answer gives its sources."
    return ""
