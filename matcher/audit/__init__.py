"""What the rules did to an input."""

from matcher.audit.usage import RuleUse, count_uses

__all__ = ["RuleUse", "count_uses"]
