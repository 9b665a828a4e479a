"""Three small documents in the six official languages: own texts, as Word files in the layout of the United Nations."""

# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from worded import GENEVA, NEW_YORK, footnote, notes, p, r, table, word

Words = Callable[[str], str]
"""The words of a place in a language."""

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")

_HEADS = {
    "en": ("United Nations", "General Assembly", "Human Rights Council", "Original: English", "Sixty-second session", "Agenda item 3", "Promotion of all human rights"),
    "fr": ("Nations Unies", "Assemblée générale", "Conseil des droits de l’homme", "Original : anglais", "Soixante-deuxième session", "Point 3 de l’ordre du jour", "Promotion de tous les droits de l’homme"),
    "es": ("Naciones Unidas", "Asamblea General", "Consejo de Derechos Humanos", "Original: inglés", "62º período de sesiones", "Tema 3 de la agenda", "Promoción de todos los derechos humanos"),
    "ru": ("Организация Объединенных Наций", "Генеральная Ассамблея", "Совет по правам человека", "Original: English", "Шестьдесят вторая сессия", "Пункт 3 повестки дня", "Поощрение всех прав человека"),
    "ar": ("الأمم المتحدة", "الجمعية العامة", "مجلس حقوق الإنسان", "Original: English", "الدورة الثانية والستون", "البند 3 من جدول الأعمال", "تعزيز جميع حقوق الإنسان"),
    "zh": ("联合国", "大会", "人权理事会", "Original: English", "第六十二届会议", "议程项目3", "促进所有人权"),
}  # fmt: skip
_DATES = {"fr": "4 mars 2026", "es": "4 de marzo de 2026"}

