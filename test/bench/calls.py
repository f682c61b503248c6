"""The calls that are made: the same bytes to every contestant, but for the key."""

import json

SENTENCE = "The quick brown fox jumps over the lazy dog. "
PATH = "/v1/chat/completions"


def chat(text, **more):
    messages = [{"role": "system", "content": "You are helpful."}, {"role": "user", "content": text}]
    body = {"model": "gpt-4o", "messages": messages} | more
    return json.dumps(body, separators=(",", ":"))


CHAT = chat(SENTENCE * 20, max_tokens=64)  # about 1 KB
STREAM = chat(SENTENCE * 20, max_tokens=1024, stream=True, stream_options={"include_usage": True})
# 300 KB in lines of 90 characters, as documents pasted into prompts are.
LARGE = chat((SENTENCE * 2 + "\n") * 3260, max_tokens=64)


def key_of(contestant, kind):
    return contestant.keys.get(kind) or "sk-none"


def request_file(folder, contestant, kind, body):
    """One whole request, for the load generators that send bytes as they are."""
    path = folder / f"{contestant.name}.{kind}.request"
    path.write_bytes(
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{contestant.ports[kind]}\r\n"
        f"Content-Type: application/json\r\nAuthorization: Bearer {key_of(contestant, kind)}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    return str(path)


def wrk_script(folder, contestant, kind, body):
    path = folder / f"{contestant.name}.lua"
    data = folder / f"{contestant.name}.body"
    data.write_text(body)
    headers = {"Content-Type": "application/json",
               "Authorization": f"Bearer {key_of(contestant, kind)}"} | contestant.headers
    path.write_text(
        'wrk.method = "POST"\n'
        + "".join(f'wrk.headers["{name}"] = "{value}"\n' for name, value in headers.items())
        + f'wrk.body = io.open("{data}", "rb"):read("*a")\n'
    )
    return str(path)
