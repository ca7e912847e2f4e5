"""What came out otherwise between two packs or two records, and which change of a rule or fact made it so."""

from matcher.audit.diff.baseline import Baseline, baseline_of, read_baseline
from matcher.audit.diff.changes import Change, pack_changes
from matcher.audit.diff.compare import Comparison, Difference, compare_packs, compare_records
from matcher.audit.diff.since import pack_at

__all__ = [
    "Baseline",
    "Change",
    "Comparison",
    "Difference",
    "baseline_of",
    "compare_packs",
    "compare_records",
    "pack_at",
    "pack_changes",
    "read_baseline",
]
