"""A council's own settings: what `ipcli.toml` may say, read once and passed on.

Only what stands here can be set, and each value is checked before it is one: a colour is six
digits, a word is a line of text, a picture lies in the repository.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = "ipcli.toml"
LARGEST = 100_000  # bytes of the file
LONGEST_WORD = 60  # characters of a phrase
_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_MODES = ("light", "dark")
# Control characters and marks that reorder what is read.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class Words(NamedTuple):
    """The phrases that papers print and a council may say otherwise.

    What a law or the truth of a paper asks for, such as DRAFT, *exempt* and *made up*, is not among
    them.
    """

    recommendations: str = "Recommendations"
    reasons: str = "Reasons for the recommendations"
    summary: str = "Summary"
    objectives: str = "Objectives served"
    instruments: str = "Directions and recommendations"
    risks: str = "Risks"
    ahead: str = "What is due next"
    funding: str = "Funding"
    context: str = "Background and context"
    consultation: str = "Consultation"
    options: str = "Alternative options"
    implications: str = "Implications"
    commissioners: str = "Commissioners' comments"
    sign_offs: str = "Sign-off"
    appendices: str = "Appendices"
    background: str = "Background papers"
    achievements: str = "Achievements"
    issues: str = "Issues"
    next: str = "Planned for the next period"
    slippage: str = "Slippage and why"
    why: str = "Why"
    recovery: str = "Way back"
    latest: str = "Latest"
    owner: str = "Owner"
    original: str = "Original date"
    present: str = "Present date"
    moved: str = "Time moved"
    report_to: str = "Report to"
    meeting_date: str = "Date of meeting"
    agenda_item: str = "Agenda item"
    key_decision: str = "Key decision"
    published: str = "Published"
    closing: str = "Yours faithfully,"

    @property
    def why_and_back(self) -> str:
        """The head of a column of both."""
        return f"{self.why}, and the {small(self.recovery)}"

    @property
    def why_back_and_latest(self) -> str:
        """The head of a column of all three."""
        return f"{self.why}, the {small(self.recovery)}, and the {small(self.latest)}"


WORDS = Words()


class Colours(NamedTuple):
    """The colours that a council may set, as `#rrggbb`; empty: as papers have them."""

    brand: str = ""
    on_brand: str = ""
    link: str = ""
    visited: str = ""


class LogoFile(NamedTuple):
    """Where a logo lies, below the folder of the settings, and what is read out in its place."""

    file: str
    text: str


class Settings(NamedTuple):
    """What a council has set. `lines` say where, by dotted key, for what is found out later."""

    logo: LogoFile | None = None
    light: Colours = Colours()
    dark: Colours = Colours()
    words: Words = Words()
    lines: tuple[tuple[str, int], ...] = ()

    def line(self, key: str) -> int:
        """Return the line of a key, or of the section it is in."""
        lines = dict(self.lines)
        return lines.get(key) or lines.get(key.partition(".")[0], 1)


class Slip(NamedTuple):
    """Something wrong in the settings: the line, what it is, and how to mend it."""

    line: int
    message: str
    mend: str


class _File(NamedTuple):
    """The file as it was read, and where its keys stand."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def at(self, key: str) -> int:
        """Return the line of a key, or of what it stands in."""
        while key not in self.lines and "." in key:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 1)


