"""`ipcli changes`."""


def changes() -> None:
    """To be written."""
