"""The demonstration: a plan's earlier states, and a git repository that holds them all.

Only the last state of a plan is kept whole, in `plans/`. Each earlier one is an overlay beside this
file, `<plan>/<name>.yaml`, that says what was different in it from the next later state.
"""

from ipcli.demo.overlay import Overlay, StaleOverlayError, Was, earlier, read_overlay
from ipcli.demo.repository import build, states

__all__ = ["Overlay", "StaleOverlayError", "Was", "build", "earlier", "read_overlay", "states"]
