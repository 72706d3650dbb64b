"""Plan text in Markdown papers: what is plain stays plain, and prose keeps within its place.

Plain text (titles, names, words of a scale) is escaped where Markdown would read it as a sign.
Prose is Markdown, so it is read and written again from what was understood: a heading becomes a
line in bold, since only the paper has headings; HTML, pictures and odd links become their text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ipcli.papers.characters import UNSAFE, cleaned, on_one_line
from ipcli.papers.prose import is_plain, parsed, safe_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it.tree import SyntaxTreeNode

_SIGNS = re.compile(
    r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)|(?:https?|ftp):(?=//)|www\.", re.IGNORECASE | re.ASCII
)
_BLOCK = re.compile(r"(?:[-+]|#{1,6})(?=\s|\Z)|(?:-+|=+)\s*\Z|(\d{1,9})[.)](?=\s|\Z)", re.ASCII)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}


def plain(text: str) -> str:
    """Escape plain text for any place on a line of Markdown, a table's cell too."""
    return _at_line_start(_signs(on_one_line(text)))


def block(text: str) -> str:
    """Write prose as blocks of Markdown that hold no heading and no HTML."""
    text = cleaned(text).strip()
    return plain(text) if is_plain(text) else "\n\n".join(_blocks(parsed(text).children))


def cell(text: str) -> str:
    """Write prose on one line, for a table's cell."""
    text = cleaned(text).strip()
    return plain(text) if is_plain(text) else _at_line_start(_flat(parsed(text)))


def bullets(texts: Iterable[str]) -> str:
    """Write each prose as an entry of a list."""
    return "\n".join(_entry("- ", block(text)) for text in texts)


def _signs(text: str) -> str:
    return _SIGNS.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if len(sign) > 1:  # an address that some readers would turn into a link
        return f"{sign[:-1]}&#{ord(sign[-1])};"
    return _ENTITIES.get(sign) or f"\\{sign}"


def _at_line_start(line: str) -> str:
    """Keep the start of a line from being read as a list, a heading or a rule."""
    found = _BLOCK.match(line)
    if not found:
        return line
    return f"{found[1]}\\{line[len(found[1]) :]}" if found[1] else f"\\{line}"


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> list[str]:
    return [_block(node) for node in nodes]


def _block(node: SyntaxTreeNode) -> str:
    return _WRITERS.get(node.type, _paragraph)(node)


def _paragraph(node: SyntaxTreeNode) -> str:
    return "\n".join(_at_line_start(line.lstrip()) for line in _inline(node).split("\n"))


def _heading(node: SyntaxTreeNode) -> str:
    return f"**{_inline(node)}**"


def _bullet_list(node: SyntaxTreeNode) -> str:
    return "\n".join(_entry("- ", _inside(item)) for item in node.children)


def _ordered_list(node: SyntaxTreeNode) -> str:
    numbered = enumerate(node.children, int(node.attrs.get("start", 1)))
    return "\n".join(_entry(f"{number}. ", _inside(item)) for number, item in numbered)


def _quotation(node: SyntaxTreeNode) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _inside(node).split("\n"))


def _fenced(node: SyntaxTreeNode) -> str:
    fence = _longer_than("`", node.content, 3)
    return f"{fence}\n{node.content.rstrip()}\n{fence}"


def _rule(_: SyntaxTreeNode) -> str:
    return "* * *"


def _inside(node: SyntaxTreeNode) -> str:
    return "\n\n".join(_blocks(node.children))


def _entry(mark: str, text: str) -> str:
    return mark + text.replace("\n", "\n" + " " * len(mark)).replace(
        "\n" + " " * len(mark) + "\n", "\n\n"
    )


def _table(node: SyntaxTreeNode) -> str:
    rows = [
        f"| {' | '.join(_flat(each) for each in row.children)} |"
        for part in node.children
        for row in part.children
    ]
    columns = len(node.children[0].children[0].children)
    return "\n".join([rows[0], "|" + " --- |" * columns, *rows[1:]])


_WRITERS: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "heading": _heading,
    "bullet_list": _bullet_list,
    "ordered_list": _ordered_list,
    "blockquote": _quotation,
    "fence": _fenced,
    "code_block": _fenced,
    "table": _table,
    "hr": _rule,
}


def _flat(node: SyntaxTreeNode) -> str:
    """Return all that stands in a node on one line, blocks apart by a blank."""
    if node.type in {"fence", "code_block"}:
        return _signs(on_one_line(node.content))
    if node.type == "inline":
        return " ".join(_written(node.children, in_cell=True).split("\n"))
    mark = "• " if node.type == "list_item" else ""
    return mark + " ".join(_flat(each) for each in node.children)


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_written(each.children, in_cell=False) for each in node.children)


_MARKS = {"strong": "**", "em": "*", "s": "~~"}


def _written(nodes: Iterable[SyntaxTreeNode], *, in_cell: bool) -> str:
    pieces: list[str] = []
    for node in nodes:
        piece = _piece(node, in_cell=in_cell)
        if piece.startswith("[") and pieces and pieces[-1].endswith("!"):
            pieces[-1] = f"{pieces[-1][:-1]}\\!"  # or the link after it would be a picture
        pieces.append(piece)
    return "".join(pieces)


def _piece(node: SyntaxTreeNode, *, in_cell: bool) -> str:
    match node.type:
        case "text":
            return _signs(UNSAFE.sub("", node.content))
        case "softbreak":
            return " "
        case "hardbreak":
            return " " if in_cell else "\\\n"
        case "code_inline":
            return _signs(node.content) if in_cell else _code(node.content)
        case "link":
            words = _written(node.children, in_cell=in_cell)
            address = _address(str(node.attrs.get("href", "")))
            return f"[{words}]({address})" if address else words
        case _:
            mark = _MARKS.get(node.type, "")
            return f"{mark}{_written(node.children, in_cell=in_cell)}{mark}"


def _code(text: str) -> str:
    fence = _longer_than("`", text, 1)
    room = " " if "`" in text else ""
    return f"{fence}{room}{text}{room}{fence}"


def _longer_than(sign: str, text: str, least: int) -> str:
    runs = [len(run) for run in re.findall(f"{sign}+", text)]
    return sign * max(least, max(runs, default=0) + 1)


_IN_ADDRESS = str.maketrans(
    {"(": "%28", ")": "%29", "|": "%7C", "&": "&amp;", "*": "%2A", " ": "%20"}
)


def _address(href: str) -> str:
    return href.translate(_IN_ADDRESS) if safe_address(href) else ""
