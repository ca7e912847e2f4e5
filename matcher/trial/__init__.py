"""The examples that rules carry, run and compared."""

from matcher.trial.notices import run_notices
from matcher.trial.report import Failure, TrialReport
from matcher.trial.run import run_examples

__all__ = ["Failure", "TrialReport", "run_examples", "run_notices"]
