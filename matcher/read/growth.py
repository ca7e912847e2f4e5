"""How much a few bytes may come to. Whatever packs or repeats is measured by one rule."""

from matcher.model.problems import Place, Problem, Refusal

UNSUSPECTED = 1 << 25
MOST_TIMES = 250
_LIMIT_PASSED = 5
_COST_OF_A_CELL = 4


def is_out_of_hand(come_to: int, size: int) -> bool:
    """Whether something comes to so many times its size that no text of people does."""
    return come_to > UNSUSPECTED and come_to > MOST_TIMES * size


class Growth:
    """What the rows of a file come to, cell by cell, against its size."""

    def __init__(self, place: Place, size: int) -> None:
        self._place = place
        self._size = size
        self._come_to = 0

    def add(self, rows: int, columns: int, characters: int = 0) -> None:
        """Count some rows. Refuses, with exit code 5, a file whose rows come to far more than its bytes."""
        self._come_to += rows * columns * _COST_OF_A_CELL + characters
        if is_out_of_hand(self._come_to, self._size):
            message = f"its rows come to more than {MOST_TIMES} times the {self._size} bytes of the file"
            problem = Problem(place=self._place, message=message, hint="Save it as CSV if that is right.")
            raise Refusal([problem], exit_code=_LIMIT_PASSED)
