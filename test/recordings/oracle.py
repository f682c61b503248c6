#!/usr/bin/env python3
"""Compares what RateGuard makes of the recorded exchanges with an independent calculator.

    test/recordings/oracle.py --meter 'build/rateguard meter --at 2026-11-23T12:00:00Z'
    test/recordings/oracle.py --lines FOLDER      that command's output: FOLDER/openai.jsonl ...

For every exchange of ../shared/recordings (RG_SHARED overrides): genai-prices' own Python package
(pinned; installed into .venv/oracle from PyPI on the first run) reads the usage and computes the
price with its decimals. Equal means: the same nano-dollar after rounding up. Every difference is
printed with its reason; one that has none ends the run with status 1.

A provider without an extractor of its own for an endpoint (DeepSeek's Responses) is read by OpenAI's,
whose dialect it speaks, and priced by its own catalogue.

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
PROVIDERS = ("openai", "anthropic", "gemini", "groq", "mistral", "deepseek", "openrouter", "cohere",
             "cerebras", "huggingface")
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


def events(text):
    """The JSON values of a stream: of its events, or of the one array it is."""
    if text.startswith("["):
        return json.loads(text)
    lines = (line.removeprefix("data:").strip() for line in text.splitlines() if line.startswith("data:"))
    return [json.loads(line) for line in lines if line.startswith("{")]


def final_answer(exchange):
    """The one JSON object that carries the usage: the answer, or what a stream adds up to."""
    if not exchange["stream"]:
        text = exchange["response"]
        return json.loads(text) if text.startswith(("{", "[")) else {}
    if exchange["provider"] == "gemini" and "/openai/" not in exchange["path"]:
        last = [event for event in events(exchange["response"]) if "usageMetadata" in event]
        return last[-1] if last else {}
    answer = {"usage": {}}
    for event in events(exchange["response"]):
        delta = event.get("delta") if event.get("type") == "message-end" else None
        for part in (event, event.get("message") or {}, event.get("response") or {}, delta or {}):
            answer["model"] = part.get("model") or answer.get("model")
            answer["usage"].update(part.get("usage") or {})
            answer["output"] = part.get("output") or answer.get("output")
            answer["service_tier"] = part.get("service_tier") or answer.get("service_tier")
        if not answer["usage"]:
            answer["usage"].update((event.get("x_groq") or {}).get("usage") or {})
    return answer


def usage_of(answer):
    return answer.get("usage") or answer.get("usageMetadata") or (answer.get("meta") or {})


def reported_tokens(usage):
    """Everything the provider counted, by plain reading of its documentation."""
    if "promptTokenCount" in usage:
        parts = sum(usage.get(key) or 0 for key in (
            "promptTokenCount", "toolUsePromptTokenCount", "candidatesTokenCount", "thoughtsTokenCount"))
        assert usage.get("totalTokenCount", parts) == parts
        return parts
    if "billed_units" in usage or "tokens" in usage:
        counted = usage.get("billed_units") or usage["tokens"]
        return sum(counted.get(key) or 0 for key in ("input_tokens", "output_tokens", "image_tokens"))
    if "prompt_tokens" in usage or "input_tokens_details" in usage:
        return usage["total_tokens"]
    return sum(usage.get(key) or 0 for key in (
        "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens"))


def catalogue_of(exchange):
    """What genai-prices calls the provider."""
    provider = exchange["provider"]
    if provider == "huggingface":
        return f"huggingface_{exchange['path'].split('/')[1]}"
    return {"gemini": "google"}.get(provider, provider)


def flavor_of(provider, path):
    """Which of the provider's extractors reads the endpoint; None when it has none for it."""
    path = path.split("?")[0]
    kind = ("embeddings" if path.endswith(("/embeddings", "/embed"))
            else "chat" if path.endswith("/completions")
            else "responses" if "/responses" in path else "default")
    known = {extractor.api_flavor for extractor in provider.extractors or []}
    if kind == "responses" and provider.id == "openrouter":
        return "default"  # its extractor for Responses
    if kind in known:
        return kind
    return "default" if kind in ("chat", "default") and "default" in known else None


