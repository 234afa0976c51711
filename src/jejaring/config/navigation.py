"""What the layouts link to; the one place that may name pages of every floor."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jejaring.ground.ui.navigation import Group, Item, Role

HOME = Item(_("Home"), "portal:home", "house")
SIGN_IN = Item(_("Sign in"), "people:sign-in", "user")
ACCOUNT = Item(_("My page"), "portal:my-page", "user")

SCHEDULE = Item(_("ASN Belajar"), "live:schedule", "broadcast", short=_("Thursdays"))
VERIFY = Item(_("Verification"), "credentials:verify", "seal-check")
PUBLIC = (SCHEDULE, VERIFY)

FOOTER = (
    Group(_("Learn"), (SCHEDULE, ACCOUNT)),
    Group(_("Prove"), (VERIFY,)),
    Group(
        _("Help"),
        (
            Item(_("Short guide"), "portal:help"),
            Item(_("Accessibility"), "portal:accessibility"),
            Item(_("Privacy"), "portal:privacy"),
            Item(_("Components"), "ui:gallery"),
        ),
    ),
)

LEARNER = (
    Item(_("My page"), "portal:my-page", "house", within=False, short=_("Home")),
    SCHEDULE,
    Item(_("Certificates"), "credentials:mine", "certificate"),
    Item(_("Profile"), "people:profile", "identification-card", short=_("Account")),
)
ORGANISER = (
    Item(_("Sessions"), "live:sessions", "calendar-blank"),
    Item(_("Programmes"), "live:programmes", "books"),
    Item(_("Members"), "agencies:members", "users-three"),
)


def rail(_request: HttpRequest) -> Sequence[Group]:
    """The links of a console, by what this person is."""
    return (Group(_("Learn"), LEARNER), Group(_("Organise"), ORGANISER))


def tabbar(_request: HttpRequest) -> Sequence[Item]:
    """At most four links at the thumb of a phone; the fifth is always the menu."""
    return LEARNER[:4]


def role(request: HttpRequest) -> Role | None:
    """Who is at work, on top of the rail."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    return Role(name=str(user), place=_("Learner"), mark=user.initials)
