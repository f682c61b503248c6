#!/usr/bin/env python3
"""Compares what RateGuard makes of the recorded exchanges with an independent calculator.

    test/recordings/oracle.py --meter 'build/rateguard meter --at 2026-11-23T12:00:00Z'
    test/recordings/oracle.py --lines FOLDER      that command's output: FOLDER/openai.jsonl ...

For every exchange of ../shared/recordings (RG_SHARED overrides): genai-prices' own Python package
(pinned; installed into .venv/oracle from PyPI on the first run) reads the usage and computes the
price with its decimals. Equal means: the same nano-dollar after rounding up. Every difference is
printed with its reason; one that has none ends the run with status 1.

Also checked without any calculator: the token classes add up to the totals in the raw answer.
"""
import argparse
import datetime
import json
import math
import os
import pathlib
import shlex
import subprocess
import sys
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
PINNED = "0.2.3"
WHEN = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.timezone.utc)
PROVIDERS = ("openai", "anthropic")
TOKENS = ("input_uncached", "cache_read", "cache_write_5m", "cache_write_1h", "input_audio",
          "input_image", "output_text", "output_reasoning", "output_audio", "output_image")


def enter_venv():
    """Starts this script again inside a virtual environment that has the pinned package."""
    folder = ROOT / ".venv/oracle"
    python = folder / "bin/python"
    if pathlib.Path(sys.prefix) == folder.resolve():
        return
    marker = folder / f"genai-prices-{PINNED}"
    if not marker.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", f"genai-prices=={PINNED}"], check=True)
        marker.touch()
    os.execv(python, [str(python), *sys.argv])


def recordings():
    named = os.environ.get("RG_SHARED")
    for folder in filter(None, (named, ROOT / "../shared", ROOT / "../../shared")):
        if (pathlib.Path(folder) / "recordings").exists():
            return pathlib.Path(folder) / "recordings"
    sys.exit("oracle: no recordings in ../shared; RG_SHARED names another place")


