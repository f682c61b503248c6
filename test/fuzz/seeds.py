#!/usr/bin/env python3
"""Writes what the fuzz targets start from: seeds.py FOLDER makes FOLDER/corpus/TARGET/ and FOLDER/TARGET.dict.

A small corpus stands here as text. Where ../shared is at hand (RG_SHARED names another place), the
recorded exchanges and http11/cases.json join it.
"""

import hashlib
import json
import os
import pathlib
import struct
import sys

SHARED = pathlib.Path(os.environ.get("RG_SHARED", pathlib.Path(__file__).parents[2] / "../shared"))

# As usage_promises.h chooses.
DIALECTS = {"chat": b"1", "responses": b"2", "embeddings": b"3", "messages": b"5"}
# As json_request.cc chooses.
REQUEST_DIALECTS = {"chat": b"0", "responses": b"1", "embeddings": b"2", "messages": b"4"}
ENDPOINTS = {
    "/chat/completions": "chat", "/responses": "responses", "/embeddings": "embeddings", "/messages": "messages",
}

GET = b"GET /v1/models HTTP/1.1\r\nHost: a:80\r\nConnection: keep-alive, x-a\r\nX-A: b\r\n\r\n"
POST = b"POST /v1/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}"
CHUNKED = b"POST / HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n2;a=\"b\\c\"\r\nhi\r\n0\r\nA: b\r\n\r\n"

CHAT_USAGE = (
    b'{"model":"gpt-4o","service_tier":"default","choices":[],"usage":{"prompt_tokens":20,'
    b'"completion_tokens":9,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":8,"audio_tokens":1},'
    b'"completion_tokens_details":{"reasoning_tokens":4,"audio_tokens":1}}}'
)
RESPONSES_USAGE = (
    b'{"model":"o3","output":[{"type":"web_search_call"}],"tool_usage":{"web_search":{"num_requests":2}},'
    b'"usage":{"input_tokens":7,"input_tokens_details":{"cached_tokens":1},"output_tokens":3,'
    b'"output_tokens_details":{"reasoning_tokens":2},"total_tokens":10}}'
)
MESSAGES_USAGE = (
    b'{"type":"message","model":"claude-sonnet-4-5","usage":{"input_tokens":4,"cache_creation_input_tokens":9,'
    b'"cache_read_input_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":6},'
    b'"output_tokens":5,"output_tokens_details":{"thinking_tokens":2},"server_tool_use":{"web_search_requests":1},'
    b'"service_tier":"priority","iterations":[{"type":"advisor","model":"claude-x","input_tokens":1}]}}'
)

CHAT_STREAM = (
    b'data: {"id":"c1","created":17,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Hi"},'
    b'"finish_reason":null}],"usage":null}\n\n'
    b'data: {"id":"c1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}\n\n'
    b"data: [DONE]\n\n"
)
RESPONSES_STREAM = (
    b'event: response.created\ndata: {"type":"response.created","response":{"id":"r1","model":"o3"}}\n\n'
    b'event: response.output_item.added\ndata: {"type":"response.output_item.added","output_index":0,'
    b'"item":{"id":"m1","type":"message","role":"assistant","content":[]}}\n\n'
    b'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","output_index":0,'
    b'"content_index":0,"delta":"Hi"}\n\n'
    b'event: response.completed\ndata: {"type":"response.completed","response":{"usage":{"input_tokens":7,'
    b'"output_tokens":3,"total_tokens":10}}}\n\n'
)
MESSAGES_STREAM = (
    b'event: message_start\ndata: {"type":"message_start","message":{"model":"claude-x","usage":'
    b'{"input_tokens":4,"output_tokens":1}}}\n\n'
    b'event: content_block_start\ndata: {"type":"content_block_start","index":0}\n\n: ping\r\n\r\n'
    b'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"text":"Hi"}}\n\n'
    b'event: message_delta\ndata: {"type":"message_delta","usage":{"output_tokens":5}}\n\n'
    b'event: message_stop\ndata: {"type":"message_stop"}\n\n'
)

