"""How many programmes were announced and how many are recorded: the difference is shown (S0-5)."""

from dataclasses import dataclass

from jejaring.parties.agreements.models import Agreement


@dataclass(frozen=True, slots=True)
class Gap:
    """Announced, recorded; nothing is ever invented to close it."""

    announced: int
    recorded: int

    @property
    def unknown(self) -> int:
        """Programmes that were announced and that nobody has named."""
        return max(0, self.announced - self.recorded)


def gap_of(agreement: Agreement) -> Gap | None:
    """None where no number was announced, or all of them are named."""
    if agreement.announced_lines is None:
        return None
    recorded = agreement.lines.filter(carried_from__isnull=True).count()
    gap = Gap(agreement.announced_lines, recorded)
    return gap if gap.unknown else None
