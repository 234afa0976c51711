"""Who acts for an agency."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies import queries, rules
from jejaring.parties.agencies.models import Agency, Membership
from jejaring.parties.people import actions as people_actions
from jejaring.parties.people import queries as people
from jejaring.parties.people.actions import proper_address
from jejaring.parties.people.models import Person


class LastOwner(Refusal):
    """Somebody must be able to give roles."""


class NotAMember(Refusal):
    """No role that could end."""


class NobodyThere(Refusal):
    """Nobody has joined with this address."""


def add_member(*, agency: Agency, email: str, role: Role, by: Person, at: datetime) -> Membership:
    """Give a role to whoever signs in with this address."""
    if not rules.may_manage(by, agency.pk):
        raise NotPermitted(_("Only an owner of this agency may give and end roles."))
    person = people.person_by_email(proper_address(email))
    if person is None:
        raise NobodyThere(
            _("Nobody has joined with this address yet. Ask them to sign in once, then add them.")
        )
    return grant_role(agency=agency, person=person, role=role, by=by, at=at)


@transaction.atomic
def grant_role(
    *, agency: Agency, person: Person, role: Role, by: Person | None, at: datetime
) -> Membership:
    """Give a role, in place of the one the person has. Repeating it changes nothing."""
    if by is not None and not rules.may_manage(by, agency.pk):
        raise NotPermitted(_("Only an owner of this agency may give and end roles."))
    current = _locked(agency, person)
    if current is not None and current.role == role:
        return current
    if current is not None:
        _end(current, by, at)
    membership = Membership.objects.create(
        agency=agency, person=person, role=role, granted_by=by, started_at=at
    )
    trail.record(
        "agencies.role_granted",
        thing=membership,
        by=by,
        at=at,
        agency=agency.pk,
        person=person.pk,
        role=Role(role).value,
    )
    return membership


@transaction.atomic
def end_role(*, agency: Agency, person: Person, by: Person, at: datetime) -> Membership:
    """Owners end roles; anyone may lay down their own."""
    if not rules.may_end_role(by, person, agency.pk):
        raise NotPermitted(_("Only an owner of this agency may give and end roles."))
    current = _locked(agency, person)
    if current is None:
        raise NotAMember(_("This person has no role in the agency."))
    return _end(current, by, at)


@transaction.atomic
def reset_second_factor(*, agency: Agency, person: Person, by: Person, at: datetime) -> Person:
    """Let a member who lost their phone turn the second factor on anew; they are told by letter."""
    if not rules.may_reset_second_factor(by, person, agency.pk):
        raise NotPermitted(
            _("Only another owner of this agency may reset a member's second factor.")
        )
    if not queries.members_of(agency).filter(person=person).exists():
        raise NotAMember(_("This person has no role in the agency."))
    people_actions.reset_second_factor(person=person, by=by, at=at)
    trail.record(
        "agencies.second_factor_reset",
        thing=person,
        by=by,
        at=at,
        agency=agency.pk,
        person=person.pk,
    )
    return person


def _locked(agency: Agency, person: Person) -> Membership | None:
    """The person's role, with the agency locked: two owners cannot both be the last but one."""
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    return Membership.objects.filter(agency=agency, person=person, ended_at__isnull=True).first()


def _end(membership: Membership, by: Person | None, at: datetime) -> Membership:
    others = queries.owners_of(membership.agency_id).exclude(person_id=membership.person_id)
    if membership.role == Role.OWNER and not others.exists():
        raise LastOwner(_("This is the last owner. Make someone else an owner first."))
    membership.ended_at = at
    membership.save(update_fields=["ended_at"])
    trail.record(
        "agencies.role_ended",
        thing=membership,
        by=by,
        at=at,
        agency=membership.agency_id,
        person=membership.person_id,
        role=membership.role,
    )
    return membership