TITLES = {
    "en": "Procurement of digital tools",
    "fr": "Achat d’outils numériques",
    "es": "Adquisición de herramientas digitales",
    "ru": "Закупка цифровых инструментов",
    "ar": "شراء الأدوات الرقمية",
    "zh": "数字工具的采购",
}
_REPORT = {
    "en": (
        ("Report of the Special Rapporteur on the right to privacy", "Summary", "Introduction", "Conclusions", "Annex I", "Annex II", "Terms used in the report", "Table 1"),
        "The report asks what States owe to people when they buy digital tools from others.",
        (
            "Digital tools help people to organize, and they expose them to surveillance.",
            "A State that buys a tool answers for what the tool does. It follows that:",
            "Every contract should be published;",
            "Every contract should end.",
            "Biometric identification in public places should not be bought at all.",
            "Courts should review each purchase within 30 days.",
            "A tool is any program that decides about people.",
            "A purchase is any contract for such a tool.",
            "The list of contracts is kept by the secretariat.",
        ),
        ("Region", "Contracts"),
    ),
    "fr": (
        ("Rapport de la Rapporteuse spéciale sur le droit à la vie privée", "Résumé", "Introduction", "Conclusions", "Annexe I", "Annexe II", "Termes employés dans le rapport", "Tableau 1"),
        "Le rapport examine ce que les États doivent aux personnes lorsqu’ils achètent des outils numériques.",
        (
            "Les outils numériques aident les personnes à s’organiser, et ils les exposent à la surveillance.",
            "Un État qui achète un outil répond de ce que fait cet outil. Il s’ensuit que :",
            "Chaque contrat devrait être publié ;",
            "Chaque contrat devrait prendre fin.",
            "L’identification biométrique dans les lieux publics ne devrait pas être achetée du tout.",
            "Les tribunaux devraient examiner chaque achat dans un délai de 30 jours.",
            "Un outil est tout programme qui prend des décisions sur des personnes.",
            "Un achat est tout contrat portant sur un tel outil.",
            "La liste des contrats est tenue par le secrétariat.",
        ),
        ("Région", "Contrats"),
    ),
    "es": (
        ("Informe de la Relatora Especial sobre el derecho a la privacidad", "Resumen", "Introducción", "Conclusiones", "Anexo I", "Anexo II", "Términos empleados en el informe", "Cuadro 1"),
        "El informe examina lo que los Estados deben a las personas cuando adquieren herramientas digitales.",
        (
            "Las herramientas digitales ayudan a las personas a organizarse y las exponen a la vigilancia.",
            "El Estado que adquiere una herramienta responde de lo que esta hace. De ello se sigue que:",
            "Todo contrato debería publicarse;",
            "Todo contrato debería tener fin.",
            "La identificación biométrica en los lugares públicos no debería adquirirse en absoluto.",
            "Los tribunales deberían examinar cada adquisición en un plazo de 30 días.",
            "Herramienta es todo programa que decide sobre las personas.",
            "Adquisición es todo contrato relativo a una herramienta de esa índole.",
            "La lista de los contratos está a cargo de la secretaría.",
        ),
        ("Región", "Contratos"),
    ),
    "ru": (
        ("Доклад Специального докладчика по вопросу о праве на неприкосновенность частной жизни", "Резюме", "Введение", "Выводы", "Приложение I", "Приложение II", "Термины, используемые в докладе", "Таблица 1"),
        "В докладе рассматривается, что государства должны людям, когда закупают цифровые инструменты.",
        (
            "Цифровые инструменты помогают людям объединяться и делают их уязвимыми для слежки.",
            "Государство, закупающее инструмент, отвечает за то, что этот инструмент делает. Из этого следует, что:",
            "каждый договор следует публиковать;",
            "каждый договор должен иметь срок.",
            "Биометрическую идентификацию в общественных местах не следует закупать вовсе.",
            "Суды должны рассматривать каждую закупку в течение 30 дней.",
            "Инструментом является любая программа, принимающая решения о людях.",
            "Закупкой является любой договор о таком инструменте.",
            "Перечень договоров ведет секретариат.",
        ),
        ("Регион", "Договоры"),
    ),
    "ar": (
        ("تقرير المقررة الخاصة المعنية بالحق في الخصوصية", "موجز", "مقدمة", "استنتاجات", "المرفق الأول", "المرفق الثاني", "المصطلحات المستخدمة في التقرير", "الجدول 1"),
        "يبحث التقرير ما تدين به الدول للناس عندما تشتري أدوات رقمية من غيرها.",
        (
            "تساعد الأدوات الرقمية الناس على تنظيم صفوفهم، وتعرضهم للمراقبة.",
            "الدولة التي تشتري أداة مسؤولة عما تفعله تلك الأداة. ويترتب على ذلك ما يلي:",
            "ينبغي نشر كل عقد؛",
            "ينبغي أن ينتهي كل عقد.",
            "لا ينبغي شراء تحديد الهوية بالبيانات البيومترية في الأماكن العامة على الإطلاق.",
            "ينبغي أن تراجع المحاكم كل عملية شراء في غضون 30 يوما.",
            "الأداة هي أي برنامج يتخذ قرارات بشأن الناس.",
            "الشراء هو أي عقد بشأن أداة من هذا القبيل.",
            "تحتفظ الأمانة بقائمة العقود.",
        ),
        ("المنطقة", "العقود"),
    ),
    "zh": (
        ("隐私权问题特别报告员的报告", "摘要", "导言", "结论", "附件一", "附件二", "报告所用术语", "表1"),
        "本报告探讨各国在购买数字工具时对人民负有哪些义务。",
        (
            "数字工具有助于人们组织起来，也使他们受到监控。",
            "购买工具的国家应对该工具的行为负责。因此：",
            "每份合同都应公布；",
            "每份合同都应有期限。",
            "根本不应购买在公共场所进行生物特征识别的工具。",
            "法院应在30天内审查每次采购。",
            "工具是指对人作出决定的任何程序。",
            "采购是指关于此类工具的任何合同。",
            "合同清单由秘书处保管。",
        ),
        ("区域", "合同"),
    ),
}  # fmt: skip
_NUMERALS = {"ar": ("أولا-", "ثانيا-"), "zh": ("一.", "二.")}
_ITEMS = {"fr": "{})", "es": "{})", "ru": "{})"}


