"""Templates of a council's own: the same sandbox, with an end to work and to output.

A template is a file in the repository, which many may change. It can read the view and the other
templates, and nothing else. What could go on for ever, or fill the memory, is counted here: steps
of loops, calls, templates that are brought in, and the length of every text that is put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import TemplateRuntimeError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jinja2 import Template

STEPS = 3_000_000  # in one page; a table of 10,000 rows takes a million
CALL = 10  # steps that a call, or a template that is brought in, counts for
LONGEST_TEXT = 2_000_000  # characters put together in a template
LONGEST_PAGE = 60_000_000  # characters; a plan of 10,000 rows makes 10 million
USED = frozenset({"length", "join", "first", "last", "default", "upper", "lower"})


class TooMuchError(TemplateRuntimeError):
    """A template does not come to an end, or makes too much."""


class Bounded(ImmutableSandboxedEnvironment):
    """A sandbox that counts. One is made for each page."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (as Jinja takes them)
        super().__init__(**options)
        self._steps = 0
        self.filters = {name: self.filters[name] for name in USED}
        join = self.filters["join"]
        self.filters["join"] = _on_context(join, self._text)
        self.filters["counted"] = self._counted
        self.filters["text_so_far"] = self._text
        self.filters["together"] = self._together
        self.globals.clear()

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        """Refuse the methods of texts and lists: `'a'.ljust(10 ** 9)` would fill the memory."""
        fields = getattr(type(obj), "_fields", ())
        if isinstance(obj, str | bytes | int | float | list | dict | set) or (
            isinstance(obj, tuple) and callable(value)
        ):
            return attr in fields
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Any, obj: Any, /, *args: Any, **more: Any) -> Any:  # noqa: ANN401
        """Count a call, of a macro for one."""
        self._step(CALL)
        return super().call(context, obj, *args, **more)

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002, ANN401 (Jinja's)
        self._step(CALL)
        return super()._load_template(name, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Read a template, and have its loops and texts counted."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = _through("counted", loop.iter)
        for joined in tree.find_all(nodes.Concat):
            parts = nodes.List(list(joined.nodes), lineno=joined.lineno)
            joined.nodes = [_through("together", parts)]
        for block in tree.find_all(nodes.AssignBlock):
            inner = block.filter
            block.filter = nodes.Filter(
                inner, "text_so_far", [], [], None, None, lineno=block.lineno
            )
        tree.set_environment(self)
        return tree

    def _step(self, steps: int = 1) -> None:
        self._steps += steps
        if self._steps > STEPS:
            raise TooMuchError(f"it takes more than {STEPS:,} steps; is there a loop in a loop?")

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._step()
            yield value

    def _together(self, parts: Iterable[Any]) -> Any:  # noqa: ANN401 (text, safe or not)
        texts = [part if hasattr(part, "__html__") else str(part) for part in parts]
        safe = any(hasattr(part, "__html__") for part in texts)
        return self._text(Markup("").join(texts) if safe else "".join(texts))

    def _text(self, text: Any) -> Any:  # noqa: ANN401 (text, safe or not)
        if isinstance(text, str) and len(text) > LONGEST_TEXT:
            raise TooMuchError(f"it puts together a text of more than {LONGEST_TEXT:,} characters")
        return text


def in_bounds(pieces: Iterable[str]) -> str:
    """Return a page from its pieces. Raises TooMuchError as soon as there is too much of it."""
    found: list[str] = []
    length = 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > LONGEST_PAGE:
            raise TooMuchError(f"it makes a page of more than {LONGEST_PAGE:,} characters")
    return "".join(found)


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _on_context(function: Any, then: Any) -> Any:  # noqa: ANN401 (Jinja's filters)
    """Return a filter of Jinja's with something done to what it returns."""
    from jinja2 import pass_eval_context  # noqa: PLC0415

    @pass_eval_context
    def both(context: Any, values: Iterable[Any], d: str = "") -> Any:  # noqa: ANN401
        return then(function(context, values, d))

    return both
