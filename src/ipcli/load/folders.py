"""Which file belongs to which plan: by folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipcli.diagnostics import Place
from ipcli.load import faults
from ipcli.model.sections import ONE_FILE, PLAN_ONLY
from ipcli.named import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipcli.diagnostics import Diagnostic
    from ipcli.load.document import Document
    from ipcli.load.sources import Reading

FORMAT = "1"


class Home(NamedTuple):
    """A plan's folder and the files that belong to it, its own and those it shares, by path."""

    plan_id: str
    folder: str
    document: Document  # the file that holds `plan:`
    documents: tuple[Document, ...]
    prefix: str  # of the paths of the plan's own files

    def takes(self, path: str) -> bool:
        """Tell whether a file belongs to this plan, as its own or as a shared one."""
        return path.startswith(self.prefix) or _is_above(_folder(path), self.prefix)


def begins_plan(doc: Document) -> bool:
    """Tell whether a file is the one that begins a plan."""
    return isinstance(doc.value, dict) and "plan" in doc.value


def sort(documents: list[Document], reading: Reading, unread: tuple[str, ...]) -> tuple[Home, ...]:
    """Return the plans' homes; note what is misplaced.

    Where a file is unread or begins no plan that we know, what lies beside it or below may be its.
    """
    heads = [doc for doc in documents if begins_plan(doc)]
    kept = list(_heads(heads, reading))
    folders = {_folder(doc.path): doc for doc in kept}
    if documents and not heads and not unread:
        message = "no file here has a `plan:` section, so there is no plan to check"
        reading.fault(faults.NO_PLAN.at(Place(documents[0].path), message))
    homes = []
    for folder, head in folders.items():
        belonging = tuple(
            doc
            for doc in documents
            if doc.path.startswith(folder) or _is_above(_folder(doc.path), folder)
        )
        reading.found.extend(_twice(belonging))
        homes.append(Home(_plan_id(head), folder.rstrip("/"), head, belonging, folder))
    if heads:
        unsure = {_folder(path) for path in (*unread, *(head.path for head in heads))}
        for doc in documents:
            reading.found.extend(_misplaced(doc, list(folders), tuple(unsure)))
    return tuple(_unique(homes, reading))


def _heads(heads: list[Document], reading: Reading) -> Iterator[Document]:
    """Yield the files that begin a plan; refuse a second one in a folder and one inside another."""
    taken: dict[str, Document] = {}
    for doc in sorted(heads, key=lambda doc: (doc.path.count("/"), doc.path)):
        folder = _folder(doc.path)
        place = doc.place(("plan",), key=True)
        other = next((taken[above] for above in taken if folder.startswith(above)), None)
        if other:
            same = folder == _folder(other.path)
            where = "in one folder" if same else "one inside the other's folder"
            message = f"there are two plans {where}: here and in {other.path}"
            related = ((other.place(("plan",), key=True), "the other plan"),)
            reading.fault(faults.PLAN_IN_PLAN.at(place, message, related=related))
        else:
            taken[folder] = doc
            if _format_known(doc, reading):
                yield doc


def _format_known(doc: Document, reading: Reading) -> bool:
    assert isinstance(doc.value, dict)  # noqa: S101 (only such files are heads)
    header = doc.value["plan"]
    version = header.get("format") if isinstance(header, dict) else None
    if not isinstance(version, str) or version == FORMAT:
        return True
    message = f"the plan is written in format {version}; this ipcli knows format {FORMAT}"
    reading.fault(faults.UNKNOWN_FORMAT.at(doc.place(("plan", "format")), message))
    return False


def _misplaced(doc: Document, folders: list[str], unsure: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Yield the sections of a shared file that it may not hold, or the file that none claims."""
    folder = _folder(doc.path)
    if any(folder.startswith(home) for home in folders):
        return
    sections = doc.value if isinstance(doc.value, dict) else {}
    if not any(_is_above(folder, home) for home in folders):
        if sections and not folder.startswith(unsure):
            message = "this file lies in no plan's folder, nor above one, so nothing reads it"
            yield faults.NO_PLAN.at(Place(doc.path), message)
        return
    for section in sections:
        if section in PLAN_ONLY:
            message = f"a file above plan folders is shared and cannot hold `{section}`"
            yield faults.MISPLACED.at(doc.place((section,), key=True), message)


def _twice(documents: tuple[Document, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Document] = {}
    for doc in documents:
        for section in ONE_FILE - {"plan"}:
            if isinstance(doc.value, dict) and section in doc.value:
                if section in first:
                    other = first[section]
                    message = f"`{section}` stands in one file only; it is in {other.path} too"
                    place = doc.place((section,), key=True)
                    related = ((other.place((section,), key=True), "the other"),)
                    yield faults.MISPLACED.at(place, message, related=related)
                first.setdefault(section, doc)


def _unique(homes: list[Home], reading: Reading) -> Iterator[Home]:
    first: dict[str, Home] = {}
    for home in homes:
        if other := first.get(home.plan_id.lower()):
            message = f"the plan id `{home.plan_id}` is also that of {other.document.path}"
            place = home.document.place(("plan", "id"))
            related = ((other.document.place(("plan", "id")), "the other plan"),)
            reading.fault(faults.PLAN_IN_PLAN.at(place, message, related=related))
        else:
            first[home.plan_id.lower()] = home
            yield home


def _plan_id(doc: Document) -> str:
    header = doc.value["plan"] if isinstance(doc.value, dict) else None
    plan_id = header.get("id") if isinstance(header, dict) else None
    return plan_id if isinstance(plan_id, str) else doc.path


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _is_above(folder: str, home: str) -> bool:
    return home != folder and home.startswith(folder)