def masthead(symbol: str, language: str) -> list[str]:
    """What stands above the title."""
    nations, assembly, council, original, session, item, name = _HEADS[language]
    organ, _, rest = symbol.partition("/")
    date = _DATES.get(language, "4 March 2026")
    return [
        table(
            [p(r(nations, size=28)), p(r(organ, size=40), r(f"/{rest}"))],
            [p(r(assembly, bold=True, size=40)), p("Distr.: General") + p(date) + p("") + p(original)],
            widths=[6300, 3300],
        ),
        p(r(council, bold=True, size=24)),
        p(r(session, bold=True)),
        p(item),
        p(r(name, bold=True)),
    ]


_RIGHTWARD = (
    ("</w:pPr>", "<w:bidi/></w:pPr>"),
    ("<w:tblPr>", "<w:tblPr><w:bidiVisual/>"),
    ("Liberation Serif", "DejaVu Sans"),
    ("<w:b/>", "<w:b/><w:bCs/>"),
    ("<w:i/>", "<w:i/><w:iCs/>"),
    (r'<w:sz w:val="(\d+)"/>', r'<w:sz w:val="\1"/><w:szCs w:val="\1"/>'),
)
"""What Word writes for text that runs from right to left, and a font that has its letters."""


def _word(body: Sequence[str], language: str, **parts: str) -> bytes:
    """A Word file, set as its language runs."""

    def turned(xml: str) -> str:
        for usual, rightward in _RIGHTWARD if language == "ar" else ():
            xml = re.sub(usual, rightward, xml)
        return xml

    headers = {"default": parts.pop("head")} if "head" in parts else None
    return word([turned(part) for part in body], headers=headers, **{name: turned(xml) for name, xml in parts.items()})


def _number(number: int, language: str) -> str:
    return f"{number}{'-' if language == 'ar' else '.'}\t"


def _item(letter: int, language: str) -> str:
    name = "أبجد"[letter] if language == "ar" else "abcd"[letter]
    return _ITEMS.get(language, "({})").format(name) + "\t"


def report(language: str, symbol: str = "A/HRC/62/9") -> bytes:
    """A report to the Human Rights Council: a summary, six numbered paragraphs, a table and two annexes."""
    (author, summary, introduction, conclusions, annex, second, terms, caption), abstract, texts, columns = _REPORT[
        language
    ]
    one, two = _NUMERALS.get(language, ("I.", "II."))
    indent = '<w:ind w:left="1134" w:firstLine="567"/>'

    def para(number: int, text: str, *after: str) -> str:
        return p(_number(number, language), text, *after, style="SingleTxtG")

    body = [
        *masthead(symbol, language),
        p(f"\t\t{TITLES[language]}", style="HChG"),
        p(f"\t\t{author}", style="H1G"),
        table([p(r(summary, italic=True)) + p(abstract)]),
        p(f"\t{one}\t{introduction}", style="H1G"),
        para(1, texts[0], footnote(1)),
        para(2, texts[1]),
        p(_item(0, language), texts[2], style="SingleTxtG", more=indent),
        p(_item(1, language), texts[3], style="SingleTxtG", more=indent),
        p(r(caption, bold=True)),
        table(columns, ("A", "120"), ("B", "88"), ("C", "64")),
        p(f"\t{two}\t{conclusions}", style="H1G"),
        para(3, texts[4]),
        para(4, texts[5]),
        p(annex, style="HChG", more="<w:pageBreakBefore/>"),
        p(f"\t\t{terms}", style="H1G"),
        para(1, texts[6]),
        para(2, texts[7]),
        p(second, style="HChG", more="<w:pageBreakBefore/>"),
        para(1, texts[8]),
    ]
    return _word(body, language, styles=GENEVA, footnotes=notes({1: "A/HRC/58/3."}), head=symbol)


REPORT_PLACES = (
    "summary", "para. 1", "para. 2", "table 1", "para. 3", "para. 4", "annex I, para. 1", "annex I, para. 2", "annex II, para. 1",
)  # fmt: skip

