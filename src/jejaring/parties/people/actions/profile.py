"""Who a person is, as certificates and the hours ledger need to know it."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people import queries, rules
from jejaring.parties.people.actions.wording import proper_name
from jejaring.parties.people.files import employee_number
from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind
from jejaring.parties.places.models import ZoneName


class EmployeeNumberMissing(Refusal):
    """A civil servant has one."""


class EmployeeNumberNotAsked(Refusal):
    """Nobody else has one."""


class KindDisagrees(Refusal):
    """The number is of the other kind of civil servant (domain E28)."""


class EmployeeNumberTaken(Refusal):
    """Another account holds this number."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another account holds this employee number. If it is yours, sign in with the"
                " e-mail address you used then and add this one there; if not, compare the"
                " number or ask your learning agency."
            )
        )


class UnknownChoice(Refusal):
    """Not one of the kinds, zones or languages there are."""


@transaction.atomic
def complete_profile(
    *,
    person: Person,
    name: str,
    kind: str,
    employee_no: str,
    zone: str,
    language: str,
    by: Person,
    at: datetime,
) -> Person:
    """Who the person is. Certificates already issued keep the name they were issued to."""
    if not rules.may_change(by, person.pk):
        raise NotPermitted(_("You may change only your own profile."))
    if kind not in PersonKind or zone not in ZoneName or language not in dict(settings.LANGUAGES):
        raise UnknownChoice(_("Choose one of the options that are offered."))
    wanted = {
        "name": proper_name(name),
        "kind": kind,
        "employee_no": _number(person, PersonKind(kind), employee_no, at),
        "zone": zone,
        "language": language,
    }
    current = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    changed = [field for field, value in wanted.items() if getattr(current, field) != value]
    for field, value in wanted.items():
        setattr(person, field, value)
    person.profile_completed_at = current.profile_completed_at or at
    try:
        with transaction.atomic():
            person.save(update_fields=[*wanted, "profile_completed_at"])
    except IntegrityError:  # someone else entered this number at the same moment
        raise EmployeeNumberTaken from None
    if changed or current.profile_completed_at is None:
        trail.record("people.profile_completed", thing=person, by=by, at=at, fields=changed)
    return person


def _number(person: Person, kind: PersonKind, text: str, at: datetime) -> str | None:
    typed = employee_number.cleaned(text)
    if kind == PersonKind.OTHER:
        if typed:
            raise EmployeeNumberNotAsked(
                _("Only PNS and PPPK have an employee number. Choose your kind, or clear it.")
            )
        return None
    if not typed:
        raise EmployeeNumberMissing(_("Enter your employee number: 18 digits."))
    number = employee_number.parse(text, on=timezone.localdate(at))
    if number.kind != kind:
        raise KindDisagrees(
            _(
                "According to digits 13 and 14 this is the number of a %(kind)s. Compare the"
                " number, or choose %(kind)s."
            )
            % {"kind": number.kind.upper()}
        )
    if queries.holder_of(number.digits, but=person) is not None:
        raise EmployeeNumberTaken
    return number.digits
