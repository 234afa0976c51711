"""What becomes of each row of a file: pure, from what it says and whom it may mean."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from jejaring.activities.live.files import headings
from jejaring.activities.live.files.problems import ProblemKind
from jejaring.activities.live.queries.imports.accounts import Account, Known
from jejaring.activities.live.queries.imports.reading import Said
from jejaring.activities.live.states import RowReason, RowVerdict
from jejaring.ground.kernel.refusals import Refusal
from jejaring.parties.people import actions as people

ALIKE = 0.8
"""How much of two parts of a name must agree, so that "Nuraeni" is "Nuraini"."""
_TELLING = 3
"""Letters; shorter parts are initials and degrees."""
_SPOILT = {
    ProblemKind.EMAIL_WRONG,
    ProblemKind.EMPLOYEE_NUMBER_ROUNDED,
    ProblemKind.EMPLOYEE_NUMBER_WRONG,
}
"""What makes a row unusable if nothing else tells who it is."""


@dataclass(slots=True)
class Judged:
    """A row with its verdict, why, and whom it means: a person, or an address to be."""

    said: Said
    verdict: RowVerdict
    reason: str
    value: str = ""
    person: int | None = None
    email: str = ""

    @property
    def identity(self) -> int | str | None:
        """Equal for rows that mean one person; none if the row means nobody yet."""
        if self.verdict not in {RowVerdict.MATCHED, RowVerdict.NEW_PERSON}:
            return None
        return self.person or self.email


def judge(rows: Iterable[Said], known: Known) -> list[Judged]:
    """Every row by itself, then the rows that speak of one number or one new address."""
    judged = [_alone(row, known) for row in rows]
    _by_numbers(judged, known)
    _by_addresses(judged)
    return judged


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be of one person; a name without letters contradicts nothing."""
    ours, theirs = _parts(one), _parts(other)
    if not ours or not theirs or ours & theirs:
        return True
    joined, others = "".join(sorted(ours)), "".join(sorted(theirs))
    if any(part in others for part in ours if len(part) > _TELLING) or any(
        part in joined for part in theirs if len(part) > _TELLING
    ):
        return True
    return any(
        SequenceMatcher(None, a, b).ratio() >= ALIKE
        for a in ours
        for b in theirs
        if len(a) > _TELLING and len(b) > _TELLING
    )


def _parts(name: str) -> set[str]:
    """The telling words before the first comma, behind which degrees stand."""
    words = headings.folded(name.partition(",")[0]).split()
    return {word for word in words if len(word) >= _TELLING} or set(words)


def _alone(row: Said, known: Known) -> Judged:
    if row.is_waiting:
        return Judged(row, RowVerdict.IGNORED, RowReason.WAITING_ROOM)
    if row.is_host:
        return Judged(row, RowVerdict.IGNORED, RowReason.HOST)
    if row.is_timeless and row.problems:
        return Judged(row, RowVerdict.REFUSED, *row.problems[0])
    by_email, by_number = known.by_email.get(row.email), known.by_number.get(row.employee_no)
    if by_email and by_number and by_email != by_number:
        return Judged(row, RowVerdict.UNRESOLVED, RowReason.NUMBER_OF_ANOTHER)
    found = by_email or by_number
    if found is None:
        return _unknown(row)
    reason = RowReason.FOUND_BY_EMAIL if by_email else RowReason.FOUND_BY_NUMBER
    return _matched(row, known.accounts[found], reason)


def _matched(row: Said, account: Account, reason: RowReason) -> Judged:
    if not account.is_active:
        return Judged(row, RowVerdict.UNRESOLVED, RowReason.ACCOUNT_CLOSED)
    if row.employee_no and account.employee_no and row.employee_no != account.employee_no:
        return Judged(row, RowVerdict.UNRESOLVED, RowReason.NUMBER_DIFFERS)
    if not are_alike(row.name, account.name):
        doubt = RowReason.NAME_DIFFERS
        return Judged(row, RowVerdict.UNRESOLVED, doubt, account.name[:200], account.pk)
    return Judged(row, RowVerdict.MATCHED, reason, person=account.pk)


def _unknown(row: Said) -> Judged:
    if row.email and row.name and not _is_proper(row.name):
        return Judged(row, RowVerdict.UNRESOLVED, RowReason.NAME_UNUSABLE, email=row.email)
    if row.email:
        return Judged(row, RowVerdict.NEW_PERSON, RowReason.NO_ACCOUNT, email=row.email)
    if row.employee_no:
        return Judged(row, RowVerdict.UNRESOLVED, RowReason.NUMBER_UNKNOWN, row.employee_no)
    spoilt = [problem for problem in row.problems if problem[0] in _SPOILT]
    if spoilt:
        return Judged(row, RowVerdict.REFUSED, *spoilt[0])
    return Judged(row, RowVerdict.UNRESOLVED, ProblemKind.NO_IDENTITY)


def _is_proper(name: str) -> bool:
    try:
        people.proper_name(name)
    except Refusal:
        return False
    return True


def _by_numbers(judged: Sequence[Judged], known: Known) -> None:
    """One number under two identities: one person by two addresses, or a contradiction."""
    for group in _groups(judged, lambda one: one.said.employee_no):
        people_meant = {one.person for one in group if one.person}
        first = next((one for one in group if one.person), group[0])
        name = known.accounts[first.person].name if first.person else first.said.name
        if len(people_meant) > 1 or not all(are_alike(one.said.name, name) for one in group):
            holder = known.by_number.get(first.said.employee_no)
            doubtful = [one for one in group if holder is None or one.person != holder]
            _doubt(doubtful, RowReason.NUMBER_SHARED, group)
            continue
        for one in group:
            if one.identity != first.identity:
                one.verdict, one.person, one.email = first.verdict, first.person, first.email
                one.reason, one.value = RowReason.UNITED, str(first.said.number)


def _by_addresses(judged: Sequence[Judged]) -> None:
    """One new address under two numbers or two names of an answer sheet."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.verdict == RowVerdict.NEW_PERSON:
            groups[one.email].append(one)
    for group in groups.values():
        numbers = {one.said.employee_no for one in group} - {""}
        typed = [one.said.name for one in group if one.said.is_typed]
        if len(numbers) > 1 or not all(are_alike(typed[0], name) for name in typed[1:]):
            _doubt(group, RowReason.ADDRESS_SHARED, group)


def _groups(judged: Sequence[Judged], key: Callable[[Judged], str]) -> Iterable[list[Judged]]:
    """Rows with one key and more than one identity."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        if key(one) and one.identity is not None:
            groups[key(one)].append(one)
    return [group for group in groups.values() if len({one.identity for one in group}) > 1]


def _doubt(doubtful: Sequence[Judged], reason: RowReason, group: Sequence[Judged]) -> None:
    for one in doubtful:
        other = next(two for two in group if two.said.number != one.said.number)
        one.verdict, one.reason, one.value = RowVerdict.UNRESOLVED, reason, str(other.said.number)
