"""What somebody meant who wrote a date in another form than ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"({'|'.join(_NAMES)})[a-z]*\.?"
_FIRST, _SECOND = r"(?:fy ?)?((?:\d\d)?\d\d)", r"((?:\d\d)?\d\d)"  # of a financial year
_THIS_CENTURY = 2000


def _day(year: str, month: str, day: str) -> str:
    return f"{_whole(year)}-{_month(month)}-{int(day):02}"


def _month_of(year: str, month: str) -> str:
    return f"{_whole(year)}-{_month(month)}"


def _years(first: str, second: str, quarter: str = "") -> str:
    return f"{_whole(first)}/{second[-2:]}" + (f" Q{quarter}" if quarter else "")


def _whole(year: str) -> str:
    return year if len(year) > 2 else str(_THIS_CENTURY + int(year))  # noqa: PLR2004 (digits)


def _month(written: str) -> str:
    return f"{_NAMES.index(written) + 1 if written in _NAMES else int(written):02}"


# Each form with what it means; the first that gives a date that there is.
_FORMS: tuple[tuple[str, str, Callable[..., str]], ...] = (
    (r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[t ].*)?", "a day", _day),
    (r"(\d\d?)[-/.](\d\d?)[-/.](\d{4}|\d\d)", "a day", lambda d, m, y: _day(y, m, d)),
    (rf"(\d\d?)(?:st|nd|rd|th)?[ -](?:of )?{_NAME}[ -](\d{{4}}|\d\d)", "a day",
     lambda d, m, y: _day(y, m, d)),
    (rf"{_NAME} (\d\d?)(?:st|nd|rd|th)?,? (\d{{4}})", "a day", lambda m, d, y: _day(y, m, d)),
    (rf"{_NAME}[ -](\d{{4}}|\d\d)", "a month", lambda m, y: _month_of(y, m)),
    (r"(\d\d?)[-/.](\d{4})", "a month", lambda m, y: _month_of(y, m)),
    (r"(\d{4})[-.](\d\d?)", "a month", _month_of),
    (rf"q([1-4])[ -]?(?:of )?{_FIRST}[-/]{_SECOND}", "a quarter", lambda q, a, b: _years(a, b, q)),
    (rf"{_FIRST}[-/]{_SECOND}[ -]?q([1-4])", "a quarter", _years),
    (rf"{_FIRST}[-/]{_SECOND}", "a financial year", _years),
    (r"(ongoing|continuous|continuing)", "what has no end", lambda _: "ongoing"),
)  # fmt: skip


def meant(text: str) -> Iterator[tuple[str, str]]:
    """Yield the dates in our form that a text can mean, each with what it is: `a month`."""
    plain = re.sub(r"[\u2010-\u2015]", "-", " ".join(text.lower().split()))
    for form, what, made in _FORMS:
        if found := re.fullmatch(form, plain, re.ASCII):
            try:
                yield made(*found.groups()), what
            except ValueError:
                continue
