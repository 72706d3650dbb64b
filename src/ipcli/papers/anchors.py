"""Anchors of a page: each once, also where two plans stand on one page with rows of one id."""

from __future__ import annotations

import re

PLAN = "plan"  # the anchor of the plan's title
_REGION = re.compile(r'(<section class="scroll" aria-labelledby="[^"]*)"')

# A page's own tags: text and values of attributes are escaped, so neither holds these signs.
_TAG = re.compile(r"<[a-z][^<>]*>")
_ID = re.compile(r' id="([^"]*)"')
_TO = re.compile(r' (aria-labelledby|aria-describedby|href)="([^"]*)"')


def anchored(html: str, at: str) -> str:
    """Begin every anchor of a part of a page with `at`, and every link to one of them.

    A region is named by its table and by the plan: the other plan has tables of the same name.
    """
    if not at:
        return html
    tags = _TAG.findall(html)
    own = {found[1] for tag in tags for found in _ID.finditer(tag)}

    def link(found: re.Match[str]) -> str:
        key, value = found[1], found[2]
        if key == "href":
            inside = value.startswith("#") and value[1:] in own
            return f' href="#{at}{value[1:]}"' if inside else found[0]
        names = (f"{at}{name}" if name in own else name for name in value.split(" "))
        return f' {key}="{" ".join(names)}"'

    def renamed(found: re.Match[str]) -> str:
        tag = _TO.sub(link, _ID.sub(rf' id="{at}\1"', found[0]))
        return _REGION.sub(rf'\1 {at}{PLAN}"', tag) if PLAN in own else tag

    return _TAG.sub(renamed, html)
