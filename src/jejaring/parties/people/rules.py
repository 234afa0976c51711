from jejaring.parties.people.models import Person


def may_change(by: Person, person_id: int) -> bool:
    """Only the person changes who they are and how they sign in."""
    return by.pk == person_id
