"""What is wrong with a file that was brought, said by row and field so that whoever made it can mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept

#: More faults than this are counted, not listed: a file of another kind would give one for each row.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """One fault: the file, its row or feature (1 is the header of a table; ``None``: the file as a whole), the field, what to do.

    ``said`` is a message in English with named ``values``; as text a refusal is in English, ``words.refusal`` gives it in another language.
    """

    file: str
    row: int | None
    field: str
    said: str
    values: Mapping[str, object] = kept(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.said.format_map(self.values)

    def __str__(self) -> str:
        where = f"{self.file}, row {self.row}, " if self.row is not None else f"{self.file}, "
        return f"{where}{self.field}: {self.message}"


class Refused(ValueError):
    """A file that cannot be used; ``refusals`` says why, one fault each."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        shown = "\n".join(str(refusal) for refusal in self.refusals[:MOST_SHOWN])
        rest = len(self.refusals) - MOST_SHOWN
        super().__init__(shown + (f"\n... and {rest} more" if rest > 0 else ""))
