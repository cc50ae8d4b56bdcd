"""What the shop allows itself is never more than Telegram bears, and nearly all of it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from auto_order.telegram.allowance import Allowance, Speech
from auto_order_sandbox.telegram.limits import Limits

_CALLS = st.lists(
    st.tuples(
        st.integers(1, 4),  # the chat
        st.sampled_from(["send", "send", "edit"]),
        st.floats(0, 0.4),  # from the call to its being counted
        st.floats(0, 0.4),  # from there to its answer
        st.sampled_from([0.0, 0.0, 0.0, 0.03, 2.0]),  # until the next call
    ),
    min_size=40,
    max_size=150,
)


@settings(max_examples=60, deadline=None)
@given(calls=_CALLS, is_even=st.booleans())
def test_whatever_is_allowed_telegram_bears(
    *, calls: list[tuple[int, str, float, float, float]], is_even: bool
) -> None:
    allowance, limits = Allowance(30), Limits()
    now, counted = 1000.0, list[tuple[float, int, str]]()
    ends: list[tuple[float, int]] = []
    for chat, kind, there, back, pause in calls:
        speech = Speech(chat, kind)
        while (wait := _wait(allowance, speech, now, is_even=is_even)) > 0:
            # The answer that comes first is heard before anything else is decided.
            soonest = min(ends, default=(now + wait, 0))
            if soonest[0] <= now + wait and ends:
                ends.remove(soonest)
                now = max(now, soonest[0])
                allowance.end(soonest[1], now=now)
            else:
                now += wait
        ticket = allowance.begin(speech, now=now)
        counted.append((now + there, chat, kind))
        ends.append((now + there + back, ticket))
        now += pause

    refused = [
        moment
        for moment, chat, kind in sorted(counted)
        if limits.spend(chat, kind, 1, now=moment) is not None
    ]

    assert not refused


def _wait(allowance: Allowance, speech: Speech, now: float, *, is_even: bool) -> float:
    in_chat = allowance.wait_in_chat(speech, now=now)
    if speech.kind == "edit":
        return in_chat
    return max(in_chat, allowance.wait_in_all(now=now, is_even=is_even))


def _say(allowance: Allowance, chat: int, now: float, *, is_even: bool = False) -> float:
    """Send one message as soon as that is allowed, answered at once; give the moment."""
    speech = Speech(chat, "send")
    while (wait := _wait(allowance, speech, now, is_even=is_even)) > 0:
        now += wait
    allowance.end(allowance.begin(speech, now=now), now=now)
    return now


def test_thirty_go_out_at_once_and_the_next_a_second_later() -> None:
    allowance = Allowance(30)

    moments = [_say(allowance, chat, 1000.0) for chat in range(31)]

    assert moments == [1000.0] * 30 + [1001.0]


def test_what_is_not_urgent_goes_out_evenly_at_nearly_the_full_rate() -> None:
    allowance, now = Allowance(30), 1000.0

    for chat in range(300):
        now = _say(allowance, chat, now, is_even=True)

    assert 9.9 < now - 1000.0 < 10 / 0.97


def test_what_is_urgent_finds_a_gap_between_what_is_not() -> None:
    allowance, now = Allowance(30), 1000.0
    for chat in range(300):
        now = _say(allowance, chat, now, is_even=True)

    assert _say(allowance, 301, now) - now < 0.1


def test_a_chat_bears_ten_at_once_and_then_one_a_second() -> None:
    allowance, moments = Allowance(30), [1000.0]

    for _ in range(12):
        moments.append(_say(allowance, 7, moments[-1]))

    assert moments[1:] == [1000.0] * 10 + [1001.0, 1002.0]


def test_a_refusal_stops_its_chat_and_halves_the_rate_which_then_climbs_back() -> None:
    allowance = Allowance(30)
    allowance.refuse(Speech(7, "send"), retry_after=5, now=1000.0)
    allowance.refuse(Speech(8, "send"), retry_after=3, now=1000.5)

    assert _say(allowance, 7, 1001.0) == 1005.0
    assert _say(allowance, 8, 1001.0) == 1003.5
    assert [_say(allowance, chat, 1001.0) for chat in range(20, 36)].count(1001.0) < 16
    assert [_say(allowance, chat, 1100.0) for chat in range(40, 70)] == [1100.0] * 30


def test_a_call_that_hangs_is_not_waited_for() -> None:
    allowance = Allowance(1)
    allowance.begin(Speech(1, "send"), now=1000.0)

    assert _say(allowance, 2, 1000.0) == 1002.0
