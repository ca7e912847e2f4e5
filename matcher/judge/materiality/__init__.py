"""Double materiality of one project: scored, bounded, never netted, never a default where nothing is known."""

from matcher.judge.materiality.rater import NO_MATERIALITY, Rater, Sources

__all__ = ["NO_MATERIALITY", "Rater", "Sources"]
