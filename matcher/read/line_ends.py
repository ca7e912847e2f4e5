"""Where lines end in bytes: LF, CR LF and CR, all three, even mixed."""


def end_of_whole_lines(data: bytes) -> int:
    """The place after the last line end that is surely complete; 0 where there is none.

    A CR at the very end may be half of a CR LF and does not count yet.
    """
    return max(data.rfind(b"\n"), data.rfind(b"\r", 0, max(0, len(data) - 1))) + 1
