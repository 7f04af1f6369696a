"""What can go wrong, said with what, where, why and what to do next."""

import difflib
from collections.abc import Iterable


class TwinletError(ValueError):
    """Something given to this package cannot be used."""


class ExportRefused(TwinletError):
    """The exported graph does not answer as the native model does, or cannot be made at all.

    `row`, `expected` and `answered` are those of the worst answer (empty when no graph could be made);
    `remedy` says what usually helps.
    """

    def __init__(
        self,
        message: str,
        remedy: str = "",
        row: tuple[float, ...] = (),
        expected: float | None = None,
        answered: float | None = None,
    ) -> None:
        super().__init__(f"{message}\n  remedy: {remedy}" if remedy else message)
        self.remedy, self.row, self.expected, self.answered = remedy, row, expected, answered


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` (did you mean `x`?)`, or nothing when no known name is close."""
    by_lower = {k.lower(): k for k in known}
    close = difflib.get_close_matches(name.lower(), by_lower, n=1, cutoff=0.6)
    return f" (did you mean `{by_lower[close[0]]}`?)" if close else ""


def listed(names: Iterable[str]) -> str:
    """Names in backticks, joined by commas."""
    return ", ".join(f"`{n}`" for n in names)
