"""How memory is looked after while rows go through by the million."""

import gc


def settle() -> None:
    """What is loaded by now stays to the end, so that no collection need walk it; rows leave few circles behind."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
