"""What the parts of a United Nations symbol stand for: organs, issuing bodies, kinds of document."""

from __future__ import annotations

from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORGANS = _words(
    "A S E T ST CCPR CRC CEDAW CERD CAT CRPD CED CMW HRI CEB JIU DP UNW TD UNCTAD UNEP FCCC CBD CD CCW NPT BWC APLC "
    "CCM CAC CTOC CLCS SPLOS ISBA LOS LC ECE ESCAP ICCD ICC PCNICC PBC IDB HSP HS HCR INC DPI AT ACC UNSSC UNITAR "
    "UNU WFP IPBES SAICM CES TRANS INFCIRC UNDT UNAT ITC UNFPA UNODC UNICRI ICEF"
)
"""First parts of the document series of the United Nations, its programmes and its treaties."""

SUBSIDIARIES = _words(
    "HRC RES DEC INF BUR PRST PV NGO SPC PBC HLPF HLS ICEF ESCAP ESCWA ECA ECE ECLAC INCB WGFS MIN AGENDA REP CP LC "
    "OP PET NC SUPP EB PC APP CRP CEPAL"
)
"""Words that may follow the organs of one letter; anything else ("A/B", "S/he") is no symbol."""

NUMBERED_BODIES = _words("C CN AC CONF WG SUB SC SSC GGE IG CA EA GC GCSS SS")
"""Words that name a subsidiary body when a number follows after a full stop: ``C.3``, ``CN.6``, ``CONF.157``."""

KINDS = _words(
    "RES DEC PV SR PRST L CRP WP INF CO GC D Q QPR LOIPR LIT RQ FCO FU NGO G NI R GR REP NOTE SGB AI IC MISC AGENDA "
    "CORE GEN LET BP SG CFL RFU FR"
)
"""Words that say what kind of document it is."""

TREATY_BODIES = MappingProxyType(
    {
        "CCPR": "Human Rights Committee",
        "CRC": "Committee on the Rights of the Child",
        "CEDAW": "Committee on the Elimination of Discrimination against Women",
        "CERD": "Committee on the Elimination of Racial Discrimination",
        "CAT": "Committee against Torture",
        "CRPD": "Committee on the Rights of Persons with Disabilities",
        "CED": "Committee on Enforced Disappearances",
        "CMW": "Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families",
        "E/C.12": "Committee on Economic, Social and Cultural Rights",
        "CAT/OP": "Subcommittee on Prevention of Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment",
    }
)
"""Symbol series of each treaty body, and its name."""

_NAMES = {
    **TREATY_BODIES,
    "A": "General Assembly",
    "A/BUR": "General Committee",
    "A/C.1": "First Committee",
    "A/C.2": "Second Committee",
    "A/C.3": "Third Committee",
    "A/C.4": "Fourth Committee",
    "A/C.5": "Fifth Committee",
    "A/C.6": "Sixth Committee",
    "A/AC": "",
    "A/AC.105": "Committee on the Peaceful Uses of Outer Space",
    "A/AC.237": "Intergovernmental Negotiating Committee for a Framework Convention on Climate Change",
    "A/AC.292": (
        "Open-ended working group on security of and in the use of information and communications technologies"
        " 2021–2025"
    ),
    "A/CN": "",
    "A/CN.4": "International Law Commission",
    "A/CN.9": "United Nations Commission on International Trade Law",
    "A/CN.10": "Disarmament Commission",
    "A/CONF": "",
    "A/CONF.151": "United Nations Conference on Environment and Development",
    "A/CONF.157": "World Conference on Human Rights",
    "A/CONF.177": "Fourth World Conference on Women",
    "A/CONF.189": "World Conference against Racism, Racial Discrimination, Xenophobia and Related Intolerance",
    "A/HRC": "Human Rights Council",
    "A/HRC/AC": "Human Rights Council Advisory Committee",
    "A/HRC/EMRIP": "Expert Mechanism on the Rights of Indigenous Peoples",
    "A/HRC/WG": "",
    "A/HRC/WG.6": "Working Group on the Universal Periodic Review",
    "A/HRC/WGAD": "Working Group on Arbitrary Detention",
    "A/HRC/WGEID": "Working Group on Enforced or Involuntary Disappearances",
    "CAT/SP": "",
    "CBD/COP": "Conference of the Parties to the Convention on Biological Diversity",
    "CCPR/SP": "",
    "CD": "Conference on Disarmament",
    "CEB": "United Nations System Chief Executives Board for Coordination",
    "CEDAW/SP": "",
    "CED/SP": "",
    "CERD/SP": "",
    "CMW/SP": "",
    "CRC/SP": "",
    "CRPD/CSP": "Conference of States Parties to the Convention on the Rights of Persons with Disabilities",
    "DP": (
        "Executive Board of the United Nations Development Programme, the United Nations Population Fund and the"
        " United Nations Office for Project Services"
    ),
    "E": "Economic and Social Council",
    "E/AC": "",
    "E/C": "",
    "E/C.2": "Committee on Non-Governmental Organizations",
    "E/C.16": "Committee of Experts on Public Administration",
    "E/C.18": "Committee of Experts on International Cooperation in Tax Matters",
    "E/C.19": "Permanent Forum on Indigenous Issues",
    "E/C.20": "Committee of Experts on Global Geospatial Information Management",
    "E/CN": "",
    "E/CN.3": "Statistical Commission",
    "E/CN.4": "Commission on Human Rights",
    "E/CN.4/Sub.2": "Sub-Commission on the Promotion and Protection of Human Rights",
    "E/CN.5": "Commission for Social Development",
    "E/CN.6": "Commission on the Status of Women",
    "E/CN.7": "Commission on Narcotic Drugs",
    "E/CN.9": "Commission on Population and Development",
    "E/CN.15": "Commission on Crime Prevention and Criminal Justice",
    "E/CN.16": "Commission on Science and Technology for Development",
    "E/CN.17": "Commission on Sustainable Development",
    "E/CN.18": "United Nations Forum on Forests",
    "E/CONF": "",
    "E/ECA": "Economic Commission for Africa",
    "E/ECE": "Economic Commission for Europe",
    "E/ESCAP": "Economic and Social Commission for Asia and the Pacific",
    "E/ESCWA": "Economic and Social Commission for Western Asia",
    "E/HLPF": "High-level political forum on sustainable development",
    "E/ICEF": "Executive Board of the United Nations Children's Fund",
    "E/INCB": "International Narcotics Control Board",
    "ECE": "Economic Commission for Europe",
    "FCCC/CP": "Conference of the Parties to the United Nations Framework Convention on Climate Change",
    "FCCC/PA/CMA": "Conference of the Parties serving as the meeting of the Parties to the Paris Agreement",
    "HRI/MC": "Meeting of Chairs of the human rights treaty bodies",
    "JIU": "Joint Inspection Unit",
    "S": "Security Council",
    "S/AC": "",
    "ST": "Secretariat",
    "T": "Trusteeship Council",
    "TD": "United Nations Conference on Trade and Development",
    "TD/B": "Trade and Development Board",
    "UNEP/EA": "United Nations Environment Assembly of the United Nations Environment Programme",
    "UNW": ("Executive Board of the United Nations Entity for Gender Equality and the Empowerment of Women (UN-Women)"),
}

