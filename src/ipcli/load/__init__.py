"""From the bytes of plan files to plans, with the place of every value and every fault named."""

from ipcli.load.known import Known
from ipcli.load.loader import Loaded, load

__all__ = ["Known", "Loaded", "load"]
