"""From the bytes of plan files to plans, with the place of every value and every fault named."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipcli.load.known import Known
    from ipcli.load.loader import Loaded, load, load_all

__all__ = ["Known", "Loaded", "load", "load_all"]


def __getattr__(name: str) -> object:
    """Bring the loader and the models when they are asked for: git's drivers do without."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(
        import_module("ipcli.load.known" if name == "Known" else "ipcli.load.loader"), name
    )
