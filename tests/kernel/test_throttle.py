import pytest

from jejaring.ground.kernel import throttle
from jejaring.ground.kernel.refusals import TooMany

LIMIT = {"limit": 2, "seconds": 60}


def test_who_used_up_the_tries_is_refused_until_the_window_ends():
    for _ in range(2):
        throttle.take("verify", "192.0.2.1", **LIMIT)
    throttle.refuse_if_spent("verify", "192.0.2.1", **LIMIT)

    with pytest.raises(TooMany) as refused:
        throttle.take("verify", "192.0.2.1", **LIMIT)

    assert refused.value.retry_after == 60
    with pytest.raises(TooMany):
        throttle.refuse_if_spent("verify", "192.0.2.1", **LIMIT)


def test_another_key_and_another_kind_are_counted_apart():
    for _ in range(2):
        throttle.take("verify", "192.0.2.1", **LIMIT)
    with pytest.raises(TooMany):
        throttle.take("verify", "192.0.2.1", **LIMIT)

    throttle.refuse_if_spent("verify", "192.0.2.2", **LIMIT)
    throttle.refuse_if_spent("code", "192.0.2.1", **LIMIT)