_DRAFTING_BODIES = _words("A A/C.1 A/C.2 A/C.3 A/C.4 A/C.5 A/C.6 A/HRC E")
_CONCLUDING_SERIES = ("CCPR/C/79", "CRC/C/15", "CERD/C/304", "E/C.12/1")
_COMMENT_SERIES = "CCPR/C/21"
_RECOMMENDING = ("CEDAW", "CERD")

_TYPES = {
    "RES": "resolution",
    "DEC": "decision",
    "PV": "meeting record",
    "SR": "meeting record",
    "PRST": "presidential statement",
    "CRP": "conference room paper",
    "WP": "working paper",
    "CO": "concluding observations",
    "D": "views",
    "Q": "list of issues",
    "QPR": "list of issues prior to reporting",
    "RQ": "replies to the list of issues",
    "CORE": "common core document",
    "SGB": "Secretary-General's bulletin",
    "AI": "administrative instruction",
    "AGENDA": "agenda",
    "REP": "report",
}
_REVIEW_TYPES = {
    "1": "national report",
    "2": "compilation of United Nations information",
    "3": "summary of stakeholders' submissions",
}

_SPELLED = frozenset(name.casefold() for name in _NAMES.values() if name)


def name_of(parts: tuple[str, ...]) -> str:
    """Full name of the body whose series these parts open, or an empty string.

    A numbered body that is not in the table (``A/AC.999``) has no name: it is not the organ above it.
    """
    for length in range(len(parts), 0, -1):
        prefix = "/".join(parts[:length])
        if prefix in _NAMES:
            return _NAMES[prefix]
        stem, dot, _ = prefix.rpartition(".")
        if dot and stem in _NAMES:
            return _NAMES[stem]
    return ""


def is_name(text: str) -> bool:
    """Whether a text is the full name of a body, however it is capitalised."""
    return text.casefold() in _SPELLED


def type_of(parts: tuple[str, ...], body: str, kind: str, country: str, number: str) -> str:
    """Type of the document in lower case, or an empty string where the symbol does not tell it.

    Args:
        parts: The symbol's parts, without its suffixes.
        body: Organ and subsidiary body, ``A/HRC``.
        kind: The word for the kind, ``RES``.
        country: Country code, or an empty string.
        number: The document's number.
    """
    organ, text = parts[0], "/".join(parts)
    told = _TYPES.get(kind.upper(), "")
    if text in _CONCLUDING_SERIES:
        told = "concluding observations"
    elif text == _COMMENT_SERIES:
        told = "general comment"
    elif kind == "L":
        told = "draft resolution" if body in _DRAFTING_BODIES else ""
    elif kind == "GC":
        told = "general recommendation" if organ in _RECOMMENDING else "general comment"
    elif body == "A/HRC/WGAD" and not kind:
        told = "opinion"
    elif body == "A/HRC/WG.6" and country and not kind:
        told = _REVIEW_TYPES.get(number, "")
    elif country and not kind and (organ in TREATY_BODIES or body == "E/C.12"):
        told = "State party report"
    return told
