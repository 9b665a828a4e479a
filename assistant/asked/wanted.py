"""The kind of thing that answers a question, and whether a text holds one."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.asked.names import names_a_country


class Wanted(StrEnum):
    """What a question asks for; an answer without it is none."""

    SHARE = "share"
    MONEY = "money"
    AGE = "age"
    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    STATE = "state"
    RULE = "rule"
    ANYTHING = "anything"


_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHAT = r"\b(?:what|which)\b(?: \w+){0,2}"
_ASKED = {
    Wanted.SHARE: (
        rf"{_WHAT} (?:share|proportion|percentage|per cent|fraction|portion|rate|turnout)\b",
        r"\bwhat per ?cent",
    ),
    Wanted.AGE: (rf"{_WHAT} ages?\b", r"\bhow old\b", r"\bat what age"),
    Wanted.MONEY: (
        rf"{_WHAT} (?:sum|price|cost|fee|fine|penalty|salary|pay|wage|ransom|budget|allowance|income|expenditure)\b",
        r"\bhow much (?:money|funding|did it cost|does it cost|will it cost)\b",
        r"\bhow (?:high|large|big) a (?:fine|penalty|fee)\b",
        r"\bwhat (?:did|does|do|will|would)\b.*\b(?:earn|cost)\b",
        r"\bhow many (?:dollars|euros|francs|pounds)\b",
        r"\bhow much\b.*\b(?:cost|spend|spent|pay|paid|raised?|allocated?)\b",
    ),
    Wanted.NUMBER: (
        r"\bhow (?:many|often|large|big|long|far|much|sharply|soon|high|fast)\b",
        rf"{_WHAT} (?:number|total|figure|amount)s?\b",
        r"\bnumber of\b|\bcount of\b|\broughly\b",
    ),
    Wanted.DATE: (
        r"\bwhen (?:was|were|did|do|does|is|are|will|has|had|have|can|should|must)\b",
        r"\band when\b|\b(?:until|since|by) when\b",
        r"\b(?:what|which)(?: exact| calendar)? (?:date|day|month|year)s?\b",
    ),
    Wanted.PERSON: (r"^(?:and )?who\b", r"\bwho (?:is|was|were|chaired|opened|led|wrote|presented|spoke)\b"),
    Wanted.STATE: (
        r"\bwhich (?:\w+ )?(?:countr(?:y|ies)|states?|governments?|nations?)\b(?! (?:office|team|group|planning|part))",
        r"\bwhat countr(?:y|ies)\b",
    ),
    Wanted.RULE: (
        r"^(?:and |but |so )?(?:may|must|should|shall)\b",
        r"\bwhat (?:must|should|may|shall)\b",
        r"\b(?:allowed|permitted|lawful|legal|illegal|unlawful|prohibited|banned|forbidden|obliged|exempt)\b",
        r"\b(?:law|standards?|rights|covenant|convention|treaty|treaties)\b.{0,40}\brequires?\b|\bhave to\b",
        r"\bwhat\b.{0,40}\b(?:obligations|duties|requirements)\b|\bexceptions?\b",
    ),
}
_AMOUNT = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|third|"
    r"quarter|majority|none|no|dozen|once|twice|annual|annually|yearly|monthly|weekly|biannual|biennial)\b",
    re.I,
)
_FIGURES_OR_WORDS = re.compile(rf"\d+(?:[,. ]\d+)*|{_AMOUNT.pattern}", re.I)
_HELD = {
    Wanted.SHARE: re.compile(
        r"per cent|%|percentage|\bhalf\b|\b(?:one|two) (?:third|quarter|fifth)|majority|"
        r"\bin (?:two|three|four|five|ten)\b|out of"
    ),
    Wanted.AGE: re.compile(r"\bage|\byears? old\b|\bunder \d|\bover \d|\d+-year"),
    Wanted.MONEY: re.compile(r"[$€£]|\b(?:dollars?|euros?|francs?|gourdes?|CHF|USD|EUR|million|billion)\b"),
    Wanted.DATE: re.compile(rf"\b{_MONTH}\b|\b(?:19|20)\d\d\b"),
    Wanted.PERSON: re.compile(
        r"\b(?:Mr|Ms|Mrs|Dr|Sir|Chairs?|Chairperson|(?:Vice-)?Presidents?|Commissioner|Secretary-General|Rapporteurs?|"
        r"Ministers?|Ambassador|Representatives?|Directors?|Administrator|Committee|Group|Experts?|Government|Commission|"
        r"Office)\b|\b[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+\b"
    ),
    Wanted.RULE: re.compile(
        r"\b(?:shall|must|should|may|need(?:s|ed)? to|ha(?:s|ve) to|ought|oblig\w+|dut(?:y|ies)|requir\w+|prohibit\w*|"
        r"forb[ai]d\w*|ban(?:s|ned)?|call(?:s|ed|ing)? (?:up)?on|call(?:s|ed)? for|urge[sd]?|recommend\w*|encourag\w+|"
        r"request(?:s|ed)|invite[sd]?|demand\w*|stress\w*|emphasi[sz]\w*|condemn\w*|(?:re)?affirm\w*|protect(?:s|ed)?|"
        r"entitle\w*|right to|(?:un)?lawful\w*|(?:il)?legal\w*|arbitrary|legitimate|necessary|proportiona\w+|violat\w+|"
        r"infring\w+|breach\w*|contrary|(?:in)?compatible|in accordance|in line with|consistent|compl(?:y|ies|iance)|"
        r"refrain\w*|ensur\w+|safeguard\w*|guarantee\w*|moratorium|not to|allow\w*|permit\w*|agree\w*|commit\w*)\b",
        re.I,
    ),
}
_YEARS_IN_WORDS = (
    r"(?:nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty(?:-one)?|sixty(?:-five)?)"
)
_OTHER_UNIT = r"(?:per cent|percent|days|weeks|months|hundred|thousand|million|billion)\b"
_AGE_IN_WORDS = re.compile(
    rf"(?<!digital )\bage\b[^,.;]{{0,60}}\b{_YEARS_IN_WORDS} years\b|"
    rf"\bage[ds]? (?:(?:of|at|from|under|below|over|above|between) )?{_YEARS_IN_WORDS}\b(?! {_OTHER_UNIT})|"
    rf"\b{_YEARS_IN_WORDS}[ -]years?[ -](?:old|of age)\b|"
    rf"\b(?:children|minors|adolescents|boys|girls|persons?|people|users?|anyone|those|individuals) (?:aged )?"
    rf"(?:under|over|below|above) (?:the age of )?{_YEARS_IN_WORDS}\b(?! (?:years\b|{_OTHER_UNIT}))",
    re.I,
)
_NOT_AMOUNTS = re.compile(
    r"\b[A-Z][\w.]*(?:/[\w.]+)+(?: \(\d{4}\))?|"
    r"\b(?:resolutions?|paragraphs?|paras?\.|articles?|decisions?|No\.|Nos\.|Goals?|targets?|item|section|sect\.|chap\.|"
    r"annex|table|figure|vol\.|volumes?|numbers?|rule)\s+[\d/.() ,–-]*\d\S*|"
    rf"\b\d{{1,2}}(?:[–-]\d{{1,2}})?(?: to \d{{1,2}})? {_MONTH}(?: \d{{4}})?|"
    rf"\b{_MONTH}(?: \d{{1,2}},)? \d{{4}}|\b(?:19|20)\d\d\b|"
    r"(?:^|\n)\s*\(?\w{1,4}\)",
    re.I,
)


def wanted_by(question: str) -> Wanted:
    """The kind of thing that a question asks for.

    >>> wanted_by("How many States had joined by June 2025?"), wanted_by("What does encryption protect?")
    (<Wanted.NUMBER: 'number'>, <Wanted.ANYTHING: 'anything'>)
    """
    asked = ((wanted, pattern) for wanted, patterns in _ASKED.items() for pattern in patterns)
    return next((wanted for wanted, pattern in asked if re.search(pattern, question, re.I)), Wanted.ANYTHING)


def holds(wanted: Wanted, text: str) -> bool:
    """Whether a text holds such a thing; years, dates and numbers of resolutions are not amounts."""
    if wanted is Wanted.ANYTHING:
        return True
    if wanted is Wanted.STATE:
        return names_a_country(text)
    if wanted is Wanted.NUMBER:
        return bool(amounts_in(text))
    if wanted is Wanted.AGE and _AGE_IN_WORDS.search(text):
        return True
    if wanted in (Wanted.MONEY, Wanted.AGE) and not any(map(str.isdecimal, _NOT_AMOUNTS.sub(" ", text))):
        return False
    return bool(_HELD[wanted].search(text))


def amounts_in(text: str) -> list[tuple[int, int]]:
    """Where amounts stand in a text, in figures or words; years, dates and numbers of documents are none."""
    rest = _NOT_AMOUNTS.sub(lambda found: " " * len(found[0]), text)
    return [match.span() for match in _FIGURES_OR_WORDS.finditer(rest)]
