from jejaring.parties.notices.models import Notice
from jejaring.parties.people.models import Person


def may_read(by: Person, notice: Notice) -> bool:
    """Notices are personal."""
    return notice.person_id == by.pk
