"""What script/bench prints is what was measured: its arithmetic and its tables, without a load."""

import pathlib
import sys
from types import SimpleNamespace

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import pytest  # noqa: E402

import calls  # noqa: E402
import measure  # noqa: E402
import micro  # noqa: E402
import report  # noqa: E402
from rows import NAMES, ROWS  # noqa: E402
from rows import outage  # noqa: E402
from rows.analytics import Analytics, Ingested  # noqa: E402
from rows.row import Comparison, Line  # noqa: E402

WRK = """Running 4s test @ http://127.0.0.1:9/v1/chat/completions
  1 threads and 32 connections
  Latency Distribution
     50%  790.00us
     75%    1.20ms
     99%    7.00ms
  130328 requests in 4.00s, 110.02MB read
{}Requests/sec:  32582.11
"""


class Recorded(Comparison):
    """A row whose rounds are given."""

    def __init__(self, **results):
        super().__init__(SimpleNamespace(), None)
        self.results = results
        self.contestants = [SimpleNamespace(name=name, pid=name != "direct") for name in results]


def test_wrks_figures_are_read_in_microseconds():
    got = measure.read_wrk(WRK.format(""))

    assert got == {"requests": 130328, "rps": 32582.11, "p50": 790, "p99": 7000, "bad": ""}


def test_calls_that_were_refused_spoil_a_round():
    got = measure.read_wrk(WRK.format("  Non-2xx or 3xx responses: 17\n"))

    assert got["bad"] == "Non-2xx or 3xx responses: 17"


def test_a_ratio_is_taken_within_its_round():
    row = Recorded(nginx=[{"cpu": 10}, {"cpu": 40}, {"cpu": 20}],
                   rateguard=[{"cpu": 12}, {"cpu": 40}, {"cpu": 30}])

    assert row.ratio("cpu") == (1.0, 1.2, 1.5)


def test_a_contestant_without_a_process_shows_no_cpu():
    row = Recorded(direct=[dict.fromkeys(("rps", "cpu", "user", "sys", "busy", "p50", "p99"), 1)],
                   nginx=[dict.fromkeys(("rps", "cpu", "user", "sys", "busy", "p50", "p99"), 1)])

    direct, nginx = (line.split("|")[1:-1] for line in row.details().splitlines()[2:])

    assert [cell.strip() for cell in direct] == ["direct", "1", "", "", "", "", "1", "1", ""]
    assert nginx[-1].strip() == "1.00 / 1.00 / 1.00"


@pytest.mark.parametrize(
    "measured, more_is_better, state",
    [(0.80, False, "goal"), (0.804, False, "goal"), (0.81, False, "first bar"), (1.2, False, "missed"),
     (0.96, True, "goal"), (0.91, True, "first bar"), (0.5, True, "missed")],
)
def test_a_line_says_which_bar_was_met(measured, more_is_better, state):
    first, goal = (0.90, 0.95) if more_is_better else (1.0, 0.80)

    line = Line("P", "", first, goal, (0, measured, 9), more_is_better)

    assert line.state == state


def test_a_line_shows_goal_bar_median_and_spread():
    table = report.summary([Line("P1", "CPU", 1.0, 0.80, (1.58, 1.75, 1.88))])

    cells = [cell.strip() for cell in table.splitlines()[-1].split("|")[1:-1]]
    assert cells == ["P1", "CPU", "0.8", "1", "1.75", "1.58 .. 1.88", "missed"]


def test_what_the_machine_was_too_busy_to_tell_meets_no_bar():
    line = Line("P4", "", 1.2, 0.9, None)

    assert line.state == "cannot tell" and "cannot tell" in report.summary([line])


def test_the_prompt_of_p6_is_300_kilobytes_and_that_of_p1_one():
    assert 299_000 < len(calls.LARGE) < 301_000
    assert 1000 < len(calls.CHAT) < 1100


def test_every_row_of_the_promises_can_be_named():
    assert {*(f"p{n}" for n in range(1, 12)), "e2"} <= set(NAMES)
    assert all(row.title and row.how for row in ROWS)


def test_a_time_is_shown_in_the_unit_that_reads_best():
    assert [micro.shown(ns) for ns in (6.61, 276.4, 4146, 34_310, 1_905_800)] == [
        "6.6 ns", "276 ns", "4146 ns", "34.3 us", "1905.8 us"]


# --- P10 ---------------------------------------------------------------------------------------------


def test_the_server_and_its_late_merging_count_in_what_an_event_costs():
    slices = [{"events": 1000, "cpu_ours": 0.001, "cpu_theirs": theirs} for theirs in (0.002, 0.004)]

    ingested = Ingested(slices, {"cpu_theirs": 0.010})

    assert ingested.per_core() == pytest.approx((100_000, 112_500, 125_000))
    assert ingested.per_core_of_the_worker() == pytest.approx((1e6, 1e6, 1e6))


def test_the_slowest_question_speaks_for_the_dashboard():
    row = Analytics(SimpleNamespace(quick=True), None)
    row.ingested = Ingested([{"events": 10, "cpu_ours": 1, "cpu_theirs": 1}], {"cpu_theirs": 0})
    row.questions = {"fast": {"cpu_p50_ms": 99, "cpu_p95_ms": 100}, "slow": {"cpu_p50_ms": 40, "cpu_p95_ms": 301}}

    line = row.lines()[1]

    assert "(slow)" in line.what and line.measured == (40, 301, 301) and line.state == "missed"


# --- E2 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("away, full, full_for, over", [
    (299, 200, None, False), (300, None, None, True), (299, None, 10, False), (90, 9, 10, False), (90, 10, 10, True)])
def test_an_outage_lasts_five_minutes_or_a_quick_one_a_while_with_the_spool_at_its_quota(away, full, full_for, over):
    assert outage.is_over(away, full, full_for) == over


def test_a_spool_drains_from_its_first_record_to_the_last_that_was_there():
    samples = [(10, 500), (12, 500), (13, 8000), (14, 20_500), (15, 20_900)]

    assert outage.drain(samples, 20_500) == 10_000


def outage_that(**changed):
    row = outage.Outage(SimpleNamespace(quick=True), None)
    row.loads = [{"broken": 0, "unanswered": changed.pop("unanswered", 0)}]
    answers = changed.pop("answers", {("paid", 200, ""): 9, ("paid", 503, "storage_full"): 3, ("free", 200, ""): 12})
    row.got = {"full_after": 70, "answers": answers, "made": 100, "arrived": 100, "twice": 0} | changed
    row.demand()
    return row.failures


def test_an_outage_that_went_as_it_should_is_no_failure():
    assert outage_that() == []


@pytest.mark.parametrize("changed, why", [
    ({"full_after": None}, "nothing was refused"),
    ({"answers": {("paid", 503, "storage_full"): 1, ("free", 503, "storage_full"): 1}}, "otherwise than they should"),
    ({"answers": {("paid", 200, ""): 1, ("paid", 503, "unavailable"): 1, ("free", 200, ""): 1}}, "otherwise than they should"),
    ({"arrived": 99}, "99 events in the topic"),
    ({"arrived": 100, "twice": 1}, "1 twice"),
    ({"unanswered": 2}, "without an answer"),
])
def test_an_outage_in_which_something_was_lost_or_let_through_has_failed(changed, why):
    [failure] = outage_that(**changed)
    assert why in failure
