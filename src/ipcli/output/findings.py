"""The formats in which `validate` writes what it found."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipcli.output.formats import FindingsFormat
    from ipcli.rules import Checked


def findings(checked: Checked, wanted: FindingsFormat) -> str:
    """Write all findings in one format, ending with a new line."""
    module = importlib.import_module(f"ipcli.output.as_{wanted}")  # only the one that is wanted
    write: Callable[[Checked], str] = module.findings
    return write(checked)
