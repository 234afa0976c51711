"""Making a yearly statement: facts frozen, signed once, the same until the ledger changes."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.ground.audit import trail
from jejaring.ground.audit.models import INSTALLATION
from jejaring.ground.kernel import codes
from jejaring.ground.kernel.refusals import NotFound, NotPermitted
from jejaring.ground.seals import signing
from jejaring.ground.seals.facts import leaf
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency, AgencyKey
from jejaring.parties.people.models import Person
from jejaring.registers.hours import queries, rules
from jejaring.registers.hours.models import Statement
from jejaring.registers.hours.queries import Ledger

FIRST_YEAR = 2000


@transaction.atomic
def make_statement(*, person: Person, year: int, by: Person, at: datetime) -> Statement:
    """The statement of a person's year. While nothing has changed, the one that stands."""
    if by.pk != person.pk:
        raise NotPermitted(_("A statement is made by the person it is about."))
    if not FIRST_YEAR <= year <= queries.calendar_year(at):
        raise NotFound(_("There is no ledger for %(year)s. Choose another year.") % {"year": year})
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    ledger = queries.year_of(person, year)
    agency, key = _signatory(ledger)
    facts = rules.facts_of(ledger, agencies.current_employment(person), agency)
    digest = leaf(facts)
    latest = queries.latest_statement(person, year)
    if latest is not None and bytes(latest.digest) == digest and latest.key == key:
        return latest
    code = codes.new_code(rules.CODE_LENGTH)
    message = rules.signed_bytes(facts, code, at)
    statement = Statement.objects.create(
        person=person,
        agency=agency,
        year=year,
        code=code,
        facts=facts,
        digest=digest,
        key=key,
        signature=signing.sign(key.wrapped, message) if key else None,
        made_at=at,
    )
    trail.record(
        "hours.statement_made",
        thing=statement,
        by=by,
        at=at,
        agency=agency.pk if agency else INSTALLATION,
        person=person.pk,
        year=year,
        jp=str(ledger.jp),
        digest=digest.hex(),
    )
    return statement


def _signatory(ledger: Ledger) -> tuple[Agency | None, AgencyKey | None]:
    """The agency that posted most of the year's hours, of those that have a key to sign with."""
    posted: dict[Agency, Decimal] = {}
    for row in ledger.open_postings:
        posted[row.issuer] = posted.get(row.issuer, Decimal(0)) + row.jp
    for agency in sorted(posted, key=lambda agency: (-posted[agency], agency.pk)):
        key = agencies.key_in_use(agency)
        if key is not None:
            return agency, key
    return None, None
