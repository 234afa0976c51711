"""An authenticator app: reads the secret once, shows digits at any moment."""

import pyotp

from jejaring.parties.people import actions
from jejaring.parties.people.queries import second_factor as queries


class App:
    """The phone of a person whose second factor was begun."""

    def __init__(self, person):
        factor = queries.second_factor_of(person)
        assert factor is not None
        totp = pyotp.parse_uri(queries.enrolment(factor).address)
        assert isinstance(totp, pyotp.TOTP)
        self.totp = totp

    def digits(self, at):
        return self.totp.at(at)

    def wrong(self, at):
        """Digits of a quarter of an hour ago."""
        return self.totp.at(at, counter_offset=-30)


def enrolled(person, at):
    """The app of a person whose second factor is on since a while."""
    actions.add_demonstration_factor(person=person, at=at)
    return App(person)
