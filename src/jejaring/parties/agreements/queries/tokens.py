"""Words of the text that are kept elsewhere: dates, parties, programmes are typed once."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOKEN = re.compile(r"\{([a-z_]+)\}")
BLANK = re.compile(r"\[[^\]]*\]|_{4,}|\.{5,}|…{2,}")
TOKENS: dict[str, str | Promise] = {
    "para_pihak": _("the parties with their signatories"),
    "judul": _("the title"),
    "tujuan": _("the purpose"),
    "induk": _("the title of the agreement it stands under"),
    "program": _("the list of programmes"),
    "memberi_menerima": _("what each party gives and gets"),
    "rencana_aksi": _("the action plan with years and due dates"),
    "mulai": _("the first day"),
    "berakhir": _("the last day"),
    "bulan_laporan": _("months between reports"),
    "hari_pemberitahuan": _("days of notice before an early end"),
    "korespondensi": _("the addresses of the parties"),
}
"""What may stand between braces in a section, and what is put there."""
ORDINALS = (
    *("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA"),
    *("KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH"),
)


def filled(body: str, words: Mapping[str, str]) -> str:
    """The section as it reads; what is not known yet says so between brackets."""
    return TOKEN.sub(lambda found: words.get(found[1], found[0]), body)


def unknown_tokens(body: str) -> list[str]:
    """Words between braces that stand for nothing."""
    return sorted({token for token in TOKEN.findall(body) if token not in TOKENS})


def has_blanks(text: str) -> bool:
    """Whether something is still to be filled in: dots, underscores, brackets."""
    return BLANK.search(text) is not None


def ordinal(position: int) -> str:
    """PIHAK KESATU is the first one."""
    return f"PIHAK {ORDINALS[position - 1] if position <= len(ORDINALS) else f'KE-{position}'}"
