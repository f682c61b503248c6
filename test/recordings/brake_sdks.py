#!/usr/bin/env python3
"""Gives streams that RateGuard has braked to the official Python SDKs.

    test/recordings/brake_sdks.py build/rg_meter_test [NODE_MODULES]

With NODE_MODULES (of the end-to-end tests: .deps/node/node_modules) to the Node packages too. Every recorded stream, cut at every event and ended as the gateway ends it, is served from a local
port to the real `openai` and `anthropic` packages (pinned; installed into .venv/sdks from PyPI on the
first run). Both their plain iteration and their helpers that put a message together must finish
normally, with the reason that says the limit was reached.
"""
import collections
import http.server
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
PINNED = ("openai==3.54.0", "anthropic==2.12.0")


def enter_venv():
    """Starts this script again inside a virtual environment that has the pinned packages."""
    folder = ROOT / ".venv/sdks"
    python = folder / "bin/python"
    if pathlib.Path(sys.prefix) == folder.resolve():
        return
    marker = folder / "-".join(PINNED)
    if not marker.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PINNED], check=True)
        marker.touch()
    os.execv(python, [str(python), *sys.argv])


class Served(http.server.BaseHTTPRequestHandler):
    body = b""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("content-length", str(len(Served.body)))
        self.end_headers()
        self.wfile.write(Served.body)

    def log_message(self, *_):
        pass


def chat(client):
    reasons = {}
    usage = None
    for chunk in client.chat.completions.create(model="m", messages=[], stream=True,
                                                stream_options={"include_usage": True}):
        for choice in chunk.choices:
            reasons[choice.index] = choice.finish_reason
        usage = chunk.usage or usage
    assert reasons and usage is not None and set(reasons.values()) <= {"length", "stop", "tool_calls"}, reasons
    final = None
    try:
        with client.chat.completions.stream(model="m", messages=[]) as stream:
            for _ in stream:
                pass
            final = stream.get_final_completion()
    except Exception as error:  # what the helper raises for a real stream that reaches max_tokens
        assert type(error).__name__ == "LengthFinishReasonError", repr(error)
    assert final is None or final.choices[0].finish_reason in ("length", "stop", "tool_calls")


def responses(client):
    last = None
    for last in client.responses.create(model="m", input="x", stream=True):
        pass
    assert last.type == "response.incomplete", last.type
    assert last.response.incomplete_details.reason == "max_output_tokens"
    assert last.response.status == "incomplete" and last.response.usage.total_tokens >= 0
    text = last.response.output_text
    seen = ""
    with client.responses.stream(model="m", input="x") as stream:
        for event in stream:
            if event.type == "response.output_text.delta":
                seen += event.delta
    assert text == seen, (text, seen)


def messages(client):
    last = None
    for event in client.messages.create(model="m", max_tokens=1, messages=[], stream=True):
        last = event
    assert last.type == "message_stop", last.type
    with client.messages.stream(model="m", max_tokens=1, messages=[]) as stream:
        for _ in stream:
            pass
        final = stream.get_final_message()
    assert final.stop_reason in ("max_tokens", "end_turn", "tool_use", "pause_turn"), final.stop_reason


def main():
    enter_venv()
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    import anthropic
    import openai

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Served)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    open_ai = openai.OpenAI(api_key="none", base_url=url + "/v1", max_retries=0)
    claude = anthropic.Anthropic(api_key="none", base_url=url, max_retries=0)
    read = {"openai_chat": (chat, open_ai), "openai_responses": (responses, open_ai),
            "anthropic_messages": (messages, claude)}

    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], "--gtest_brief=1", "--gtest_filter=*WrittenBrakedForTheSdks*"],
                       env={**os.environ, "RG_BRAKE_OUT": folder}, check=True)
        for path in sorted(pathlib.Path(folder).iterdir()):
            Served.body = path.read_bytes()
            function, client = read[path.name.split("-")[0]]
            try:
                function(client)
                counts["passed"] += 1
            except Exception as error:
                counts["failed"] += 1
                if counts["failed"] <= 10:
                    print(f"{path.name}: {type(error).__name__}: {str(error)[:300]}")
        print(f"python: {counts['passed']} passed, {counts['failed']} failed")
        if len(sys.argv) == 3:
            print("node: ", end="", flush=True)
            counts["failed"] += subprocess.run(
                ["node", ROOT / "test/recordings/brake_sdks.mjs", folder, sys.argv[2]]).returncode != 0
    sys.exit(counts["failed"] > 0 or counts["passed"] == 0)


if __name__ == "__main__":
    main()
