"""Templates of a council's own: a sandbox, with an end to work and to output.

A template is a file in the repository, which many may change. It can read the view and the other
templates, and nothing else. What could go on for ever, or fill the memory, is counted here: steps
of loops, calls, templates that are brought in, every text that is put together or printed, and the
time that passes. What cannot be counted is refused: a list in a list can be so large by its tenth
line that to print it, or to compare it, would never end.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import (
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Template

STEPS = 5_000_000  # in one page; a plan of 10,000 actions and what is below them takes half
CALL = 10  # steps that a call, or a template that is brought in, counts for
LONGEST_TEXT = 2_000_000  # characters put together in a template
LONGEST_PAGE = 60_000_000  # characters; that plan makes 18 million
MOST_TEXT = 400_000_000  # characters of all texts made for a page; that plan makes 90 million
SECONDS = 120  # for one page; that plan takes twelve
USED = frozenset({"length", "join", "first", "last", "default", "upper", "lower"})
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.EvalContextModifier: "a template cannot turn escaping off",
    nodes.ScopedEvalContextModifier: "a template cannot turn escaping off",
}
_ARGUMENTS = frozenset({"varargs", "kwargs"})
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError)
FAULTS = (*_FAULTS, RuntimeError, SyntaxError, TypeError, ValueError)  # of any template


class TooMuchError(TemplateRuntimeError):
    """A template does not come to an end, or makes too much."""


class Bounded(ImmutableSandboxedEnvironment):
    """A sandbox that counts. One is made for each page."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (as Jinja takes them)
        prints = options.pop("finalize")
        super().__init__(finalize=partial(self._printed, prints), **options)
        self._steps = self._made = 0
        self._until = time.monotonic() + SECONDS
        usual = {name: self.filters[name] for name in USED - {"join", "upper", "lower"}}
        self.filters = usual | {
            "counted": self._counted,
            "flat": _flat,
            "join": self._joined,
            "lower": lambda text: self._text(_one_text(text).lower()),
            "spent": self._spent,
            "text_so_far": self._text,
            "together": self._together,
            "upper": lambda text: self._text(_one_text(text).upper()),
        }
        self.globals.clear()

    def bound(self, filters: dict[str, Callable[..., Any]]) -> None:
        """Add filters, whose results are counted too."""
        self.filters.update({name: partial(self._filtered, each) for name, each in filters.items()})

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401
        """Return what a view has at once; all else as the sandbox does, and so names with `_`."""
        if isinstance(obj, tuple) and attribute[0] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass  # the sandbox says what there is
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Refuse to multiply: sums belong in the view, and `'a' * 10**9` would fill the memory."""
        del context, left, right
        raise TemplateError(f"a template cannot use `{operator}`: sums belong in the view")

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
        for node in tree.find_all(nodes.Node):
            if why := _refused(node):
                raise TemplateSyntaxError(why, node.lineno, name, filename)
        for node in list(tree.find_all(nodes.Node)):
            _watch(node)
        tree.set_environment(self)
        return tree

    def _step(self, steps: int = 1) -> None:
        self._steps += steps
        if self._steps > STEPS:
            raise TooMuchError(f"it takes more than {STEPS:,} steps; is there a loop in a loop?")
        self._in_time()

    def _in_time(self) -> None:
        if time.monotonic() > self._until:
            raise TooMuchError(f"it takes more than {SECONDS} seconds; is there a loop in a loop?")

    def _spend(self, characters: int) -> None:
        self._in_time()
        self._made += characters
        if self._made > MOST_TEXT:
            raise TooMuchError(f"it makes texts of more than {MOST_TEXT:,} characters in all")

    @pass_context  # or it would be worked out once, beforehand
    def _spent(self, _: Any, characters: int) -> str:  # noqa: ANN401 (Jinja's context)
        self._spend(characters)
        return ""

    def _printed(self, prints: Callable[[object], object], value: object) -> object:
        """Print a text or a number, and count it."""
        shown = prints(value if isinstance(value, Undefined) else _one(value))
        if isinstance(shown, str):
            self._spend(len(shown))
        return shown

    def _filtered(self, function: Callable[..., Any], *arguments: Any) -> Any:  # noqa: ANN401
        made = function(*arguments)
        if isinstance(made, str):
            self._spend(len(made))
        return made

    def _counted(self, values: Iterable[Any]) -> Iterator[Any]:
        for value in values:
            self._step()
            yield value

    def _together(self, parts: Iterable[Any], between: object = "") -> Any:  # noqa: ANN401
        texts = [part if hasattr(part, "__html__") else str(_one(part)) for part in parts]
        length = sum(map(len, texts)) + len(str(between)) * max(0, len(texts) - 1)
        if length > LONGEST_TEXT:
            raise TooMuchError(f"it puts together a text of more than {LONGEST_TEXT:,} characters")
        safe = any(hasattr(part, "__html__") for part in texts)
        return self._text(Markup(between).join(texts) if safe else str(between).join(texts))  # noqa: S704 (as it was)

    def _joined(self, values: Iterable[Any], d: object = "") -> Any:  # noqa: ANN401 (as Jinja's)
        return self._together(self._counted(values), _one(d))

    def _text(self, text: Any) -> Any:  # noqa: ANN401 (text, safe or not)
        if isinstance(text, str):
            self._spend(len(text))
            if len(text) > LONGEST_TEXT:
                told = f"it puts together a text of more than {LONGEST_TEXT:,} characters"
                raise TooMuchError(told)
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


def _refused(node: nodes.Node) -> str:
    """Say why a template cannot have this, or nothing."""
    if isinstance(node, nodes.Name) and node.name in _ARGUMENTS and node.ctx == "load":
        return f"a macro names its arguments: there is no `{node.name}`"
    return _REFUSED.get(type(node), "")


def _watch(node: nodes.Node) -> None:
    """Have one piece of a template counted, in its place in the tree."""
    match node:
        case nodes.For():
            node.iter = _through("counted", node.iter)
        case nodes.Concat():
            node.nodes = [_through("together", nodes.List(list(node.nodes), lineno=node.lineno))]
        case nodes.AssignBlock():
            node.filter = _filter("text_so_far", node.filter, node.lineno)
        case nodes.Output():
            plain = sum(len(x.data) for x in node.nodes if isinstance(x, nodes.TemplateData))
            if plain:
                node.nodes.append(_through("spent", nodes.Const(plain, lineno=node.lineno)))
    for key, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            setattr(node, key, _held(value))
        elif isinstance(value, list):
            value[:] = [_held(each) if isinstance(each, nodes.Node) else each for each in value]


def _held(node: nodes.Node) -> nodes.Node:
    """Return a list that is made here with a look at what is in it, and a piece of a text too."""
    match node:
        case nodes.List() | nodes.Dict() | nodes.Tuple(ctx="load"):
            return _through("flat", node)
        case nodes.Getitem(arg=nodes.Slice()):
            return _through("text_so_far", node)
    return node


def _through(name: str, node: nodes.Node) -> nodes.Filter:
    return _filter(name, node, node.lineno)


def _filter(name: str, node: nodes.Node | None, line: int) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=line)


def _flat(made: Any) -> Any:  # noqa: ANN401 (a list, a tuple or a mapping)
    """Refuse a list in a list."""
    inside = (*made, *made.values()) if isinstance(made, dict) else made
    if any(type(each) in {list, tuple, dict} for each in inside):
        raise TemplateRuntimeError("a list cannot hold a list: write them one after the other")
    return made


def _one(value: object) -> object:
    """Return a text or a number; refuse all else, since a view is not there to be printed whole."""
    if value is None or isinstance(value, str | int | float) or hasattr(value, "__html__"):
        return value
    raise TemplateRuntimeError(f"only a text or a number can be printed, not a {_kind(value)}")


def _one_text(value: object) -> str:
    return value if isinstance(value, str) else str(_one(value))


def _kind(value: object) -> str:
    return "list" if isinstance(value, tuple | list | dict) else type(value).__name__
