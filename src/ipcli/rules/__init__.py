"""What can be wrong with a plan that reads well: one file a rule, found by walking this package."""

from ipcli.rules.registry import Finding, Rule, all_rules, rule
from ipcli.rules.run import Checked, check

__all__ = ["Checked", "Finding", "Rule", "all_rules", "check", "rule"]