def read(raw: bytes) -> tuple[Settings, tuple[Slip, ...]]:
    """Return the settings of a file, and all that is wrong with it: then they are not for use."""
    import tomllib  # noqa: PLC0415 (most plans have no such file)

    if len(raw) > LARGEST:
        told = f"the file is larger than {LARGEST:,} bytes"
        return Settings(), (Slip(1, told, "It holds a few lines; is it the right file?"),)
    try:
        text = raw.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        return Settings(), (Slip(1, "the file is not text in UTF-8", "Save it as UTF-8."),)
    except (tomllib.TOMLDecodeError, RecursionError) as why:
        found = re.search(r"at line (\d+)", str(why))
        mend = 'Write a line as `key = "value"`, below a line such as `[colours]`.'
        return Settings(), (Slip(int(found[1]) if found else 1, f"not TOML: {why}", mend),)
    file = _File(values, dict(_lines(text)))
    slips: list[Slip] = list(_unknown(file, "", {"logo", "colours", "words"}))
    light, dark = _colours(file, slips)
    settings = Settings(
        logo=_logo(file, slips),
        light=light,
        dark=dark,
        words=_words(file, slips),
        lines=tuple(file.lines.items()),
    )
    return settings, tuple(sorted(slips))


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the keys of the file with their lines, as people write them: one a line."""
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\s*([\w.\"'-]+)\s*\]", line):
            section = re.sub(r"[\"']", "", head[1])
            yield section, number
        elif key := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            name = re.sub(r"[\"']", "", key[1])
            yield f"{section}.{name}" if section else name, number


def _unknown(file: _File, section: str, known: set[str]) -> Iterator[Slip]:
    """Yield the keys of a section that there are not."""
    values = file.values[section] if section else file.values
    for key in values:
        if key not in known:
            near = difflib.get_close_matches(key, sorted(known), n=1)
            told = f"; did you mean `{near[0]}`?" if near else ""
            there = ", ".join(sorted(known))
            where = f"{section}.{key}" if section else key
            yield Slip(file.at(where), f"unknown key `{key}`{told}", f"There are: {there}.")


def _section(file: _File, name: str, known: set[str], slips: list[Slip]) -> Mapping[str, Any]:
    """Return a section that is there and is one; its unknown keys are noted."""
    found = file.values.get(name, {})
    if not isinstance(found, dict):
        told = f"`{name}` is a section, not a value"
        slips.append(Slip(file.at(name), told, f"Write `[{name}]` on a line of its own."))
        return {}
    slips.extend(_unknown(file, name, known) if name in file.values else ())
    return found


def _colours(file: _File, slips: list[Slip]) -> tuple[Colours, Colours]:
    names = {name.replace("_", "-"): name for name in Colours._fields}
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for key, value in _section(file, "colours", set(names), slips).items():
        if key not in names:
            continue
        given = dict.fromkeys(_MODES, value) if isinstance(value, str) else value
        known = isinstance(given, dict) and given and set(given) <= set(_MODES)
        if not known or not all(_is_colour(each) for each in given.values()):
            told = f"`colours.{key}` is {_shown(value)}, which is no colour"
            mend = (
                f'Write `{key} = "#5b2c83"`, or `{key} = {{light = "#5b2c83", dark = "#c9a6e8"}}`.'
            )
            slips.append(Slip(file.at(f"colours.{key}"), told, mend))
            continue
        for mode, found in (("light", light), ("dark", dark)):
            if mode in given:
                found[names[key]] = _six_digits(given[mode])
    return Colours(**light), Colours(**dark)


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _six_digits(colour: str) -> str:
    digits = colour[1:].lower()
    return f"#{digits if len(digits) == 6 else ''.join(2 * each for each in digits)}"  # noqa: PLR2004


def _logo(file: _File, slips: list[Slip]) -> LogoFile | None:
    found = _section(file, "logo", set(LogoFile._fields), slips)
    if not found:
        return None
    for key in LogoFile._fields:
        value = found.get(key)
        if not isinstance(value, str) or not value.strip() or _UNFIT.search(value):
            told = f"`logo.{key}` is {_shown(value)}" if key in found else f"`logo` has no `{key}`"
            mend = {
                "file": 'Write where the picture lies, from here: `file = "logo.png"`.',
                "text": 'Write what is read out in its place: `text = "Anytown Council"`.',
            }[key]
            slips.append(Slip(file.at(f"logo.{key}"), told, mend))
            return None
    return LogoFile(found["file"].strip(), found["text"].strip())


def _words(file: _File, slips: list[Slip]) -> Words:
    names = {name.replace("_", "-"): name for name in Words._fields}
    said: dict[str, str] = {}
    for key, value in _section(file, "words", set(names), slips).items():
        if key not in names:
            continue
        text = value.strip() if isinstance(value, str) else ""
        if not text or len(text) > LONGEST_WORD or _UNFIT.search(text):
            told = f"`words.{key}` is {_shown(value)}"
            mend = f"Write a phrase of one line, of up to {LONGEST_WORD} characters."
            slips.append(Slip(file.at(f"words.{key}"), told, mend))
        else:
            said[names[key]] = text
    return Words(**said)


def small(phrase: str) -> str:
    """Return a phrase as it stands within a sentence; an abbreviation stays as it is."""
    return f"{phrase[:1].lower()}{phrase[1:]}" if phrase[1:2].islower() else phrase


def _shown(value: object) -> str:
    """Return a value as a message shows it: short, on one line, and without what could harm."""
    text = _UNFIT.sub("", str(value))
    short = f"{text[:40]}…" if len(text) > 40 else text  # noqa: PLR2004
    return f"`{short}`" if short else "empty"
