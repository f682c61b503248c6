"""Whether the books balance: the provider's own bill = events = roll-ups = counters, and no hold open.

A call whose usage the gateway could not have seen (its answer was cut on the way) is booked as an
estimate and marked as one. Those are compared one for one in number; all others to the nano-dollar.
"""

import time

from admin import nanos


class Unbalanced(AssertionError):
    pass


def until(condition, within=5.0, every=0.05):
    """The last value of condition(), true or not, once it is true or the time has passed."""
    deadline = time.monotonic() + within
    while not (value := condition()) and time.monotonic() < deadline:
        time.sleep(every)
    return value


def audit(workspace):
    """What the audit says of one workspace. It reads the journal first, so nothing is missing."""
    return workspace.admin.get(f"{workspace.path}/audit")


def settled(*workspaces, within=10.0):
    """Waits until no hold is open, and demands that the books then balance."""
    for workspace in workspaces:
        until(lambda: audit(workspace)["open_holds"] == 0, within)
        report = audit(workspace)
        if report["open_holds"] or not report["balanced"]:
            raise Unbalanced(f"the audit: {report}")


def billed(provider):
    """(nano-dollars of answers that came through whole, calls that were cut on the way)"""
    bill = provider.bill()
    whole = sum(entry["nanos"] for entry in bill if entry["state"] == "answered")
    return whole, [entry for entry in bill if entry["state"] == "cut"]


def cost(event):
    return nanos(event["cost"])


def check(workspaces, provider=None):
    settled(*workspaces)
    events = [event for workspace in workspaces for event in workspace.events()]
    exact = sum(cost(event) for event in events if not event["estimated"])
    total = sum(cost(event) for event in events)

    if provider is not None:
        charged, cut = billed(provider)
        if charged != exact:
            raise Unbalanced(f"the provider charged {charged} nano-dollars, the events say {exact}")

    rolled = sum(nanos(w.usage()["total"]["cost"]) for w in workspaces)
    if rolled != total:
        raise Unbalanced(f"the events say {total} nano-dollars, the roll-ups {rolled}")
    calls = sum(w.usage()["total"]["calls"] for w in workspaces)
    if calls != len(events):
        raise Unbalanced(f"{len(events)} events, {calls} calls in the roll-ups")

    for workspace in workspaces:
        spent = sum(cost(event) for event in workspace.events())
        for budget in workspace.budgets():
            if nanos(budget["held"] or 0) != 0:
                raise Unbalanced(f"budget {budget['name']} still holds {budget['held']}")
            if budget["scope"] == "workspace" and nanos(budget["spent"] or 0) != spent:
                raise Unbalanced(
                    f"budget {budget['name']} has spent {budget['spent']}, its events {spent} nanos"
                )
