"""Answers to requests nobody recorded: the provider's shapes, a few words, an honest usage.

One word of the answer is one token; four bytes of the request are one token, so the input is always
below what its bytes bound.
"""

import json
from fractions import Fraction

from . import prices
from .http1 import json_answer, Answer

WORDS = "the quick brown fox jumps over the lazy dog and keeps its own bill".split()
DEFAULT_WORDS = 12
STARTED = 1_790_000_000  # any fixed time: answers must not depend on when they are made


def words(count):
    return [(" " if i else "") + WORDS[i % len(WORDS)] for i in range(count)]


def text_of(content):
    if isinstance(content, str):
        return content
    return "".join(p.get("text", "") for p in content or () if isinstance(p, dict))


def input_tokens(request):
    body = request.json
    said = [text_of(m.get("content")) for m in body.get("messages", []) if isinstance(m, dict)]
    given = body.get("input", "")
    if isinstance(given, list):
        said += [g if isinstance(g, str) else text_of(g.get("content")) for g in given]
    else:
        said.append(given)
    said.append(text_of(body.get("system")))
    return max(1, sum(len(s.encode()) for s in said) // 4)


def output_tokens(request, *limits):
    """(how many words to say, whether the request's own limit cut them short)"""
    directive = request.directives().get("tokens", {})
    wanted = int(directive.get("out", DEFAULT_WORDS))
    limit = next((request.json[n] for n in limits if isinstance(request.json.get(n), int)), None)
    if limit is None or wanted <= limit or "ignore_limit" in directive:
        return wanted, False
    return limit, True


def event(data, name=None):
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


def stream(pieces, usage, dollars, token_at, token_price, input_dollars, usage_piece):
    """A stream that knows what it owes after each piece: the input, and every token already sent."""
    def after(sent):
        if sent >= len(pieces):
            return dollars
        return input_dollars + token_price * sum(1 for at in token_at if at < sent)

    return Answer(
        200, [("content-type", "text/event-stream; charset=utf-8")], pieces, stream=True,
        usage=usage, dollars=dollars, dollars_after=after, usage_piece=usage_piece,
    )


# --- OpenAI: chat -------------------------------------------------------------------------------


def chat_usage(read, written):
    return {
        "prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }


def chat(request):
    body = request.json
    model = body.get("model", "")
    choices = body.get("n") if isinstance(body.get("n"), int) else 1
    count, cut = output_tokens(request, "max_completion_tokens", "max_tokens")
    usage = chat_usage(input_tokens(request), count * choices)
    dollars = prices.openai_dollars(model, usage)
    if dollars is None:
        return unknown_model(model)
    said = words(count)
    if (body.get("response_format") or {}).get("type") == "json_schema":
        said = ['{"answer":"', *said, '"}']
    finish = "length" if cut else "stop"
    if body.get("stream"):
        return chat_stream(request, model, said, choices, finish, usage, dollars)
    return json_answer(
        {
            "id": "chatcmpl-fake", "object": "chat.completion", "created": STARTED, "model": model,
            "choices": [
                {
                    "index": i, "logprobs": None, "finish_reason": finish,
                    "message": {"role": "assistant", "content": "".join(said), "refusal": None},
                }
                for i in range(choices)
            ],
            "usage": usage, "service_tier": "default", "system_fingerprint": "fp_fake",
        },
        usage=usage, dollars=dollars,
    )


def chat_stream(request, model, said, choices, finish, usage, dollars):
    asked = (request.json.get("stream_options") or {}).get("include_usage")

    def piece(choice_list, reported=None):
        data = {
            "id": "chatcmpl-fake", "object": "chat.completion.chunk", "created": STARTED,
            "model": model, "service_tier": "default", "choices": choice_list,
        }
        return event(data | ({"usage": reported} if asked else {}))

    def choice(index, delta, reason=None):
        return [{"index": index, "delta": delta, "logprobs": None, "finish_reason": reason}]

    pieces = [piece(choice(i, {"role": "assistant", "content": ""})) for i in range(choices)]
    token_at = []
    for word in said:
        for i in range(choices):
            token_at.append(len(pieces))
            pieces.append(piece(choice(i, {"content": word})))
    pieces += [piece(choice(i, {}, finish)) for i in range(choices)]
    if asked:
        pieces.append(piece([], usage))
    pieces.append(b"data: [DONE]\n\n")
    fresh, _, out = prices.row(prices.OPENAI, model)
    return stream(pieces, usage, dollars, token_at, out / 10**6,
                  usage["prompt_tokens"] * fresh / 10**6, len(pieces) - 2 if asked else None)


def unknown_model(model):
    return error("openai", 404, f"The model `{model}` does not exist", "model_not_found")


# --- OpenAI: Responses and embeddings -----------------------------------------------------------


def responses(request):
    body = request.json
    model = body.get("model", "")
    count, cut = output_tokens(request, "max_output_tokens")
    read = input_tokens(request)
    usage = {
        "input_tokens": read, "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": count, "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + count,
    }
    dollars = prices.openai_dollars(model, usage)
    if dollars is None:
        return unknown_model(model)

    def response(status, text, reported):
        message = {
            "id": "msg_fake", "type": "message", "role": "assistant", "status": status,
            "content": [{"type": "output_text", "text": text, "annotations": []}],
        }
        return {
            "id": "resp_fake", "object": "response", "created_at": STARTED, "model": model,
            "status": status, "output": [message] if text else [], "usage": reported,
            "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None,
            "error": None, "instructions": None, "metadata": {}, "parallel_tool_calls": True,
            "temperature": 1.0, "tool_choice": "auto", "tools": [], "top_p": 1.0,
            "service_tier": "default",
        }

    end = "incomplete" if cut else "completed"
    said = words(count)
    if not body.get("stream"):
        return json_answer(response(end, "".join(said), usage), usage=usage, dollars=dollars)

    steps = [("response.created", {"response": response("in_progress", "", None)})]
    steps.append(("response.output_item.added", {"output_index": 0, "item": {
        "id": "msg_fake", "type": "message", "role": "assistant", "status": "in_progress",
        "content": []}}))
    at = {"item_id": "msg_fake", "output_index": 0, "content_index": 0}
    steps.append(("response.content_part.added", at | {
        "part": {"type": "output_text", "text": "", "annotations": []}}))
    token_at = range(len(steps), len(steps) + count)
    steps += [("response.output_text.delta", at | {"delta": w, "logprobs": []}) for w in said]
    steps.append(("response.output_text.done", at | {"text": "".join(said), "logprobs": []}))
    steps.append((f"response.{end}", {"response": response(end, "".join(said), usage)}))
    pieces = [
        event({"type": name, "sequence_number": i} | data, name)
        for i, (name, data) in enumerate(steps)
    ]
    fresh, _, out = prices.row(prices.OPENAI, model)
    return stream(pieces, usage, dollars, token_at, out / 10**6, read * fresh / 10**6,
                  len(pieces) - 1)


def embeddings(request):
    model = request.json.get("model", "")
    read = input_tokens(request)
    usage = {"prompt_tokens": read, "total_tokens": read}
    dollars = prices.openai_dollars(model, usage)
    if dollars is None:
        return unknown_model(model)
    data = [{"object": "embedding", "index": 0, "embedding": [0.25, -0.5, 0.125]}]
    body = {"object": "list", "data": data, "model": model, "usage": usage}
    return json_answer(body, usage=usage, dollars=dollars)


def model_rows(request):
    if request.header("anthropic-version"):
        return [{"type": "model", "id": m, "display_name": m.title(), "created_at": "2026-01-02T03:04:05Z"}
                for m in prices.ANTHROPIC]
    return [{"id": m, "object": "model", "created": STARTED, "owned_by": "fake"} for m in prices.OPENAI]


def models(request):
    rows = model_rows(request)
    more = {} if rows[0].get("object") else {"has_more": False, "first_id": rows[0]["id"], "last_id": rows[-1]["id"]}
    return json_answer({"object": "list", "data": rows} | more)


def one_model(request):
    name = request.path.removeprefix("/v1/models/")
    row = next((row for row in model_rows(request) if row["id"] == name), None)
    return json_answer(row) if row else unknown_model(name)


# --- Anthropic ----------------------------------------------------------------------------------


def messages(request):
    model = request.json.get("model", "")
    if "max_tokens" not in request.json:
        return error("anthropic", 400, "max_tokens: Field required", "invalid_request_error")
    count, cut = output_tokens(request, "max_tokens")
    usage = {
        "input_tokens": input_tokens(request), "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0, "output_tokens": count, "service_tier": "standard",
    }
    dollars = prices.anthropic_dollars(model, usage)
    if dollars is None:
        return error("anthropic", 404, f"model: {model}", "not_found_error")
    reason = "max_tokens" if cut else "end_turn"
    said = words(count)
    message = {
        "id": "msg_fake", "type": "message", "role": "assistant", "model": model,
        "content": [{"type": "text", "text": "".join(said)}], "stop_reason": reason,
        "stop_sequence": None, "usage": usage,
    }
    if not request.json.get("stream"):
        return json_answer(message, usage=usage, dollars=dollars)

    start = message | {"content": [], "stop_reason": None, "usage": usage | {"output_tokens": 1}}
    steps = [{"type": "message_start", "message": start}]
    steps.append({"type": "content_block_start", "index": 0,
                  "content_block": {"type": "text", "text": ""}})
    steps.append({"type": "ping"})
    token_at = range(len(steps), len(steps) + count)
    steps += [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": w}}
        for w in said
    ]
    steps.append({"type": "content_block_stop", "index": 0})
    steps.append({"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None},
                  "usage": {"output_tokens": count}})
    steps.append({"type": "message_stop"})
    fresh, _, out, _, _ = prices.row(prices.ANTHROPIC, model)
    return stream([event(s, s["type"]) for s in steps], usage, dollars, token_at, out / 10**6,
                  usage["input_tokens"] * fresh / 10**6, len(steps) - 2)


def count_tokens(request):
    return json_answer({"input_tokens": input_tokens(request)})


# --- anything else ------------------------------------------------------------------------------


def thing(request):
    """An API that is no model: every call costs the same, and says how many units it was."""
    body = {"ok": True, "method": request.method, "path": request.target, "units": 3}
    return json_answer(body, usage={"requests": 1}, dollars=Fraction(prices.PER_REQUEST))


def error(dialect, status, message, code=None, headers=()):
    if dialect == "anthropic":
        body = {"type": "error", "error": {"type": code or "api_error", "message": message}}
    else:
        kind = "server_error" if status >= 500 else "invalid_request_error"
        body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return json_answer(body, status, headers)


ROUTES = {
    "/v1/chat/completions": chat,
    "/v1/responses": responses,
    "/v1/embeddings": embeddings,
    "/v1/models": models,
    "/v1/messages": messages,
    "/v1/messages/count_tokens": count_tokens,
}


def dialect_of(request):
    return "anthropic" if request.path.startswith("/v1/messages") else "openai"


def answer(request):
    if request.path.startswith("/v1/models/"):
        return one_model(request)
    return ROUTES.get(request.path, thing)(request)
