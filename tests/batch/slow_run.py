"""A run of its own process, slow enough to be stopped: slow_run.py SOURCE TARGET SECONDS_PER_ROW [BYTES_OF_A_FILE]."""

import resource
import sys
import time

from matcher.cli.outcome import run_guarded
from tests.batch.batching import Fake, go


class Slow(Fake):
    def classify_many(self, documents, *_):
        for answer in super().classify_many(documents):
            time.sleep(float(sys.argv[3]))
            yield answer


if __name__ == "__main__":
    if len(sys.argv) > 4:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
    sys.exit(run_guarded(lambda: sys.exit(go(sys.argv[1], sys.argv[2], Slow()).exit_code), debug=False))