def price_with_oracle(exchange, answer):
    from genai_prices import data_snapshot, types
    snapshot = data_snapshot.get_snapshot()
    provider = snapshot.find_provider(None, catalogue_of(exchange), None)
    flavor = flavor_of(provider, exchange["path"])
    reader = provider
    if flavor is None:
        reader, flavor = snapshot.find_provider(None, "openai", None), "responses"
    _, usage = reader.extract_usage(answer, api_flavor=flavor)
    model = (answer.get("model") or answer.get("modelVersion") or exchange["request"].get("model")
             or exchange["path"].split("/models/")[-1].split(":")[0])
    reported = usage_of(answer)
    tier = (reported.get("service_tier") or reported.get("serviceTier") or answer.get("service_tier"))
    context = {"service_tier": tier} if tier in ("flex", "priority", "fast") else None
    assert isinstance(usage, types.Usage)
    return snapshot.calc(usage, model, provider.id, None, WHEN, context)


def gemini_searches(exchange, answer):
    """How many searches the answer is billed for: each query from Gemini 3 on, one a call before."""
    pieces = events(exchange["response"]) if exchange["stream"] else [answer]
    queries = max((sum(1 for query in (candidate.get("groundingMetadata") or {}).get("webSearchQueries", [])
                       if query)
                   for piece in pieces for candidate in piece.get("candidates", [])), default=0)
    return min(queries, 1) if answer["modelVersion"].startswith(("gemini-1", "gemini-2")) else queries


def reported_by_openrouter(exchange, answer, line):
    """Whether ours is what OpenRouter itself says it charged."""
    usage = answer.get("usage") or {}
    if exchange["provider"] != "openrouter" or usage.get("cost") is None:
        return False
    charged = Decimal(str(usage["cost"]))
    if usage.get("is_byok"):
        charged += Decimal(str((usage.get("cost_details") or {}).get("upstream_inference_cost") or 0))
    return line["cost_nanos"] == math.ceil(charged * 10**9)


def price_of(rate, input_tokens):
    """Dollars a million tokens, of a price that may depend on the size of the input."""
    if not hasattr(rate, "tiers"):
        return rate
    return next((tier.price for tier in reversed(rate.tiers) if input_tokens > tier.start), rate.base)


def explain(exchange, answer, line, difference, price):
    """Why our cost is not the oracle's, when that is right. None when it is not."""
    if reported_by_openrouter(exchange, answer, line):
        return f"OpenRouter reports that it charged {answer['usage']['cost']}"
    reasons, rest = [], Decimal(difference)
    if "candidates" in answer and (searches := gemini_searches(exchange, answer)):
        rest -= searches * (price.model_price.web_searches_kcount or 0) * 10**6
        reasons.append(f"{searches} searches on Google, which genai-prices does not read")
    usage = usage_of(answer)
    unseen = (usage.get("total_tokens") or 0) - sum(usage.get(key) or 0 for key in ("prompt_tokens", "completion_tokens"))
    if exchange["provider"] == "gemini" and "prompt_tokens" in usage and unseen > 0:
        rest -= unseen * price_of(price.model_price.output_mtok, usage["prompt_tokens"]) * 1000
        reasons.append(f"{unseen} thoughts, which Gemini counts in total_tokens only and genai-prices does not read")
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
    for each in usage_of(answer).get("iterations") or []:
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
    usage = usage_of(answer)
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
        return "unpriced" in line or reported_by_openrouter(exchange, answer, line)
    except ValueError as unreadable:
        tally["one-sided"].append(f"{name}: the oracle cannot read it: {unreadable}")
        return "cost_nanos" not in line or reported_by_openrouter(exchange, answer, line)
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
