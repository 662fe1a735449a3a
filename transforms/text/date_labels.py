"""The words that mark a date as posted or updated, in some forty languages."""

from __future__ import annotations

import re
from typing import Final

from transforms.text.page_words import first_pieces, telling

_POSTED: Final = """
posted|posted on|posted at|published|published on|published at|publish date|publication date|date published
first published|first published on|issued on|issued|created|created on|created at|date posted|date|dated|pub date
release date|article published|originally published
postado em|postado|publicado em|publicada em|publicado|publicação|data de publicação|data da publicação|criado em|criada em
publicado el|publicada el|publicado a las|fecha de publicación|fecha|creado|creado el|creada|publicada
publié le|publiée le|publié|publiée|mis en ligne le|mise en ligne le|posté le|paru le|parution|date de publication
créé le|article publié le
veröffentlicht am|veröffentlicht|erstellt am|erstellt|publiziert am|publiziert|erschienen am|datum
pubblicato il|pubblicato|pubblicata il|data pubblicazione|data di pubblicazione|inserito il|scritto il
gepubliceerd op|gepubliceerd|geplaatst op|geplaatst|gemaakt op
опубликовано|опубликована|опубликован|дата публикации|дата|размещено|создано
опубліковано|дата публікації|розміщено
opublikowano|opublikowana|data publikacji|data dodania|dodano|utworzono|publikacja
publikováno|vydáno|zveřejněno|datum|publikované|uverejnené|zverejnené
yayınlanma|yayınlanma tarihi|yayın tarihi|yayınlandı|giriş|giriş tarihi|oluşturulma tarihi|eklenme|eklenme tarihi|tarih
haber giriş|haber giriş tarihi
publicerad|publicerat|skapad|udgivet|publiceret|offentliggjort|oprettet|publisert|julkaistu|luotu
közzétéve|megjelent|publikálva|létrehozva|publicat la|publicat pe|publicat|publicată|data publicării|postat
δημοσίευση|δημοσιεύτηκε|δημοσιεύθηκε|ημερομηνία δημοσίευσης|ημερομηνία
публикувано|публикувана на|публикувана|публикувано на|објављено|objavljeno|datum objave|avaldatud|publicēts|publicēta
paskelbta|publikuota|paskelbta data
نشر في|نشر|نشرت في|تاريخ النشر|تم النشر|تم النشر في|نُشر|نُشر في|نشر بتاريخ|التاريخ|تاریخ انتشار|منتشر شده در|تاریخ
פורסם|פורסם ב|תאריך פרסום|प्रकाशित|पब्लिश|प्रकाशित तिथि
发布|发布时间|发布日期|发布于|发表|发表时间|发表于|時間|时间|发稿时间|發布|發布時間|發佈|發佈時間|刊登|刊登時間|出版|日期|稿源时间
公開|公開日|配信|掲載|掲載日|投稿日|投稿|発行|発信|입력|기사입력|등록|작성|게재|송고|승인|최초입력|기사등록
diterbitkan|dipublikasikan|terbit|tayang|diterbitkan pada|đăng|đăng lúc|đăng ngày|ngày đăng|xuất bản|เผยแพร่|ลงวันที่|วันที่
objavljeno dana|publikuar|publikuar më|yayımlanma|chop etilgan|жарияланды
"""

