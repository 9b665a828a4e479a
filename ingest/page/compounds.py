"""Which hyphens of French, Russian and Spanish belong to the word, wherever a line ends: closed lists of its parts."""

from __future__ import annotations

import re

_FRENCH = r"""
(?:[^-]+-)?à-.+                                             # c'est-à-dire, vis-à-vis
|[^-]+-(?:ci|là|m[êe]mes?|[êe]tre|ils?|elles?|on|t|je|nous|vous|delà|dessus|dessous|uns|unes|vis)(?:-.+)?
|ci-(?:après|contre|jointe?s?)|est-ce
|(?:non|vice|demi|semi|avant|après|arrière|haut|grand|quasi|sans|nord|sud)-(?!ment$).+
|contre-(?!parti|ven|vien|di|fai|faç|band|poids|sens|temps|maître).+
|sous-(?!crip|crire|crit|criv|traire|traits?$|trac|sign).+
|[^-]+-(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?)
"""
_SPANISH = r"""
[^-]*[áéíóú][^-]{1,3}o-.{4,}                                # jurídico-institucional
|(?:anglo|franco|hispano)-.+
"""
_ADJECTIVE = r"(?:[ыио]й|[ое]го|[ое]му|[ыио]м|ем|ая|яя|ую|юю|ое|ее|[ыи]е|[ыи]х|[ыи]ми)"
_RUSSIAN = rf"""
по-(?:прежнему|новому|старому|разному|своему|моему|нашему|вашему|другому|иному|настоящему|видимому|хорошему
  |русски|английски|французски|испански|арабски|китайски|человечески)
|во-(?:первых|вторых)|в-третьих|кое-.+|из-(?:за|под)
|[^-]+-(?:либо|нибудь|таки)
|(?:как.{{0,3}}|кто|кого|кому|кем|что|чего|чему|чем|где|когда|куда|откуда|почему|зачем|отчего|чей|сколько)-то
|государств[^-]{{0,3}}-участни.+
|(?:вице|пресс|штаб|интернет|онлайн|бизнес|веб|политико|экономико|торгово|финансово|историко|медико|технико)-.+
|(?:северо|юго)-(?:восто|запад).+
|(?!военно-(?:плен|служащ|обязан))[^-]{{3,}}[^аеёиоуыэюя-]но-(?!ст[иья]|летн).{{2,}}{_ADJECTIVE}   # научно-технического
"""
_KEPT = {
    language: re.compile(pattern, re.I | re.X)
    for language, pattern in (("es", _SPANISH), ("fr", _FRENCH), ("ru", _RUSSIAN))
}
_WHOLE = frozenset("merci voilà".split())
"""Words that end like a compound and are none."""


def keeps_hyphen(head: str, tail: str, language: str) -> bool:
    """Whether a word has a hyphen between two of its parts, as its first or last one tells.

    Args:
        head: What stands before the hyphen.
        tail: What stands after it.
        language: ISO 639-1 code.

    >>> keeps_hyphen("lui", "même", "fr"), keeps_hyphen("surveil", "lance", "fr")
    (True, False)
    """
    listed = _KEPT.get(language)
    return bool(listed and listed.fullmatch(f"{head}-{tail}")) and f"{head}{tail}".lower() not in _WHOLE
