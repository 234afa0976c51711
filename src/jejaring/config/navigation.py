"""What the layouts link to; the one place that may name pages of every floor."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jejaring.ground.access.permissions import Permission, roles_with
from jejaring.ground.access.permissions import Role as MemberRole
from jejaring.ground.ui.navigation import Group, Item, Role, address
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Membership
from jejaring.parties.people.models import Person

AT_WORK = ("/kelola/", "/kerja-sama/", "/jaringan/usulan/")
"""Addresses below these belong to people who work for an agency; all others to learners."""
COOPERATES = (MemberRole.COOPERATION, MemberRole.REVIEWER, MemberRole.LEGAL, MemberRole.HEAD)
"""Whose work begins with agreements, not with sessions."""

HOME = Item(_("Home"), "portal:home", "house")
SIGN_IN = Item(_("Sign in"), "people:sign-in", "user")
ACCOUNT = Item(_("My page"), "portal:my-page", "user")

SCHEDULE = Item(_("ASN Belajar"), "live:schedule", "broadcast", short=_("Thursdays"))
VERIFY = Item(_("Verification"), "credentials:verify", "seal-check")
NETWORK = Item(_("Network"), "network:network", "tree-structure")
PUBLIC = (SCHEDULE, NETWORK, VERIFY)

HELP = Item(_("Help"), "portal:help", "question")

FOOTER = (
    Group(_("Learn"), (SCHEDULE, ACCOUNT)),
    Group(
        _("Prove"),
        (
            VERIFY,
            Item(_("Check a JP statement"), "hours:check-a-code", "file-text"),
            Item(_("How JP are counted"), "hours:conversion", "scales"),
        ),
    ),
    Group(
        _("Help"),
        (
            Item(_("Short guide"), "portal:help", "question"),
            Item(_("Accessibility"), "portal:accessibility", "users-three"),
            Item(_("Privacy"), "portal:privacy", "identification-card"),
            Item(_("Components"), "ui:gallery", "tree-structure"),
        ),
    ),
)

LEARNER = (
    Item(_("My page"), "portal:my-page", "house", within=False, short=_("Home")),
    SCHEDULE,
    Item(_("Certificates"), "credentials:mine", "certificate"),
    Item(_("Learning hours"), "hours:ledger", "chart-bar", short=_("JP")),
    Item(_("Profile"), "agencies:profile", "identification-card", short=_("Profile")),
    Item(_("Account"), "people:account", "user"),
    Item(_("Notices"), "notices:inbox", "bell"),
)
DESK = Item(_("Today"), "live:console", "house", within=False)
SESSIONS = Item(_("Sessions"), "live:sessions", "calendar-blank")
PROGRAMMES = Item(_("Programmes"), "live:programmes", "books")
FROM_PARTNERS = Item(_("From partners"), "live:partners", "link")
ISSUED = Item(_("Certificates"), "credentials:batches", "certificate")
AGENCY = Item(_("Agency"), "agencies:agencies", "buildings")
OUTBOX = Item(_("Outbox"), "notices:outbox", "tray")
WAITING = Item(_("Waiting for you"), "agreements:desk", "hourglass-medium", short=_("To do"))
AGREEMENTS = Item(_("Agreements"), "agreements:agreements", "signature", within=False)
PROPOSALS = Item(_("Proposed partners"), "network:proposals", "lightbulb")
OBLIGATIONS = Item(_("Obligations"), "agreements:obligations", "list-checks")


def rail(request: HttpRequest) -> Sequence[Group]:
    """The links of a console: a learner's, or an agency's at work; the menu shows both."""
    at_work = _work(request)
    learning = [Group(_("Learn"), LEARNER)]
    if request.path == reverse("ui:menu"):
        return [*learning, *at_work]
    return at_work if at_work and _is_at_work(request) else learning


def tabbar(request: HttpRequest) -> Sequence[Item]:
    """At most four links at the thumb of a phone; the fifth is always the menu."""
    items: Sequence[Item] = LEARNER
    if _is_at_work(request) and _memberships(request):
        items = [item for group in _work(request) for item in group.items]
    return [item for item in items if address(item)][:4]


def role(request: HttpRequest) -> Role | None:
    """Who is at work, on top of the rail; the card leads to the other role where there is one."""
    person = _person(request)
    if person is None:
        return None
    work = _memberships(request)
    if work and _is_at_work(request):
        here = next((one for one in work if f"/{one.agency.code}/" in request.path), work[0])
        return Role(
            name=here.agency.short_name,
            place=here.get_role_display(),
            mark=here.agency.short_name[:1].upper(),
            switch_to=address(ACCOUNT),
        )
    switch = address(_work(request)[0].items[0]) if work else ""
    return Role(
        name=person.name or _("No name yet"),
        place=_("Learner"),
        mark=person.initials,
        switch_to=switch,
    )


def _work(request: HttpRequest) -> Sequence[Group]:
    """Sessions for who runs them, agreements for who cooperates; both for owners and auditors."""
    held = {one.role for one in _memberships(request)}
    if not held:
        return []
    runs = held & set(roles_with(Permission.RUN_LIVE_SESSIONS))
    sessions = (DESK, SESSIONS, PROGRAMMES, ISSUED) if runs else (DESK, SESSIONS, ISSUED)
    organise = Group(_("Organise"), sessions)
    working = (WAITING, AGREEMENTS, OBLIGATIONS, NETWORK, PROPOSALS, FROM_PARTNERS)
    cooperate = Group(_("Cooperate"), working)
    agency = Group(_("Own agency"), (AGENCY, OUTBOX) if runs else (AGENCY,))
    if held <= set(COOPERATES):
        return [cooperate, agency]
    return [organise, cooperate, agency]


def _is_at_work(request: HttpRequest) -> bool:
    return request.path.startswith(AT_WORK)


def _person(request: HttpRequest) -> Person | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, Person) and user.is_authenticated else None


def _memberships(request: HttpRequest) -> list[Membership]:
    """Asked once a request."""
    known: list[Membership] | None = getattr(request, "_memberships", None)
    if known is None:
        person = _person(request)
        known = list(agencies.memberships_of(person)) if person else []
        request._memberships = known  # type: ignore[attr-defined]  # noqa: SLF001 - our own mark
    return known
