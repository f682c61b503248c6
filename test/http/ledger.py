"""What the origin saw against what the gateway logged: one to one, no more and no less."""

from collections import Counter

import books

SHOWN = 1000  # an event shortens the path of a very long target


def logged(workspace):
    """Every event of a call that left, once for each time it was sent."""
    calls = Counter()
    for event in workspace.events():
        if event["attempts"]:
            path = event["endpoint"].removesuffix("…")[:SHOWN]
            calls[event["method"], path, event["request_bytes"]] += event["attempts"]
    return calls


def seen(origin):
    return Counter((r.method, r.target.partition("?")[0][:SHOWN], len(r.body)) for r in origin.requests)


def brief(calls):
    return [(method, path[:80], size) for method, path, size in list(calls)[:5]]


def check(rig, before=Counter()):
    """Demanded of every run, whatever else happened in it. `before` was logged ahead of the run. Returns
    how many requests were compared."""
    books.check([rig.workspace])
    assert not rig.origin.complaints, rig.origin.complaints[:3]
    ours, theirs = logged(rig.workspace) - before, seen(rig.origin)
    assert not theirs - ours, f"the origin saw what nobody logged: {brief(theirs - ours)}"
    assert not ours - theirs, f"logged, but the origin never saw it: {brief(ours - theirs)}"
    return sum(theirs.values())
