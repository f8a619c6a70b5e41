"""A fault in a guideline folder: where it is, which clause it concerns, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. `line` counts from 1; `message` is a Swedish sentence or two that say how to mend it."""

    file: str
    line: int
    clause: str | None
    message: str

    def __str__(self) -> str:
        """As a person reads it on a terminal: file, line, clause, message."""
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.clause}: {self.message}" if self.clause else f"{place}: {self.message}"
