"""What a rule makes of time, in figures and in words."""

from decimal import ROUND_FLOOR, Decimal

from django.utils.translation import gettext as _

from jejaring.ground.ui.formats import number
from jejaring.registers.hours import queries
from jejaring.registers.hours.models import Posting, Rule
from jejaring.registers.hours.states import Basis

HUNDREDTH = Decimal("0.01")


def jp_for(rule: Rule, minutes: int, days: int = 1) -> Decimal:
    """JP that a rule gives for one activity of so many minutes over so many days (domain E6-E9)."""
    match Basis(rule.basis):
        case Basis.MINUTES | Basis.CURRICULUM:
            jp = Decimal(minutes // rule.minutes_per_jp) * rule.jp
        case Basis.DAY:
            jp = rule.jp * days
        case Basis.SESSION | Basis.ACTIVITY:
            jp = rule.jp
    if rule.cap is not None:
        jp = min(jp, rule.cap * days)
    return jp.quantize(HUNDREDTH, ROUND_FLOOR)


def in_words(rule: Rule) -> str:
    """One sentence for a table: 1 JP for every 45 minutes, at most 4 JP a day."""
    values = {"jp": number(rule.jp), "minutes": rule.minutes_per_jp}
    match Basis(rule.basis):
        case Basis.MINUTES:
            words = _("%(jp)s JP for every full %(minutes)s minutes") % values
        case Basis.CURRICULUM:
            words = _("%(jp)s JP for every %(minutes)s minutes of the curriculum") % values
        case Basis.DAY:
            words = _("%(jp)s JP a day") % values
        case Basis.SESSION:
            words = _("%(jp)s JP a session") % values
        case Basis.ACTIVITY:
            words = _("%(jp)s JP an activity") % values
    if rule.cap is not None:
        words += ", " + _("at most %(cap)s JP a day") % {"cap": number(rule.cap)}
    return words


def explained(posting: Posting) -> str:
    """Why these hours: the reason of a counter-entry, else the rule and what it gave here."""
    if posting.reverses_id is not None:
        return _("Taken back: %(reason)s") % {"reason": posting.reason}
    lasted = int((posting.ended_at - posting.started_at).total_seconds() // 60)
    days = queries.days_between(posting.started_at, posting.ended_at)
    given = jp_for(posting.rule, lasted, days)
    words = in_words(posting.rule)
    if posting.jp == given and posting.rule.basis in {Basis.MINUTES, Basis.CURRICULUM}:
        return _("%(rule)s: %(minutes)s minutes make %(jp)s JP.") % {
            "rule": words,
            "minutes": number(lasted),
            "jp": number(posting.jp),
        }
    if posting.jp == given:
        return _("%(rule)s.") % {"rule": words}
    return _("%(rule)s; the organiser set %(jp)s JP.") % {"rule": words, "jp": number(posting.jp)}
