"""What can be wrong with a plan that reads well: one file a rule, found by walking this package."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipcli.rules.checked import Checked
    from ipcli.rules.registry import Finding, Rule, all_rules, rule
    from ipcli.rules.run import check

__all__ = ["Checked", "Finding", "Rule", "all_rules", "check", "rule"]
_HOMES = {"Checked": "checked", "check": "run"}


def __getattr__(name: str) -> object:
    """Bring rules and models when they are asked for: findings that were kept do without."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(f"ipcli.rules.{_HOMES.get(name, 'registry')}"), name)
