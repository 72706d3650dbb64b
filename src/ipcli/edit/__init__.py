"""Changes to plan files, from bytes to bytes, that leave every other byte alone.

Nothing is dumped: an edit cuts out or puts in the text of one record or one key. Comments, order,
quotes, line ends and a byte-order mark elsewhere in the file stay as their author wrote them. The
result is read back, and an edit that would change anything else is refused.
"""

from ipcli.edit.records import remove_entries, remove_key, remove_record, remove_section, set_key
from ipcli.edit.spans import EditError, Node, Source, read

__all__ = [
    "EditError",
    "Node",
    "Source",
    "read",
    "remove_entries",
    "remove_key",
    "remove_record",
    "remove_section",
    "set_key",
]