CHAT_REQUEST = (
    b'{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"text","text":"h\\u00e9"},{"type":"image_url",'
    b'"image_url":{"url":"data:image/png;base64,aGk=","detail":"low"}}]}],"stream":true,"stream_options":{},'
    b'"max_tokens":5,"n":2,"user":"u","service_tier":"flex","tools":[{"type":"function","function":{"name":"f"}}]}'
)
RESPONSES_REQUEST = (
    b'{"model":"o3","input":[{"role":"user","content":"hi"}],"max_output_tokens":9,"tools":[{"type":"web_search"}],'
    b'"max_tool_calls":2,"reasoning":{"effort":"low"},"stream_options":{"include_obfuscation":false}}'
)
MESSAGES_REQUEST = (
    b'{"model":"claude-x","max_tokens":9,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral",'
    b'"ttl":"1h"}}],"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64",'
    b'"media_type":"application/pdf","data":"aGk="}}]}],"metadata":{"user_id":"u"}}'
)

SETTINGS = b"""proxy:
  host: "127.0.0.1"
  port: 3001
http: {body_bytes_max: 10MiB, header_timeout: 1m30s}
upstream:
  allow_private: [10.0.0.0/8, "[::1]:11434"]
auth:
  pepper: 0123456789abcdef0123456789abcdef
log: &log
  level: debug
"""
CATALOGUE = b"""version v1
provider openai
also *openai
model gpt-4o
is =gpt-4o ~gpt-4o-####-##-## ^gpt-4o-x&!$mini
limits 128000 16384
us 110
price input_mtok=2.5/200000:5 output_mtok=10 cache_read_mtok=1.25 web_searches_kcount=10
price from=2026-08-21 daily=16:30-00:30 input_mtok=1 output_mtok=2
tier priority from=2026-10-12 input_mtok=4.25 output_mtok=17
provider azure
resells openai
amend openai gpt-4o
limits 1 2
"""
PRICE = b'{"provider":"openai","model":"gpt-4o*","rates":{"input_mtok":"0.15","output_mtok":"0.6"},"max_output_tokens":9}'
FORM = (
    b'multipart/form-data; boundary="x"\n--x\r\nContent-Disposition: form-data; name="model"\r\n\r\ngpt-image-1\r\n'
    b'--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\nPNG\r\n--x--\r\n'
)


def field(number, kind, value):
    return bytes([number << 2 | kind]) + value


def text_field(number, value):
    return field(number, 2, struct.pack("<H", len(value)) + value)


