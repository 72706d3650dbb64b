"""From a view to a page: the only module that knows Jinja.

Templates are text with holes. They see one name, `view`, and whatever they print is escaped for the
page it is printed on: as HTML by Jinja, as Markdown by `markdown.plain`. A council may have
templates of its own, which take the place of those that ship by name and run in a sandbox.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    pass_context,
)
from markupsafe import Markup, escape

from ipcli.errors import IpcliError
from ipcli.papers import markdown, prose
from ipcli.papers.anchors import anchored
from ipcli.papers.characters import cleaned, on_one_line
from ipcli.papers.compiled import Compiled
from ipcli.papers.look import PLAIN, STYLE, Look
from ipcli.papers.sources import is_name, source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from jinja2.runtime import Context

_OF_LOOK = frozenset({"asset", "fingerprint"})  # filters whose results are a look's own
LONGEST_WORD = 60  # characters; a longer one may be broken anywhere on a page
_LONG_WORD = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD + 1},}}")


class TemplateFaultError(IpcliError):
    """A template does not fit its view, or is none."""


class _Missing(StrictUndefined):
    """A name that stands for nothing: an error that says what there is."""

    @property
    def _undefined_message(self) -> str:
        name = f"there is no `{self._undefined_name}`"
        fields = getattr(type(self._undefined_obj), "_fields", ())
        return f"{name} here; there are {', '.join(fields)}" if fields else name


class _Loader(BaseLoader):
    """Templates of a council's own folder, then those that ship; these also as `builtin/NAME`."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text. Only names of files in the two folders are known."""
        del environment
        try:
            return (*source(template, self._own), None)
        except (OSError, ValueError) as why:
            raise TemplateNotFound(template) from why


class _Shipped(Environment):
    """For the templates that ship, which are ours: they ask a view for what it has."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]  # nothing is left to look up


def render(view: object, *, template: str, look: Look = PLAIN) -> str:
    """Return the page that a template makes of a view. The same view gives the same bytes.

    `look` is a council's own. Raises TemplateFaultError with the line where one of its templates
    does not fit the view, or does too much.
    """
    is_html, own = ".html." in template, look.templates
    environment = (
        _own_environment(look, is_html=is_html)
        if own
        else _environment(is_html=is_html, style=look.style)
    )
    try:
        found = environment.get_template(template)
        text = _in_bounds(found.generate(view=view)) if own else found.render(view=view)
    except TemplateError as why:
        raise TemplateFaultError(_told(why, template, own)) from why
    except Exception as why:
        if own and _is_of_template(why):
            raise TemplateFaultError(_told(why, template, own)) from why
        raise
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n") + "\n"


@cache
def _environment(*, is_html: bool, style: str = "") -> Environment:
    made = _Shipped(loader=_Loader(), bytecode_cache=Compiled(), **_options(is_html=is_html))
    made.globals.clear()
    filters = _html_filters(None, style) if is_html else _markdown_filters()
    made.filters.update(filters)
    made.filters.update({name: _when_asked(filters[name]) for name in _OF_LOOK & filters.keys()})
    return made


def _own_environment(look: Look, *, is_html: bool) -> Environment:
    """Return an environment for one page: what it counts begins anew."""
    from ipcli.papers.bounded import Bounded  # noqa: PLC0415 (most councils have none of their own)

    made = Bounded(loader=_Loader(look.templates), **_options(is_html=is_html))
    html = _html_filters(look.templates, look.style)
    made.bound(html if is_html else _markdown_filters())
    return made


def _in_bounds(pieces: Iterable[str]) -> str:
    from ipcli.papers.bounded import in_bounds  # noqa: PLC0415

    return in_bounds(pieces)


def _is_of_template(why: Exception) -> bool:
    from ipcli.papers.bounded import FAULTS  # noqa: PLC0415

    return isinstance(why, FAULTS)


def _options(*, is_html: bool) -> dict[str, Any]:
    return {
        "autoescape": True,
        "undefined": _Missing,
        "finalize": _for_html if is_html else _for_markdown,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
        "auto_reload": False,
    }


def _html_filters(own: Path | None, style: str) -> dict[str, Callable[..., Markup]]:
    return {
        "prose": _safe(prose.html),
        "anchored": _safe(anchored),
        "asset": _safe(partial(_asset, own, style)),
        "fingerprint": _safe(partial(_fingerprint, own, style)),
        "command": _safe(_command),
        "attribute": lambda text: escape(cleaned(text)),
    }


def _markdown_filters() -> dict[str, Callable[..., Markup]]:
    return {
        "prose": _safe(markdown.block),
        "cell": _safe(markdown.cell),
        "bullets": _safe(markdown.bullets),
        "command": _safe(lambda text: on_one_line(text).replace("```", "'''")),
        "indent": _safe(lambda depth: "  " * depth),
        "address": _safe(lambda text: re.sub(r"[\s<>|\\]", "", cleaned(text))),
    }


def _safe(function: Callable[..., str]) -> Callable[..., Markup]:
    """Mark what a function returns as ready for the page."""
    return partial(_marked, function)


def _when_asked(function: Callable[..., Markup]) -> Callable[[Context, str], Markup]:
    """Work a filter out for each page: what it gives is no part of the compiled template.

    Jinja works out what it can of a template when it compiles it, and the compiled one is kept.
    """

    @pass_context
    def asked(context: Context, name: str) -> Markup:
        del context
        return function(name)

    return asked


def _marked(function: Callable[..., str], *arguments: str | int | Iterable[str]) -> Markup:
    return Markup(function(*arguments))  # noqa: S704 (each of these functions escapes)


def _for_html(value: object) -> object:
    """Take unsafe characters out of a text, and let a word that is very long be broken."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return _text_for_html(value)


