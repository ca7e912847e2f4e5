"""What the rules did to an input."""

from matcher.audit.usage import Quote, RuleUse, Use, count_uses

__all__ = ["Quote", "RuleUse", "Use", "count_uses"]