def lines_of(arguments, provider, source):
    if arguments.lines:
        text = (pathlib.Path(arguments.lines) / f"{provider}.jsonl").read_text()
    else:
        text = subprocess.run([*shlex.split(arguments.meter), str(source)], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
    return {line["id"]: line for line in map(json.loads, text.splitlines())}


def final_answer(exchange):
    """The one JSON object that carries the usage: the answer, or what a stream adds up to."""
    if not exchange["stream"]:
        return json.loads(exchange["response"])
    answer = {"usage": {}}
    for line in exchange["response"].splitlines():
        if not line.startswith("data: {"):
            continue
        event = json.loads(line[6:])
        for part in (event, event.get("message") or {}, event.get("response") or {}):
            answer["model"] = part.get("model") or answer.get("model")
            answer["usage"].update(part.get("usage") or {})
            answer["output"] = part.get("output") or answer.get("output")
            answer["service_tier"] = part.get("service_tier") or answer.get("service_tier")
    return answer


def reported_tokens(usage):
    """Everything the provider counted, by plain reading of its documentation."""
    if "prompt_tokens" in usage or "input_tokens_details" in usage:
        return usage["total_tokens"]
    return sum(usage.get(key) or 0 for key in (
        "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens"))


def price_with_oracle(exchange, answer):
    from genai_prices import data_snapshot, types
    flavor = "default"
    if exchange["provider"] == "openai":
        path = exchange["path"].split("?")[0]
        flavor = ("embeddings" if path.endswith("/embeddings")
                  else "chat" if path.endswith("/completions") else "responses")
    snapshot = data_snapshot.get_snapshot()
    provider = snapshot.find_provider(None, exchange["provider"], None)
    _, usage = provider.extract_usage(answer, api_flavor=flavor)
    model = answer.get("model") or exchange["request"].get("model")
    tier = (answer["usage"].get("service_tier") if flavor == "default" else answer.get("service_tier"))
    context = {"service_tier": tier} if tier in ("flex", "priority", "fast") else None
    assert isinstance(usage, types.Usage)
    return snapshot.calc(usage, model, exchange["provider"], None, WHEN, context)


def explain(exchange, answer, line, difference, price):
    """Why our cost is not the oracle's, when that is right. None when it is not."""
    reasons, rest = [], Decimal(difference)
    calls = [item for item in answer.get("output") or [] if isinstance(item, dict)]
    if exchange["provider"] == "openai":
        searches = sum(item.get("type") == "web_search_call"
                       and (item.get("action") or {}).get("type", "search") == "search"
                       for item in calls)
        files = sum(item.get("type") == "file_search_call" for item in calls)
        if searches:
            rest -= searches * price.model_price.web_searches_kcount * 10**6
            reasons.append(f"{searches} web searches, which genai-prices does not read")
        if files:
            rest -= files * price.model_price.storage_searches_kcount * 10**6
            reasons.append(f"{files} file searches, which genai-prices does not read")
    from genai_prices import data_snapshot
    for each in answer["usage"].get("iterations") or []:
        if each.get("type") == "message":
            continue
        snapshot = data_snapshot.get_snapshot()
        provider = snapshot.find_provider(None, exchange["provider"], None)
        _, usage = provider.extract_usage({"usage": each, "model": each.get("model")})
        side = snapshot.calc(usage, each.get("model") or answer["model"], exchange["provider"], None,
                             WHEN)
        rest -= side.total_price * 10**9
        reasons.append(f"{each['type']} by {each.get('model')}, billed beside the totals, which "
                       "genai-prices does not read")
    # Both sums are rounded up, so a nano-dollar may lie between them.
    return "; ".join(reasons) if reasons and abs(rest) < 1 else None


def check(exchange, line, tally):
    name = f"{exchange['provider']} {exchange['id']} {exchange['path'].split('?')[0]}"
    answer = final_answer(exchange)
    usage = answer.get("usage")
    if not usage:
        tally["nothing"].append(f"{name}: {line.get('unpriced')}")
        return "unpriced" in line
    ours = sum(line["usage"][key] for key in TOKENS)
    if ours != reported_tokens(usage):
        print(f"WRONG  {name}: classes add up to {ours}, reported {reported_tokens(usage)}")
        return False
    try:
        price = price_with_oracle(exchange, answer)
    except LookupError as missing:
        tally["one-sided"].append(f"{name}: the oracle has no price: {missing}")
        return "unpriced" in line
    if "cost_nanos" not in line:
        print(f"WRONG  {name}: no price of ours ({line.get('unpriced')}), the oracle has {price.total_price}")
        return False
    exact = price.total_price * 10**9
    expected = math.ceil(exact)
    tally["compared"] += 1
    if line["cost_nanos"] == expected:
        tally["equal"] += 1
        return True
    reason = explain(exchange, answer, line, line["cost_nanos"] - exact, price)
    print(f"{'differs' if reason else 'WRONG '}  {name}: ours {line['cost_nanos']}, oracle {expected} "
          f"nano-dollars: {reason or 'no reason known'}")
    return reason is not None


def main():
    arguments = argparse.ArgumentParser(description=__doc__,
                                        formatter_class=argparse.RawDescriptionHelpFormatter)
    source = arguments.add_mutually_exclusive_group(required=True)
    source.add_argument("--meter", metavar="COMMAND")
    source.add_argument("--lines", metavar="FOLDER")
    arguments = arguments.parse_args()
    enter_venv()

    tally = {"compared": 0, "equal": 0, "nothing": [], "one-sided": []}
    wrong = 0
    for provider in PROVIDERS:
        path = recordings() / f"{provider}.jsonl"
        lines = lines_of(arguments, provider, path)
        for exchange in map(json.loads, path.read_text().splitlines()):
            line = lines.get(exchange["id"])
            if line is None:
                print(f"WRONG  {provider} {exchange['id']}: not metered at all")
                wrong += 1
            elif exchange["status"] == 200:
                wrong += not check(exchange, line, tally)
    for reason in tally["one-sided"]:
        print(f"skipped  {reason}")
    for reason in tally["nothing"]:
        print(f"no usage  {reason}")
    print(f"{tally['compared']} compared, {tally['equal']} equal to the nano-dollar, "
          f"{tally['compared'] - tally['equal'] - wrong} different for a known reason, {wrong} wrong")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