@lru_cache(maxsize=20_000)  # names, states and dates come again and again
def _text_for_html(value: str) -> str:
    text = cleaned(value)
    if len(text) <= LONGEST_WORD or not _LONG_WORD.search(text):
        return text
    broken = _LONG_WORD.sub(lambda word: "\0".join(_pieces(word[0])), text)
    return escape(broken).replace("\0", Markup("<wbr>"))


def _pieces(word: str) -> list[str]:
    return [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]


def _for_markdown(value: object) -> object:
    if hasattr(value, "__html__") or isinstance(value, StrictUndefined):
        return value
    return _text_for_markdown(str(value))


@lru_cache(maxsize=20_000)
def _text_for_markdown(text: str) -> Markup:
    return Markup(markdown.plain(text))  # noqa: S704 (escaped)


def _command(text: str) -> str:
    """Return a command that is broken between its words only: `--format` stays whole."""
    words = (escape(cleaned(each)) for each in text.split(" "))
    return " ".join(f'<span class="word">{each}</span>' for each in words)


def _asset(own: Path | None, style: str, name: str) -> str:
    """Return the style or the script of a page, which may hold no end of itself."""
    text, file = source(f"assets/{name}", own)
    if re.search(r"</(?:style|script)", text, re.IGNORECASE):
        raise TemplateRuntimeError(f"{file} holds an end of a style or a script")
    return text + style if f"assets/{name}" == STYLE else text


def _fingerprint(own: Path | None, style: str, name: str) -> str:
    """Return the hash that lets a browser run or apply just this asset and nothing else."""
    digest = hashlib.sha256(_asset(own, style, name).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _told(why: Exception, template: str, own: Path | None) -> str:
    """Say which template is at fault, at which line, and what is wrong."""
    from traceback import walk_tb  # noqa: PLC0415 (slow to import, and only for a fault)

    name = getattr(why, "filename", None) or getattr(why, "name", None) or template
    line = getattr(why, "lineno", None)
    if isinstance(why, SyntaxError):  # of what the template was made into, with lines of its own
        return f"the template {_file(template, own)}: its blocks are nested too deeply"
    for frame, number in walk_tb(why.__traceback__):
        if line is None or not isinstance(why, TemplateSyntaxError):
            file = frame.f_code.co_filename
            name, line = (file, number) if file.endswith(".j2") else (name, line)
    where = f"{_file(name, own)}, line {line}" if line else _file(name, own)
    if isinstance(why, RecursionError):
        told = "it calls or includes itself without end, or is nested too deeply"
        return f"the template {where}: {told}"
    if isinstance(why, TemplateNotFound):
        return f"the template {where}: there is no template `{why.name}`"
    told = getattr(why, "message", None) or str(why) or type(why).__name__
    return f"the template {where}: {told}"


def _file(name: str, own: Path | None) -> str:
    """Return what people call the file of a template."""
    return f"{own.name}/{name}" if own and is_name(name) and (own / name).is_file() else name
