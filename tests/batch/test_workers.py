import os
import signal
import sys
import time
from dataclasses import dataclass

import pytest

from matcher.batch.workers import Workers
from matcher.model.problems import Refusal


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers; dies at 13, fails at 17, prints at 5, and cannot start with `broken`."""

    broken: bool = False

    def start(self):
        if self.broken:
            raise ValueError("no start")
        return self.double

    def double(self, number):
        if number == 5:
            sys.stdout.write("five\n")
            os.write(1, b"five\n")
        if number == 13:
            os.kill(os.getpid(), signal.SIGKILL)
        if number == 17:
            raise KeyError("seventeen")
        return b"x" * 200_000 * (number == 7) or number * 2, os.getpid()


def told(tasks, number=2, broken=False):
    """What comes of tasks when the workers are ready before the first of them."""

    def here(task):
        time.sleep(0.02)
        return 2 * task, os.getpid()

    workers = Workers(number, Doubling(broken))
    try:
        while workers._free.qsize() < number:
            time.sleep(0.01)
        return list(workers.answers(tasks, here))
    finally:
        workers.close()


@pytest.mark.parametrize("number", [0, 1, 3])
def test_tasks_are_answered_in_order_by_several_processes_and_by_this_one(number):
    answers = told([task for task in range(40) if task not in (7, 13, 17)], number)
    assert [double for _, (double, _) in answers] == [2 * task for task, _ in answers]
    assert [task for task, _ in answers] == [task for task in range(40) if task not in (7, 13, 17)]
    assert len({process for _, (_, process) in answers} - {os.getpid()}) <= number


def test_an_answer_may_be_larger_than_a_pipe():
    assert told([7, 1, 1, 1], 1)[0][1][0] == b"x" * 200_000


def test_only_a_few_tasks_are_taken_ahead():
    taken = []
    workers = Workers(2, Doubling())
    answers = workers.answers((taken.append(task) or task for task in range(10_000)), lambda task: task)
    next(answers)
    workers.close()
    assert len(taken) < 20


def test_a_worker_that_dies_is_told_with_its_signal():
    with pytest.raises(Refusal, match=r"a worker process was ended by signal 9") as caught:
        told([13] * 6)
    assert caught.value.exit_code == 70


@pytest.mark.parametrize(
    ("tasks", "broken", "said"),
    [([17, 1, 1, 1], False, "KeyError: 'seventeen'"), ([1, 1, 1, 1], True, "ValueError: no start")],
)
def test_what_goes_wrong_in_a_worker_is_raised_here_with_its_trace(tasks, broken, said):
    with pytest.raises(RuntimeError, match=said) as caught:
        told(tasks, 1, broken)
    assert "Traceback" in caught.value.__notes__[0]


def test_workers_end_when_their_run_is_gone():
    workers = Workers(2, Doubling())
    processes = {process for _, (_, process) in workers.answers(range(3), lambda task: (task, 0))}
    for worker in workers._all:
        worker._process.stdin.close()
        assert worker._process.wait(10) == 0
    assert processes
    workers.close()
