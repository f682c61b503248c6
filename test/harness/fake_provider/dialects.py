"""Made up answers in the dialects that are neither OpenAI's nor Anthropic's: Gemini's and Cohere's, and
what Groq adds to OpenAI's."""

import json
import re

from . import prices
from .http1 import json_answer
from .made_up import STARTED, event, input_tokens, output_tokens, stream, words

GEMINI_PATH = re.compile(r"/v1(?:beta)?/models/([^/:]+):(\w+)$")


def answer(request):
    """None when the request is in no language of these."""
    if GEMINI_PATH.search(request.path):
        return gemini(request)
    if request.path == "/v2/chat":
        return cohere(request)
    if request.path == "/openai/v1/chat/completions":
        return groq(request)
    return None


def refused(dialect, status, message):
    if dialect == "gemini":
        state = "NOT_FOUND" if status == 404 else "INVALID_ARGUMENT"
        return json_answer({"error": {"code": status, "message": message, "status": state}}, status)
    return json_answer({"id": "fake", "message": message}, status)


# --- Gemini -------------------------------------------------------------------------------------


def gemini(request):
    model, verb = GEMINI_PATH.search(request.path).groups()
    body = request.json
    if model not in prices.GEMINI:
        return refused("gemini", 404, f"models/{model} is not found for API version v1beta")
    if verb == "countTokens":
        return json_answer({"totalTokens": gemini_input(body)})
    limit = (body.get("generationConfig") or {}).get("maxOutputTokens")
    wanted = int(request.directives().get("tokens", {}).get("out", 12))
    ignores = "ignore_limit" in request.directives().get("tokens", {})
    cut = limit is not None and wanted > limit and not ignores
    said = words(max(1, limit - 3) if cut else wanted)  # the limit is for thoughts too
    usage = {
        "promptTokenCount": gemini_input(body), "candidatesTokenCount": len(said),
        "thoughtsTokenCount": 3, "totalTokenCount": gemini_input(body) + len(said) + 3,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": gemini_input(body)}],
    }
    dollars = prices.gemini_dollars(model, usage)
    finish = "MAX_TOKENS" if cut else "STOP"

    def piece(text, reason, reported):
        candidate = {"content": {"parts": [{"text": text}], "role": "model"}, "index": 0}
        return {
            "candidates": [candidate | ({"finishReason": reason} if reason else {})],
            "usageMetadata": reported, "modelVersion": model, "responseId": "fake",
        }

    if verb == "generateContent":
        return json_answer(piece("".join(said), finish, usage), usage=usage, dollars=dollars)
    so_far = [
        usage | {"candidatesTokenCount": i, "totalTokenCount": usage["promptTokenCount"] + i + 3}
        for i in range(1, len(said) + 1)
    ]
    steps = [piece(word, None, so_far[i]) for i, word in enumerate(said[:-1])]
    steps.append(piece(said[-1], finish, usage))
    return gemini_stream(request, model, steps, usage, dollars)


def gemini_input(body):
    said = [part.get("text", "") for content in body.get("contents", []) for part in content.get("parts", [])]
    said += [part.get("text", "") for part in (body.get("systemInstruction") or {}).get("parts", [])]
    return max(1, sum(len(text.encode()) for text in said) // 4)


def gemini_stream(request, model, steps, usage, dollars):
    """Events with ?alt=sse, else one array whose items come one by one."""
    fresh, _, out = prices.row(prices.GEMINI, model)
    if "alt=sse" in request.target:
        pieces = [event(step).replace(b"\n", b"\r\n") for step in steps]
    else:
        texts = [json.dumps(step, indent=2) for step in steps]
        pieces = [(("[" if i == 0 else ",\r\n") + text).encode() for i, text in enumerate(texts)] + [b"]"]
    answer = stream(pieces, usage, dollars, range(len(steps)), out / 10**6,
                    (usage["promptTokenCount"] * fresh + 3 * out) / 10**6, len(steps) - 1)
    if "alt=sse" not in request.target:
        answer.headers = [("content-type", "application/json; charset=UTF-8")]
    return answer


# --- Cohere -------------------------------------------------------------------------------------


def cohere(request):
    model = request.json.get("model", "")
    if model not in prices.COHERE:
        return refused("cohere", 404, f"model '{model}' not found")
    count, cut = output_tokens(request, "max_tokens")
    read = input_tokens(request)
    usage = {
        "billed_units": {"input_tokens": read, "output_tokens": count},
        "tokens": {"input_tokens": read + 500, "output_tokens": count + 2},
    }
    dollars = prices.cohere_dollars(model, usage)
    finish = "MAX_TOKENS" if cut else "COMPLETE"
    said = words(count)
    if not request.json.get("stream"):
        message = {"role": "assistant", "content": [{"type": "text", "text": "".join(said)}]}
        return json_answer({"id": "fake", "finish_reason": finish, "message": message, "usage": usage},
                           usage=usage, dollars=dollars)

    steps = [
        {"id": "fake", "type": "message-start", "delta": {"message": {"role": "assistant", "content": []}}},
        {"type": "content-start", "index": 0,
         "delta": {"message": {"content": {"type": "text", "text": ""}}}},
    ]
    token_at = range(len(steps), len(steps) + count)
    steps += [
        {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": word}}}}
        for word in said
    ]
    steps.append({"type": "content-end", "index": 0})
    steps.append({"type": "message-end", "delta": {"finish_reason": finish, "usage": usage}})
    fresh, out = prices.row(prices.COHERE, model)
    return stream([event(step, step["type"]) for step in steps], usage, dollars, token_at, out / 10**6,
                  read * fresh / 10**6, len(steps) - 1)


# --- Groq ---------------------------------------------------------------------------------------


def groq(request):
    """OpenAI's dialect, save that a stream says its usage with its last choice, in `x_groq` too."""
    model = request.json.get("model", "")
    count, cut = output_tokens(request, "max_completion_tokens", "max_tokens")
    read = input_tokens(request)
    usage = {"prompt_tokens": read, "completion_tokens": count, "total_tokens": read + count,
             "queue_time": 0.004, "prompt_time": 0.01, "completion_time": 0.02, "total_time": 0.03}
    dollars = prices.openai_dollars(model, usage)
    if dollars is None:
        return refused("groq", 404, f"The model `{model}` does not exist")
    finish = "length" if cut else "stop"
    said = words(count)
    base = {"id": "chatcmpl-fake", "created": STARTED, "model": model, "system_fingerprint": "fp_fake"}
    if not request.json.get("stream"):
        message = {"role": "assistant", "content": "".join(said)}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
        return json_answer(base | {"object": "chat.completion", "choices": [choice], "usage": usage,
                                   "x_groq": {"id": "req_fake"}, "service_tier": "on_demand"},
                           usage=usage, dollars=dollars)

    def piece(delta, reason=None, **more):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return event(base | {"object": "chat.completion.chunk", "choices": [choice]} | more)

    pieces = [piece({"role": "assistant", "content": ""}, x_groq={"id": "req_fake"})]
    token_at = range(len(pieces), len(pieces) + count)
    pieces += [piece({"content": word}) for word in said]
    asked = (request.json.get("stream_options") or {}).get("include_usage")
    last = {"x_groq": {"id": "req_fake", "usage": usage}} | ({"usage": usage} if asked else {})
    pieces += [piece({}, finish, **last), b"data: [DONE]\n\n"]
    fresh, _, out = prices.row(prices.OPENAI, model)
    return stream(pieces, usage, dollars, token_at, out / 10**6, read * fresh / 10**6, len(pieces) - 2)
