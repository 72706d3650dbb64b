"""How a council's papers look: its logo, its colours, its words and its templates, all checked.

It is that of the working tree, whatever revision the plan is read from: a look is put right after
a report is tagged, and that must not need another tag. So the foot of a paper names the look that
it was made with, and `verify` tells a paper of another look from one that was changed.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

from ipcli.named import NamedTuple
from ipcli.papers.contrast import LEAST, shades, too_near
from ipcli.papers.logo import Logo, NoLogoError, logo
from ipcli.papers.sources import UnfitTemplateError, own_files, source
from ipcli.settings import Colours, Slip, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ipcli.settings import Settings

STYLE = "assets/paper.css"
_DIGITS = 16
_NAMES = {"brand": "brand", "on_brand": "on-brand", "link": "link", "visited": "link-visited"}
_IN_PRINT = ("brand", "on_brand")  # links are black on paper


class Look(NamedTuple):
    """A look that can be used. `digest` names it, and is empty where a council has set nothing.

    `style` is added to the style of the page; `templates` is the folder of the council's own.
    """

    templates: Path | None = None
    style: str = ""
    logo: Logo | None = None
    words: Words = Words()
    digest: str = ""


PLAIN = Look()


def look(
    settings: Settings, *, folder: Path, templates: Path | None
) -> tuple[Look, tuple[Slip, ...]]:
    """Return the look that settings make, and what of them cannot be used; then nothing is.

    `folder` is where the settings lie; a logo lies there or below.
    """
    slips: list[Slip] = []
    picture = None
    if settings.logo:
        try:
            picture = logo(settings.logo.file, settings.logo.text, folder=folder)
        except NoLogoError as why:
            told = f"the logo {settings.logo.file} cannot be used: {why}"
            mend = "Save it as a PNG or a JPEG beside ipcli.toml, and write its name in `file`."
            slips.append(Slip(settings.line("logo.file"), told, mend))
    light, dark = shades(_css(templates))
    light |= _set(settings.light)
    dark |= _set(settings.dark)
    slips += _near(settings, light, "light")
    slips += _near(settings, dark, "dark")
    made = Look(templates, _style(settings, light, dark), picture, settings.words)
    return made._replace(digest=_digest(made)), tuple(slips)


def _css(templates: Path | None) -> str:
    try:
        return source(STYLE, templates)[0]
    except UnfitTemplateError:  # the page itself says so
        return source(STYLE, None)[0]


def _set(colours: Colours) -> dict[str, str]:
    return {_NAMES[key]: value for key, value in colours._asdict().items() if value}


def _near(settings: Settings, colours: dict[str, str], mode: str) -> Iterator[Slip]:
    """Yield the colours that a council has set and that cannot be told from what is behind."""
    mine = {*_set(settings.light), *_set(settings.dark)}
    for text, on, ratio in too_near(colours):
        named = next((each for each in (text, on) if each in mine), None)
        if named:
            key = f"colours.{'visited' if named == 'link-visited' else named}"
            told = (
                f"{text} {colours[text]} on {on} {colours[on]} has a contrast of "
                f"{math.floor(100 * ratio) / 100:.2f} to 1 in the {mode} mode; "
                f"text that all can read needs {LEAST} to 1"
            )
            mend = f"Choose a {'lighter' if mode == 'dark' else 'darker'} colour for one of them."
            if text == "on-brand":
                mend = "Choose colours that are further apart, such as white on a dark one."
            yield Slip(settings.line(key), told, mend)


def _style(settings: Settings, light: dict[str, str], dark: dict[str, str]) -> str:
    """Return the rules that set the colours. Each is six digits, so nothing else gets in."""
    mine = {
        key
        for key, value in zip(_NAMES, zip(settings.light, settings.dark, strict=True), strict=True)
        if any(value)
    }
    rules = []
    for where, keys in (("", _IN_PRINT), ("screen", ("link", "visited"))):
        names = [_NAMES[key] for key in keys if key in mine]
        for scheme, shade in (("", light), ("(prefers-color-scheme: dark)", dark)):
            given = " ".join(f"--{name}: {shade[name]};" for name in names)
            media = " and ".join(filter(None, (where, scheme)))
            rule = f":root {{ {given} }}"
            rules += [f"@media {media} {{ {rule} }}" if media else rule] if given else []
    return "\n/* the council's own colours */\n" + "\n".join(rules) + "\n" if rules else ""


def _digest(made: Look) -> str:
    """Return a short name for a look, which changes when any of it does."""
    said = [f"{k}={v}" for k, v in made.words._asdict().items() if v != Words._field_defaults[k]]
    picture = [*map(str, made.logo)] if made.logo else []
    files = [part for name, text in own_files(made.templates) for part in (name, text)]
    parts = [made.style, *said, *picture, *files]
    if not any(parts):
        return ""
    told = "\0".join(parts)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