_UPDATED: Final = """
updated|updated on|updated at|last updated|last updated on|last updated at|last modified|modified|modified on|edited
last update|update|upd|date modified|last edited
atualizado em|atualizado às|atualizada em|atualizado|atualização|última atualização|modificado em|modificado
actualizado|actualizado el|actualizado a las|actualización|última actualización|última modificación|modificado el
mis à jour le|mise à jour le|mis à jour|mise à jour|modifié le|modifiée le|actualisé le|dernière mise à jour
dernière modification|dernière mise à jour le
aktualisiert am|aktualisiert|stand|zuletzt aktualisiert|zuletzt aktualisiert am|letzte aktualisierung|geändert am|update vom
aggiornato il|aggiornato|aggiornata il|ultimo aggiornamento|modificato il|aggiornamento
bijgewerkt op|bijgewerkt|laatst gewijzigd|laatst bijgewerkt|laatste update|gewijzigd op|aangepast op
обновлено|обновлена|изменено|последнее обновление|оновлено|востаннє оновлено
aktualizacja|zaktualizowano|ostatnia aktualizacja|aktualizováno|aktualizace|aktualizované|upravené
güncellenme|güncellenme tarihi|güncelleme|güncelleme tarihi|güncellendi|son güncelleme|son güncellenme
uppdaterad|uppdaterat|senast uppdaterad|opdateret|sidst opdateret|oppdatert|sist oppdatert|päivitetty|viimeksi päivitetty
frissítve|módosítva|utolsó frissítés|actualizat|actualizat la|ultima actualizare
ενημέρωση|ενημερώθηκε|τελευταία ενημέρωση|τελευταία τροποποίηση
обновена|актуализирано|последна промяна|ažurirano|ажурирано|osveženo|posodobljeno|uuendatud|atjaunots|atnaujinta
آخر تحديث|تحديث|تم التحديث|تم التحديث في|حُدّث|حدث في|اخر تحديث|به‌روزرسانی|بروزرسانی|آخرین به‌روزرسانی|آخرین بروزرسانی
עודכן|עודכן ב|עדכון אחרון|अपडेटेड|अपडेट|अद्यतन
更新|更新时间|更新時間|更新于|更新於|更新日期|最后更新|最後更新|修改|修改时间|更新日|最終更新|最終更新日|수정|최종수정|업데이트|기사수정
diperbarui|diperbarui pada|cập nhật|cập nhật lúc|อัปเดต|อัปเดตล่าสุด|แก้ไข|แก้ไขล่าสุด|përditësuar
"""

_WORD: Final = re.compile(r"[^\W\d_][^\s\d:：,;|/()\[\]•·–—.]*")
_NEXT_WORD: Final = re.compile(r"[ \u00a0]([^\W\d_][^\s\d:：,;|/()\[\]•·–—.]*)")
_MOST_WORDS: Final = 4

LABELS: Final[dict[str, str]] = {
    label.strip().casefold(): kind
    for kind, table in (("posted", _POSTED), ("updated", _UPDATED))
    for line in table.strip().splitlines()
    for label in line.split("|")
}
LABEL: Final = telling(lambda: first_pieces(form for label in LABELS for form in (label, label.replace("ss", "ß"))))
"""First words of the labels; without one no label in Latin letters stands in a line."""
_FIRST_WORDS: Final = frozenset(label.partition(" ")[0] for label in LABELS)
_NEEDS_COLON: Final = frozenset(
    [
        "date",
        "dated",
        "datum",
        "fecha",
        "дата",
        "tarih",
        "data",
        "ημερομηνία",
        "التاريخ",
        "تاریخ",
        "日期",
        "时间",
        "時間",
        "update",
        "stand",
        "created",
        "issued",
        "publication",
        "publicação",
        "parution",
        "aktualizacja",
        "วันที่",
        "ngày",
    ]
)
"""Labels that are ordinary words: they mark a date line only with a colon or a digit right behind."""


def label_at(text: str, start: int, end: int, *, plain: bool = False) -> tuple[str, int] | None:
    """The label that stands at ``start``: its kind (``posted`` or ``updated``) and the offset behind it.

    With ``plain``, only labels that are nothing else count ("Published", not "date").

    >>> label_at("Last updated: 3 Jan", 0, 19)
    ('updated', 12)
    """
    match = _WORD.match(text, start, end)
    # nearly every line fails here
    if match is None or match[0].casefold() not in _FIRST_WORDS:
        return None
    ends = [match.end()]
    phrases = [match[0].casefold()]
    while len(ends) < _MOST_WORDS:
        match = _NEXT_WORD.match(text, ends[-1], end)
        if match is None:
            break
        ends.append(match.end())
        phrases.append(f"{phrases[-1]} {match[1].casefold()}")
    for words in range(len(ends), 0, -1):
        kind = LABELS.get(phrases[words - 1])
        if kind is None:
            continue
        stop = ends[words - 1]
        if phrases[words - 1] in _NEEDS_COLON:
            if plain:
                continue
            behind = text[stop : min(end, stop + 3)].lstrip()
            if not behind or not (behind[0] in ":：" or behind[0].isdigit()):
                continue
        return kind, stop
    return None


def label_behind(text: str, start: int, end: int) -> tuple[str, int] | None:
    """A Chinese or Japanese label behind its date (``15:51 更新``): its kind and the offset behind it."""
    position = start
    while position < end and text[position].isspace():
        position += 1
    for size in (4, 3, 2):
        kind = LABELS.get(text[position : position + size])
        if kind is not None and position + size <= end and text[position] > "\u2e7f":
            return kind, position + size
    return None
