"""What a rule makes of time, in figures and in words, and who may correct the ledger."""

from decimal import ROUND_FLOOR, Decimal

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import rules as agencies
from jejaring.parties.people.models import Person
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


def may_correct(by: Person, posting: Posting) -> bool:
    """Whoever corrects hours for the agency that posted; no other agency, not the employer."""
    return agencies.may(by, Permission.CORRECT_HOURS, posting.issuer_id)
