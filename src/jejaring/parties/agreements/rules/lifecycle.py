"""What a person may do with an agreement that was registered."""

from datetime import date
from enum import StrEnum

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.states import AgreementState, Phase
from jejaring.parties.people.models import Person


class Standing(StrEnum):
    """One act on an agreement in force; the value stands in its address."""

    RENEW = "perpanjang"
    AMEND = "adendum"
    SUSPEND = "tangguhkan"
    RESUME = "lanjutkan"
    DISPUTE = "sengketa"
    NOTICE = "akhiri"
    TAKE_BACK = "tarik-pemberitahuan"


STANDS = {Phase.WAITING, Phase.ACTIVE, Phase.EXPIRING}


def open_acts(by: Person, agreement: Agreement, on: date) -> list[Standing]:
    """What this person may do now: officers renew and amend, heads stop and end."""
    if agreement.state not in {
        AgreementState.REGISTERED,
        AgreementState.SUSPENDED,
        AgreementState.DISPUTED,
    }:
        return []
    found = _of_officers(agreement, on)
    if not access.may_draft(by, agreement):
        found = []
    side = access.side_of(by, agreement, Permission.APPROVE_AGREEMENTS)
    if side is not None:
        found += _of_heads(agreement, on, side.pk)
    return found


def _of_officers(agreement: Agreement, on: date) -> list[Standing]:
    if agreement.amends_id is not None or agreement.state != AgreementState.REGISTERED:
        return []
    return [Standing.RENEW, *([Standing.AMEND] if agreement.is_in_force(on) else [])]


def _of_heads(agreement: Agreement, on: date, side: int) -> list[Standing]:
    registered = agreement.state == AgreementState.REGISTERED
    stands = registered and agreement.phase(on) in STANDS
    suspended = agreement.state == AgreementState.SUSPENDED
    able = {
        Standing.SUSPEND: stands,
        Standing.RESUME: suspended and agreement.stopped_by_id in {None, side},
        Standing.DISPUTE: stands or suspended,
        Standing.NOTICE: agreement.terminates_on is None and agreement.phase(on) != Phase.ENDED,
        Standing.TAKE_BACK: agreement.terminates_on is not None,
    }
    return [act for act, is_able in able.items() if is_able]
