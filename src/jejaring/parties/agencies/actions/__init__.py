"""Every write of agencies, their units, their people and their keys."""

from jejaring.parties.agencies.actions.agency import (
    CodeTaken,
    NameMissing,
    UnitExists,
    add_unit,
    change_letterhead,
    create_agency,
)
from jejaring.parties.agencies.actions.employment import (
    ContractStartInFuture,
    ContractStartMissing,
    UnitElsewhere,
    complete_profile,
    employ_examples,
    set_employer,
)
from jejaring.parties.agencies.actions.keys import ensure_key
from jejaring.parties.agencies.actions.names import (
    CircularSuccession,
    NameKnown,
    SuccessionKnown,
    add_alias,
    remove_alias,
    tell_succession,
)
from jejaring.parties.agencies.actions.publicity import (
    StatementKnown,
    TextMissing,
    show_agreements,
    state,
    withdraw_statement,
)
from jejaring.parties.agencies.actions.roles import (
    LastOwner,
    NobodyThere,
    NotAMember,
    add_member,
    end_role,
    grant_role,
    reset_second_factor,
)

__all__ = [
    "CircularSuccession",
    "CodeTaken",
    "ContractStartInFuture",
    "ContractStartMissing",
    "LastOwner",
    "NameKnown",
    "NameMissing",
    "NobodyThere",
    "NotAMember",
    "StatementKnown",
    "SuccessionKnown",
    "TextMissing",
    "UnitElsewhere",
    "UnitExists",
    "add_alias",
    "add_member",
    "add_unit",
    "change_letterhead",
    "complete_profile",
    "create_agency",
    "employ_examples",
    "end_role",
    "ensure_key",
    "grant_role",
    "remove_alias",
    "reset_second_factor",
    "set_employer",
    "show_agreements",
    "state",
    "tell_succession",
    "withdraw_statement",
]
