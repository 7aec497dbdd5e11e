import pytest

from tests.speed.workbook import measure


@pytest.mark.speed
def test_ten_times_the_files_take_at_most_thirteen_times_the_time() -> None:
    measure(20)
    small, large = (min(measure(files).seconds for _ in range(2)) for files in (150, 1_500))
    assert large <= 13 * small