def numbers(*values):
    sizes = [(value.bit_length() + 7) // 8 for value in values]
    packed = sum(size << 4 * at for at, size in enumerate(sizes)).to_bytes((len(values) + 1) // 2, "little")
    return bytes([len(values)]) + packed + b"".join(value.to_bytes(size, "little") for value, size in zip(values, sizes))


def record():
    """A payload as src/journal/record_fields.h numbers it: blocks of a call, an end, a line and a verdict, and texts."""
    ids = bytes(range(64))
    return (
        text_field(38, ids + numbers(1_800_000_000_000_000_000, 2_000_000, 7340, 1, 3))
        + text_field(7, b"openai") + text_field(13, b"prod")
        + text_field(39, numbers(1, 200, 200, 1, 352_200, 7, 18_211, 143_000, 412_000, 2_713_000) + numbers(812, 0, 9))
        + text_field(40, numbers(0, 812, 150_000))
        + text_field(41, ids[:16] + numbers(0, 1, 600, 17, 18, 0, 1_800_000_060) + b"\x03\x00key\x08\x00requests")
    )


def first_record():
    """The same in the first form: ids, a time, texts, a line, a verdict and usage, each value a field."""
    verdict = field(1, 0, b"\x01") + text_field(4, b"per-key") + field(6, 0, b"\x0a")
    return (
        field(1, 1, bytes(range(16))) + field(2, 3, struct.pack("<q", 1_800_000_000_000_000_000))
        + field(3, 1, bytes(range(1, 17))) + text_field(7, b"openai") + text_field(13, b"prod")
        + field(14, 0, b"\x05") + field(16, 0, b"\x01") + field(17, 0, b"\xc8\x01")
        + text_field(29, b"\x00\x09\x80\x01") + text_field(30, verdict) + text_field(37, b"\x00\x09\x06\x03")
    )


HTTP_WORDS = """GET POST HEAD OPTIONS HTTP/1.1 HTTP/1.0 Host: Content-Length: Transfer-Encoding: chunked Connection:
close keep-alive Expect: 100-continue Content_Length Content-Type: http:// \\x0d\\x0a \\x0d\\x0a\\x0d\\x0a \\x0a [::1] %00""".split()
JSON_WORDS = ['{', '}', '[', ']', '\\"', '\\\\u', '\\\\ud83d', ':', ',', 'null', 'true', 'false', '1e9', '-0', '9223372036854775807']
USAGE_WORDS = JSON_WORDS + [
    f'\\"{word}\\":' for word in """usage prompt_tokens completion_tokens total_tokens prompt_tokens_details cached_tokens
    cache_write_tokens audio_tokens image_tokens completion_tokens_details reasoning_tokens input_tokens output_tokens
    input_tokens_details output_tokens_details cache_creation_input_tokens cache_read_input_tokens cache_creation
    ephemeral_5m_input_tokens ephemeral_1h_input_tokens thinking_tokens server_tool_use web_search_requests iterations
    model service_tier tool_usage web_search num_requests error type message delta choices index finish_reason id created
    content_block response output item item_id output_index content_index sequence_number text""".split()
] + ["data: ", "event: ", "[DONE]", "\\x0a\\x0a", "message_start", "message_delta", "message_stop", "content_block_start",
     "content_block_stop", "response.completed", "response.created", "response.output_item.added",
     "response.content_part.added", "response.output_text.delta", "response.function_call_arguments.delta"]
REQUEST_WORDS = JSON_WORDS + [
    f'\\"{word}\\"' for word in """model stream stream_options include_usage max_tokens max_completion_tokens
    max_output_tokens n best_of service_tier user safety_identifier metadata user_id messages input prompt system tools
    functions max_tool_calls modalities background reasoning cache_control content image_url input_audio file source
    detail data url format media_type ttl ephemeral type text image document base64""".split()
]
SETTING_WORDS = """proxy: admin: http: journal: auth: upstream: analytics: log: host: port: tls: pepper: allow_private:
data_folder: threads: level: format: fsync: always 10MiB 1m30s &a *a <<: !!int |- >- \\x0a\\x20\\x20 [::1]:80 ? --- ...""".split()
CATALOGUE_WORDS = """version provider also resells model is limits us price tier amend from= daily= input_mtok= output_mtok=
cache_read_mtok= cache_write_mtok= cache_write_1h_mtok= output_reasoning_mtok= web_searches_kcount= requests_kcount=
16:30-00:30 2026-08-21 /200000:5 \\x0a priority ~ ^ $ * = ! & <""".split()
ADDRESS_WORDS = """127.0.0.1 10.0.0.0/8 169.254.169.254 ::1 ::ffff: 64:ff9b:: 2002: 2001:db8::/32 fe80:: [ ]:80 :8080 /0 /32 /128
https:// http:// @ \\x00 \\x5c .. /v1 /proxy/ %2e %2f ? # ;""".split()
FORM_WORDS = """multipart/form-data boundary= Content-Disposition: form-data name= filename= model stream image n user
\\x0d\\x0a\\x0d\\x0a \\x0d\\x0a-- \\" --""".split()
COST_WORDS = "per_unit percentage per_request answer request header /a/0 ~1 ~0 0.015 2.9 1e9".split() + JSON_WORDS + ["\\x0a---\\x0a"]

# target -> (words of its dictionary, seeds)
TARGETS = {
    "request_head": (HTTP_WORDS, [GET, POST + GET, CHUNKED + GET]),
    "response_head": (HTTP_WORDS, [
        b"0HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello",
        b"0HTTP/1.0 404 Not Found\r\nConnection: close\r\n\r\n",
        b"1HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0HTTP/1.1 100 Continue\r\n\r\n"]),
    "chunked": (HTTP_WORDS, [CHUNKED.partition(b"\r\n\r\n")[2], b"ff\r\n" + b"x" * 255 + b"\r\n0\r\n\r\n"]),
    "sse": (USAGE_WORDS, [CHAT_STREAM, MESSAGES_STREAM, b"\xef\xbb\xbfdata: a\rdata: b\r\rid: 1\r\n\r\n"]),
    "usage_plain": (USAGE_WORDS, [b"1" + CHAT_USAGE, b"2" + RESPONSES_USAGE, b"3" + CHAT_USAGE, b"5" + MESSAGES_USAGE]),
    "usage_stream": (USAGE_WORDS, [b"11" + CHAT_STREAM, b"13" + CHAT_STREAM, b"20" + RESPONSES_STREAM,
                                   b"50" + MESSAGES_STREAM]),
    "api_key": ([], [b"0abc", b"rg_live_" + b"0" * 38, b"1\x05x"]),
    "journal_record": ([], [record(), first_record()]),
    "journal_segment": (["r\\x0a", "RGJR", "\\x52\\x47\\x4a\\x52"], [b"r\nr\nxx\nr", b"r\nr\n" + bytes(200), b"r\nRGJR\x10\x00\x00\x00\nr\nhalf"]),
    "event_block": ([], [
        b"\x03\x01\x01\x00\x05\x90\x03\xa0\x8d\x06\x02\x01\x02mrr", b"\x00" + bytes(range(200))]),
    "redis_reply": ("+ - : $ * $-1 *-1 $0 *0 \\x0d\\x0a".split(), [
        b"+OK\r\n:-42\r\n$5\r\na\r\nbc\r\n$-1\r\n", b"*3\r\n:1\r\n*2\r\n$1\r\nx\r\n-ERR no\r\n*0\r\n",
        b"-MOVED 3999 127.0.0.1:6381\r\n*-1\r\n"]),
    "settings": (SETTING_WORDS, [SETTINGS, b'{"proxy":{"port":0}}\n']),
    "catalogue": (CATALOGUE_WORDS, [CATALOGUE]),
    "price_document": (JSON_WORDS + [f'\\"{w.strip("=")}\\"' for w in CATALOGUE_WORDS if w.endswith("=")], [PRICE]),
    "cost_model": (COST_WORDS, [
        b'per_unit\n0.015\nanswer\n/usage/characters\n0{"input":"x"}\n---\n{"usage":{"characters":12}}',
        b'percentage\n2.9\nrequest\n/amount\n2{"amount":1999}\n---\n{}', b"per_unit\n1\nheader\nX-Units\n0\n---\n12.5"]),
    "json_readers": (JSON_WORDS, [CHAT_USAGE, CHAT_REQUEST, b'[0,-1.5e3,"\\ud83d\\ude00\\n",{"a":[{}]},null]']),
    "json_request": (REQUEST_WORDS, [b"0" + CHAT_REQUEST, b"1" + RESPONSES_REQUEST, b"4" + MESSAGES_REQUEST]),
    "form_request": (FORM_WORDS, [FORM]),
    "target": (ADDRESS_WORDS, [b"0/v1/chat/completions?a=b", b"1/proxy/openai/v1/models", b"0//v1//v1/messages/"]),
    "origin": (ADDRESS_WORDS, [b"https://api.groq.com/openai/", b"http://[::1]:8080/a/b"]),
    "address": (ADDRESS_WORDS, [b"10.0.0.0/8", b"127.0.0.1:9901", b"[::1]:80", b"2001:db8::/32", b"192.0.2.7"]),
}


def recorded():
    """(path, exchange) of every recording."""
    for file in sorted(SHARED.glob("recordings/*.jsonl")):
        for line in file.read_text().splitlines():
            exchange = json.loads(line)
            yield exchange["path"].partition("?")[0], exchange


def from_recordings():
    """(target, seed) of what the providers really sent, those short enough to be mutated."""
    longest = 16 * 1024
    for path, exchange in recorded():
        dialect = next((name for end, name in ENDPOINTS.items() if path.endswith(end)), None)
        if dialect is None:
            continue
        request = json.dumps(exchange["request"], ensure_ascii=False).encode()
        answer = exchange["response"].encode()
        if len(request) <= longest:
            yield "json_request", REQUEST_DIALECTS[dialect] + request
            yield "json_readers", request
        if len(answer) > longest:
            continue
        if exchange["stream"]:
            yield "usage_stream", DIALECTS[dialect] + b"1" + answer
            yield "sse", answer
        else:
            yield "usage_plain", DIALECTS[dialect] + answer


def from_cases():
    """(target, seed) of the HTTP/1.1 cases."""
    file = SHARED / "http11/cases.json"
    if not file.exists():
        return
    for case in json.loads(file.read_text())["cases"]:
        request = "".join(case["steps"]).replace("@@HOST@@", "gateway.test:3001").encode("latin-1", "replace")
        yield "request_head", request
        head, _, body = request.partition(b"\r\n\r\n")
        if b"chunked" in head.lower() and body:
            yield "chunked", body


def main():
    folder = pathlib.Path(sys.argv[1])
    seeds = [(target, seed) for target, (_, own) in TARGETS.items() for seed in own]
    for target, seed in [*seeds, *from_recordings(), *from_cases()]:
        corpus = folder / "corpus" / target
        corpus.mkdir(parents=True, exist_ok=True)
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    for target, (words, _) in TARGETS.items():
        (folder / f"{target}.dict").write_text("".join(f'"{word}"\n' for word in words))


if __name__ == "__main__":
    main()
