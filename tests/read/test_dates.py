import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.model.problems import Refusal
from matcher.model.states import AsOfFrom
from matcher.read import read_as_of, read_date


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-31", " 2025/3/31 ", "2025.03.31", "20250331", "2025年3月31日", "2025年03月31", "２０２５-０３-３１",
        "2025-03-31 00:00:00", "2025-03-31T08:15:00Z", "31.03.2025", "31/3/2025", "03/31/2025",
    ],
)  # fmt: skip
def test_a_sure_date_is_read(written):
    assert read_date(written) == datetime.date(2025, 3, 31)


@pytest.mark.parametrize(
    "written",
    [
        "", "-", "45747", "2025-03", "2025年3月", "31.03.25", "03/04/2025", "2025-02-30", "2025-13-01", "31.02.2025",
        "0025-03-31", "9999-12-31", "March 2025", "2025-03-31x", "20251301", "2025--03-31", "1e9", "２０２５",
    ],
)  # fmt: skip
def test_what_is_not_sure_is_not_read(written):
    assert read_date(written) is None


def test_a_day_that_is_the_same_in_both_orders_is_sure():
    assert read_date("04/04/2025") == datetime.date(2025, 4, 4)


@given(st.text(max_size=30))
def test_no_text_breaks_it(written):
    read_date(written)


def test_the_as_of_date_is_a_day_or_today():
    assert read_as_of("2026-01-01").source is AsOfFrom.OPTION
    assert read_as_of("today").source is AsOfFrom.CLOCK
    with pytest.raises(Refusal, match="--as-of: '2026-13-40' is no date"):
        read_as_of("2026-13-40")