_RESOLUTION = {
    "en": ("Resolution adopted by the General Assembly on 18 December 2027", "Digital tools in public hands", "The General Assembly", (("Recalling", "its earlier resolutions on the right to privacy,"), ("Concerned", "that digital tools expose people to surveillance,"), ("Calls upon", "all States to assess digital tools before they buy them;"), ("Requests", "the Secretary-General to report at its next session;"), ("Decides", "to remain seized of the matter."))),
    "fr": ("Résolution adoptée par l’Assemblée générale le 18 décembre 2027", "Outils numériques entre les mains de l’État", "L’Assemblée générale", (("Rappelant", "ses résolutions antérieures sur le droit à la vie privée,"), ("Préoccupée", "par le fait que les outils numériques exposent les personnes à la surveillance,"), ("Demande", "à tous les États d’évaluer les outils numériques avant de les acheter ;"), ("Prie", "le Secrétaire général de lui faire rapport à sa prochaine session ;"), ("Décide", "de rester saisie de la question."))),
    "es": ("Resolución aprobada por la Asamblea General el 18 de diciembre de 2027", "Herramientas digitales en manos públicas", "La Asamblea General", (("Recordando", "sus resoluciones anteriores sobre el derecho a la privacidad,"), ("Preocupada", "porque las herramientas digitales exponen a las personas a la vigilancia,"), ("Exhorta", "a todos los Estados a que evalúen las herramientas digitales antes de adquirirlas;"), ("Solicita", "al Secretario General que la informe en su próximo período de sesiones;"), ("Decide", "seguir ocupándose de la cuestión."))),
    "ru": ("Резолюция, принятая Генеральной Ассамблеей 18 декабря 2027 года", "Цифровые инструменты в руках государства", "Генеральная Ассамблея", (("ссылаясь", "на свои предыдущие резолюции о праве на неприкосновенность частной жизни,"), ("будучи обеспокоена", "тем, что цифровые инструменты делают людей уязвимыми для слежки,"), ("призывает", "все государства оценивать цифровые инструменты до их закупки;"), ("просит", "Генерального секретаря представить доклад на ее следующей сессии;"), ("постановляет", "продолжать заниматься этим вопросом."))),
    "ar": ("قرار اتخذته الجمعية العامة في 18 كانون الأول/ديسمبر 2027", "الأدوات الرقمية في أيدي الدولة", "إن الجمعية العامة", (("إذ تشير", "إلى قراراتها السابقة بشأن الحق في الخصوصية،"), ("وإذ يساورها القلق", "لأن الأدوات الرقمية تعرض الناس للمراقبة،"), ("تهيب", "بجميع الدول أن تقيم الأدوات الرقمية قبل شرائها؛"), ("تطلب", "إلى الأمين العام أن يقدم تقريرا في دورتها المقبلة؛"), ("تقرر", "أن تبقي المسألة قيد نظرها."))),
    "zh": ("大会2027年12月18日通过的决议", "公共部门使用的数字工具", "大会", (("回顾", "其以往关于隐私权的决议，"), ("关切", "数字工具使人们受到监控，"), ("促请", "所有国家在购买数字工具之前进行评估；"), ("请", "秘书长向大会下届会议提出报告；"), ("决定", "继续处理此案。"))),
}  # fmt: skip


def resolution(language: str, symbol: str = "A/RES/82/7") -> bytes:
    """A resolution of the General Assembly: two preambular paragraphs and three operative ones."""
    adopted, title, organ, texts = _RESOLUTION[language]
    comma = {"ar": "،", "zh": "，"}.get(language, ",")
    gap = "" if language == "zh" else " "

    def words(place: int) -> tuple[str, str]:
        return r(texts[place][0], italic=True), f"{gap}{texts[place][1]}"

    body = [
        *masthead(symbol, language),
        p(f"\t\t{adopted}", style="HCh"),
        p(f"\t82/7.\t{title}", style="H1"),
        p(r(organ, italic=True), comma, style="SingleTxt"),
        *(p(*words(place), style="SingleTxt") for place in (0, 1)),
        *(p(_number(place - 1, language), *words(place), style="SingleTxt") for place in (2, 3, 4)),
    ]
    return _word(body, language, styles=NEW_YORK)


