"""Several processes that answer tasks, in the order of the tasks.

A worker is a fresh interpreter that speaks pickles over its own two pipes: nothing is inherited but them, so that no
lock of the run outlives it, and a worker whose run has died reads the end of its pipe and ends as well.
"""

import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import IO, Generic, Protocol, TypeVar, cast

from matcher.model.problems import Refusal

INTERNAL = 70
_FOR_EACH, _AHEAD = 2, 6
_MOMENT = 5.0
_START = "import sys; sys.path[:] = {path!r}; from matcher.batch.worker import work; work()"

Task = TypeVar("Task")
Told = TypeVar("Told")
_Given_contra = TypeVar("_Given_contra", contravariant=True)
_Told_co = TypeVar("_Told_co", covariant=True)


class Plan(Protocol[_Given_contra, _Told_co]):
    """What a worker is for: it can be pickled, and makes in the worker what answers the tasks."""

    def start(self) -> Callable[[_Given_contra], _Told_co]:
        """Get ready; called once in each worker."""


class Workers(Generic[Task, Told]):
    """So many worker processes, none or more, started at once and ended by `close`."""

    def __init__(self, number: int, plan: Plan[Task, Told]) -> None:
        self._number = number
        self._threads = ThreadPoolExecutor(max(1, number))
        self._free = SimpleQueue[_Worker]()
        self._all = list[_Worker]()
        with _signals_kept_away():
            for _ in range(number):
                worker = _Worker()
                self._all.append(worker)
                self._threads.submit(self._begin, worker, plan)

    def answers(self, tasks: Iterable[Task], here: Callable[[Task], Told]) -> Iterator[tuple[Task, Told]]:
        """Each task with what came of it, in order. While all workers have enough to do, this process answers `here`.

        Only a few tasks are taken ahead of what has been handed out. A worker that dies is a Refusal with exit code
        70; what goes wrong in a worker is raised as a RuntimeError.
        """
        waiting = deque[tuple[Task, Future[Told]]]()
        for task in tasks:
            busy = sum(not told.done() for _, told in waiting)
            enough = busy >= _FOR_EACH * self._number
            waiting.append((task, _done(here(task)) if enough else self._threads.submit(self._ask, task)))
            while waiting and (waiting[0][1].done() or len(waiting) > _AHEAD * self._number):
                first, told = waiting.popleft()
                yield first, told.result()
        for at in reversed(range(len(waiting))):
            task, told = waiting[at]
            if told.cancel():
                waiting[at] = task, _done(here(task))
        for first, told in waiting:
            yield first, told.result()

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        for worker in self._all:
            worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.bury()

    def _begin(self, worker: "_Worker", plan: Plan[Task, Told]) -> None:
        with suppress(OSError):
            worker.send(plan)
        self._free.put(worker)

    def _ask(self, task: Task) -> Told:
        """Have a free worker answer a task."""
        worker = self._free.get()
        try:
            return cast("Told", worker.ask(task))
        finally:
            self._free.put(worker)


class _Worker:
    """One worker process and the two pipes to it."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _START.format(path=sys.path)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own
        self._to = cast("IO[bytes]", self._process.stdin)
        self._from = cast("IO[bytes]", self._process.stdout)

    def send(self, given: object) -> None:
        """Hand the worker something. Raises OSError where it is no longer there."""
        pickle.dump(given, self._to, pickle.HIGHEST_PROTOCOL)
        self._to.flush()

    def ask(self, task: object) -> object:
        """What the worker makes of a task."""
        try:
            self.send(task)
            done, told = pickle.load(self._from)  # noqa: S301 - the other end is this program too
        except (OSError, EOFError, pickle.UnpicklingError):
            raise self._died() from None
        if not done:
            message, trace = told
            error = RuntimeError(message)
            error.add_note(trace)
            raise error
        return cast("object", told)

    def kill(self) -> None:
        """End the process at once; it holds nothing that is missed."""
        self._process.kill()

    def bury(self) -> None:
        """Wait for the end of the process, and close the pipes to it."""
        self._process.wait()
        for stream in (self._to, self._from):
            with suppress(OSError):
                stream.close()

    def _died(self) -> Refusal:
        how = "for no known reason"
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(_MOMENT)
            how = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        return Refusal(f"a worker process was ended {how}; memory may have run out", exit_code=INTERNAL)


def _done(told: Told) -> Future[Told]:
    """Something that needs not be waited for."""
    future = Future[Told]()
    future.set_result(told)
    return future


@contextmanager
def _signals_kept_away() -> Iterator[None]:
    """Within it processes are started that the signals to stop do not reach: their run gets them, and ends them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
