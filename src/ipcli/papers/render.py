"""From a view to a page: the only module that knows Jinja.

Templates are text with holes. They see one name, `view`, in a sandbox, and whatever they print is
escaped for the page it is printed on: as HTML by Jinja, as Markdown by `markdown.plain`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from ipcli.errors import IpcliError
from ipcli.papers import markdown, prose
from ipcli.papers.characters import cleaned, on_one_line
from ipcli.papers.compiled import Compiled
from ipcli.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment

LONGEST_WORD = 60  # characters; a longer one may be broken anywhere on a page
_LONG_WORD = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD + 1},}}")


class TemplateFaultError(IpcliError):
    """A template does not fit its view, or is none."""


class _Shipped(BaseLoader):
    """Templates as they ship with the package."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text. Only names of files in the one folder are known."""
        del environment
        try:
            return _read(template), template, None
        except OSError as why:
            raise TemplateNotFound(template) from why


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, without the operators that make much out of little."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """Return a field of a view at once; all else as the sandbox does."""
        if attribute in getattr(type(obj), "_fields", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Refuse to multiply: sums belong in the view, and `'a' * 10**9` would fill the memory."""
        del context, left, right
        raise TemplateError(f"a template cannot use `{operator}`: sums belong in the view")


def render(view: object, *, template: str) -> str:
    """Return the page that a template makes of a view. The same view gives the same bytes.

    Raises TemplateFaultError with the template's line where it does not fit the view.
    """
    environment = _environment(is_html=".html." in template)
    try:
        text = environment.get_template(template).render(view=view)
    except TemplateError as why:
        raise TemplateFaultError(_told(why, template)) from why
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment(*, is_html: bool) -> Environment:
    made = _Sandbox(
        loader=_Shipped(),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_for_html if is_html else _for_markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=Compiled(),
    )
    made.globals.clear()
    made.filters.update(_html_filters() if is_html else _markdown_filters())
    return made


def _html_filters() -> dict[str, Callable[..., Markup]]:
    return {
        "prose": _safe(prose.html),
        "asset": _safe(_asset),
        "fingerprint": _safe(_fingerprint),
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


def _marked(function: Callable[..., str], *arguments: str | int | Iterable[str]) -> Markup:
    return Markup(function(*arguments))  # noqa: S704 (each of these functions escapes)


def _for_html(value: object) -> object:
    """Take unsafe characters out of a text, and let a word that is very long be broken."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
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
    return Markup(markdown.plain(str(value)))  # noqa: S704 (escaped)


@cache
def _read(name: str) -> str:
    """Return a shipped template or asset as text with LF."""
    if ".." in name or name.startswith("/") or "\\" in name:
        raise FileNotFoundError(name)
    found = shipped("templates")
    for step in name.split("/"):
        found = found / step
    return found.read_text(encoding="utf-8")


def _asset(name: str) -> str:
    return _read(f"assets/{name}")


def _fingerprint(name: str) -> str:
    """Return the hash that lets a browser run or apply just this asset and nothing else."""
    digest = hashlib.sha256(_asset(name).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _told(why: TemplateError, template: str) -> str:
    line = getattr(why, "lineno", None)
    name = getattr(why, "name", None) or template
    where = f"{name}, line {line}" if line else name
    return f"the template {where}: {why.message or type(why).__name__}"