RESOLUTION_PLACES = ("PP 1", "PP 2", "para. 1", "para. 2", "para. 3")

_PARTS = {
    "en": ("Part one", "Part two", "Draft resolution I"),
    "fr": ("Première partie", "Deuxième partie", "Projet de résolution I"),
    "es": ("Primera parte", "Segunda parte", "Proyecto de resolución I"),
    "ru": ("Часть первая", "Часть вторая", "Проект резолюции I"),
    "ar": ("الجزء الأول", "الجزء الثاني", "مشروع القرار الأول"),
    "zh": ("第一部分", "第二部分", "决议草案一"),
}


def parted(language: str, symbol: str = "A/HRC/62/31") -> bytes:
    """A report in two parts, the second of which proposes a resolution and goes on."""
    (author, *_), _, texts, _ = _REPORT[language]
    first, second, draft = _PARTS[language]

    def paras(chosen: Sequence[tuple[int, int]]) -> list[str]:
        return [p(_number(number, language), texts[place], style="SingleTxtG") for number, place in chosen]

    body = [
        *masthead(symbol, language),
        p(f"\t\t{TITLES[language]}", style="HChG"),
        p(f"\t\t{author}", style="H1G"),
        p(first, style="HChG", more="<w:pageBreakBefore/>"),
        *paras([(1, 0), (2, 4), (3, 5)]),
        p(second, style="HChG", more="<w:pageBreakBefore/>"),
        *paras([(1, 6), (2, 7), (3, 8)]),
        p(draft, style="H23G"),
        *paras([(1, 4), (2, 5)]),
        *paras([(4, 0)]),
    ]
    return _word(body, language, styles=GENEVA)


PARTED_PLACES = (
    "part one, para. 1", "part one, para. 2", "part one, para. 3", "part two, para. 1", "part two, para. 2", "part two, para. 3",
    "draft resolution I, para. 1", "draft resolution I, para. 2", "part two, para. 4",
)  # fmt: skip


def mixed(symbol: str, texts: Sequence[str]) -> bytes:
    """An Arabic report of given paragraphs."""
    numbered = (p(_number(number, "ar"), text, style="SingleTxtG") for number, text in enumerate(texts, start=1))
    body = [*masthead(symbol, "ar"), p(f"\t\t{TITLES['ar']}", style="HChG"), *numbered]
    return _word(body, "ar", styles=GENEVA)


DOCUMENTS = {"A/HRC/62/9": report, "A/RES/82/7": resolution, "A/HRC/62/31": parted}
"""What makes each document, by its symbol."""


def file_name(symbol: str, language: str) -> str:
    """The name of a document's file."""
    return f"{symbol.replace('/', '_')}.{language}.docx"


def _of_report(place: int) -> Words:
    return lambda language: _REPORT[language][2][place]


def _of_resolution(place: int) -> Words:
    return lambda language: _RESOLUTION[language][3][place][0]


WORDS: dict[str, dict[str, Words]] = {
    "A/HRC/62/9": {
        "summary": lambda language: _REPORT[language][1],
        **{
            locator: _of_report(place)
            for locator, place in (
                ("para. 1", 0),
                ("para. 2", 1),
                ("para. 3", 4),
                ("para. 4", 5),
                ("annex I, para. 1", 6),
                ("annex I, para. 2", 7),
                ("annex II, para. 1", 8),
            )
        },
        "table 1": lambda language: _REPORT[language][0][7],
    },
    "A/RES/82/7": {locator: _of_resolution(place) for place, locator in enumerate(RESOLUTION_PLACES)},
    "A/HRC/62/31": {
        locator: _of_report(place) for locator, place in zip(PARTED_PLACES, (0, 4, 5, 6, 7, 8, 4, 5, 0), strict=True)
    },
}
"""What each place of each document begins with, by its language."""
