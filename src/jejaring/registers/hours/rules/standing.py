"""Where someone stands, in one sentence."""

from django.utils.translation import gettext as _

from jejaring.ground.access.permissions import Permission
from jejaring.ground.ui.formats import number, plain_date
from jejaring.parties.agencies import rules as agencies
from jejaring.parties.people.models import Person
from jejaring.registers.hours.models import Posting
from jejaring.registers.hours.queries import Standing
from jejaring.registers.hours.states import StandingState


def may_correct(by: Person, posting: Posting) -> bool:
    """Whoever corrects hours for the agency that posted; no other agency, not the employer."""
    return agencies.may(by, Permission.CORRECT_HOURS, posting.issuer_id)


def standing_sentence(standing: Standing) -> str:
    """For the person concerned: what is missing or over, and until when."""
    values = {
        "missing": number(standing.missing),
        "target": number(standing.target or 0),
        "ceiling": number(standing.ceiling or 0),
        "room": number(standing.room),
        "over": number(standing.over),
        "last": plain_date(standing.last_day),
        "year": standing.last_day.year,
    }
    match standing.sentence:
        case StandingState.BELOW_TARGET:
            return _("%(missing)s JP short of the %(target)s JP due in %(year)s.") % values
        case StandingState.AT_TARGET:
            return _("The %(target)s JP due in %(year)s are complete.") % values
        case StandingState.BELOW_CEILING:
            return (
                _("Room for %(room)s JP more up to the ceiling of %(ceiling)s JP, until %(last)s.")
                % values
            )
        case StandingState.AT_CEILING:
            return (
                _("The ceiling of %(ceiling)s JP is reached; it is counted until %(last)s.")
                % values
            )
        case StandingState.ABOVE_CEILING:
            return (
                _(
                    "%(over)s JP above the ceiling of %(ceiling)s JP, counted until %(last)s. "
                    "You may go on learning."
                )
                % values
            )
        case StandingState.NO_RULE:
            return _("No number of hours is prescribed for you.")
