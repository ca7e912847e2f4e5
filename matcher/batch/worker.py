"""What runs in a worker process: it is given a plan, then one task after another, until its pipe ends."""

import os
import pickle
import sys
import traceback
from contextlib import suppress
from typing import Any

from matcher.batch.memory import settle


def work() -> None:
    """Answer tasks from standard input on standard output; each answer is a pair: whether it went well, and what."""
    tasks = sys.stdin.buffer
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers, suppress(EOFError, BrokenPipeError):
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what anybody prints must not get between the answers
        plan = pickle.load(tasks)  # noqa: S301 - the other end is this program too
        answer = None
        while True:
            task = pickle.load(tasks)  # noqa: S301
            told: tuple[bool, Any]
            try:
                if answer is None:
                    answer = plan.start()
                    settle()
                told = True, answer(task)
            except Exception as error:  # noqa: BLE001 - it is told, and raised again where the run is
                told = False, (f"{type(error).__name__}: {error}", traceback.format_exc())
            pickle.dump(told, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
