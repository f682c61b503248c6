"""The official SDKs, driven the same way: a call is a dictionary, and so is its outcome.

    {"ok": True, "value": ..., "headers": ...}     a plain answer, or what a stream adds up to
    {"ok": True, "events": [...]}                  a stream, event by event
    {"ok": False, "error": {"class", "status", "code", "type", "message", "request_id"}}
"""

import json
import os
import pathlib
import subprocess

import anthropic
import openai

HERE = pathlib.Path(__file__).parent
NODE = pathlib.Path(os.environ.get("RG_NODE", HERE.parents[1] / ".deps/node"))
KITS = {"openai": openai, "anthropic": anthropic}
CLIENTS = {"openai": openai.OpenAI, "anthropic": anthropic.Anthropic}
FINALS = {
    "chat.completions.stream": "get_final_completion",
    "messages.stream": "get_final_message",
    "responses.stream": "get_final_response",
}


def plain_data(value):
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


class PythonSdk:
    name = "python"

    def run(self, call):
        client = CLIENTS[call["sdk"]](
            api_key=call["api_key"], base_url=call["base_url"], max_retries=call["max_retries"],
            timeout=call["timeout"], default_headers=call.get("headers"),
        )
        try:
            with client:
                return {"ok": True} | self.outcome(client, call)
        except Exception as error:  # every exception is an outcome: the tests say which is right
            return {"ok": False, "error": self.describe(KITS[call["sdk"]], error)}

    def outcome(self, client, call):
        *names, last = call["method"].split(".")
        owner = client
        for name in names:
            owner = getattr(owner, name)
        if call["method"] in FINALS:
            with getattr(owner, last)(**call["arguments"]) as stream:
                for _ in stream:
                    pass
                return {"value": plain_data(getattr(stream, FINALS[call["method"]])())}
        if call.get("stream"):
            return {"events": self.events(getattr(owner, last), call)}
        raw = getattr(owner.with_raw_response, last)(**call["arguments"])
        headers = {name.lower(): value for name, value in raw.headers.items()}
        return {"value": plain_data(raw.parse()), "headers": headers}

    def events(self, create, call):
        events = []
        with create(**call["arguments"], stream=True) as stream:
            for event in stream:
                events.append(plain_data(event))
                if call.get("abort_after") and len(events) >= call["abort_after"]:
                    break
        return events

    def describe(self, kit, error):
        body = getattr(error, "body", None)
        inner = body.get("error", body) if isinstance(body, dict) else {}
        return {
            "class": type(error).__name__,
            "status": getattr(error, "status_code", None),
            "code": inner.get("code") if isinstance(inner, dict) else None,
            "type": inner.get("type") if isinstance(inner, dict) else None,
            "request_id": getattr(error, "request_id", None),
            "message": str(error),
            "is_sdk": isinstance(error, kit.APIError),
        }

    def close(self):
        pass


class NodeSdk:
    name = "node"

    def __init__(self):
        self.process = subprocess.Popen(
            ["node", str(HERE / "node/driver.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=os.environ | {"RG_NODE_MODULES": str(NODE / "node_modules")},
        )

    def run(self, call):
        self.process.stdin.write(json.dumps(call) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the Node driver has died; its stderr is above"
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


class Calls:
    """Calls against one gateway with one key."""

    def __init__(self, sdk, base_url, api_key):
        self.sdk, self.base_url, self.api_key = sdk, base_url, api_key

    def call(self, kit, method, arguments, **more):
        call = {
            "sdk": kit, "method": method, "arguments": arguments, "api_key": self.api_key,
            # Anthropic's SDK adds /v1 itself.
            "base_url": self.base_url + ("/v1" if kit == "openai" else ""),
            "max_retries": 0, "timeout": 20,
        }
        return self.sdk.run(call | more)

    def chat(self, content="Say something.", model="gpt-4o", **more):
        return self.openai("chat.completions.create", chat(content, model), **more)

    def openai(self, method, arguments, **more):
        return self.call("openai", method, arguments, **more)

    def anthropic(self, method, arguments, **more):
        return self.call("anthropic", method, arguments, **more)


def chat(content, model="gpt-4o", **more):
    return {"model": model, "messages": [{"role": "user", "content": content}]} | more


def message(content, model="claude-sonnet-4-5", max_tokens=64, **more):
    return {"model": model, "max_tokens": max_tokens,
            "messages": [{"role": "user", "content": content}]} | more
