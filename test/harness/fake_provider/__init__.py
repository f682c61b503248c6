"""A provider that is not ours: a server of bytes that answers as OpenAI, Anthropic and others do, keeps its own
bill, and misbehaves when it is asked to.

    python -m fake_provider      prints one JSON line with its ports, serves until its stdin closes

Recorded exchanges (../recordings) are answered with the recorded bytes; any other request gets a made
up answer with an honest usage. A request asks for a fault or a size with a directive anywhere in its
body or path:

    [[fault name=reset after=3]]     one row of faults.py
    [[tokens out=40]]                how many tokens the answer has, before the request's own limit
    [[pace ms=5]]                    how long to wait before each piece of a stream

The bill (control port, GET /bill) is what this provider charged, from its own prices and what it sent.
It shares no code with the gateway.
"""
