"""A file holds one idea, a function one screen: at most 500 and 70 lines.

What was longer when the check was written stands in sizes.txt with its length. It may shrink, and
then its entry must follow; nothing may newly cross the line.
"""

import pathlib
import re

from tree import Finding, scrub

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 70
RATCHET = "script/lib/tidy/sizes.txt"

CODE = (".h", ".cc", ".py", ".sh", ".mjs", ".js", ".cmake")
GENERATED = re.compile(r"(^|/)(generated|recordings|third_party)/|package-lock\.json$|_generated\.")

ACCESS = re.compile(r"\b(public|private|protected)\s*:(?!:)")
SCOPE = re.compile(r"\b(namespace|class|struct|enum|union|extern)\b")


def functions(code):
    """(name, first line, lines) of every function body at namespace or class scope."""
    code = scrub(code)
    code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\[^\n])*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), code, flags=re.M)
    stack = []  # (kind, name, position of the text before the brace)
    since = 0
    parens = 0
    for at, char in enumerate(code):
        if char == "(":
            parens += 1
        elif char == ")":
            parens -= 1
        elif parens > 0:
            continue
        elif char == "{":
            before = ACCESS.sub(lambda m: " " * len(m.group(0)), code[since:at])
            in_scope = all(kind == "scope" for kind, _, _ in stack)
            if not in_scope:
                stack.append(("inner", "", at))
            elif "(" in before and not SCOPE.search(before.split("(")[0]) and not re.search(
                    r"=\s*$", before):
                name = re.search(r"([~\w:]+|operator\S+)\s*\(", before)
                start = since + len(before) - len(before.lstrip())
                stack.append(("function", name.group(1) if name else "?", start))
            elif SCOPE.search(before) or not before.strip():
                stack.append(("scope", "", at))
            else:
                stack.append(("inner", "", at))
            since = at + 1
        elif char == "}":
            if stack:
                kind, name, start = stack.pop()
                if kind == "function":
                    first = code.count("\n", 0, start) + 1
                    yield name, first, code.count("\n", 0, at) + 2 - first
            since = at + 1
        elif char == ";":
            since = at + 1


def ratchet(tree):
    path = tree.root / RATCHET
    lines = path.read_text().splitlines() if path.exists() else []
    entries = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            what, length = line.rsplit(None, 1)
            entries[what] = (int(length), number)
    return entries


def measured(tree):
    """(key in the ratchet, file, line, length, maximum) of everything with a length."""
    for file in tree.files:
        if not file.endswith(CODE) and not file.startswith("script/"):
            continue
        if GENERATED.search(file):
            continue
        yield file, file, 1, len(tree.lines(file)), FILE_LINES_MAX
        if pathlib.PurePath(file).suffix in (".h", ".cc"):
            for name, line, length in functions(tree.text(file)):
                yield f"{file} {name}", file, line, length, FUNCTION_LINES_MAX


def findings(tree):
    known = ratchet(tree)
    over = set()
    for key, file, line, length, most in measured(tree):
        if length <= most:
            continue
        over.add(key)
        what = key.removeprefix(file).strip() or "the file"
        allowed = known.get(key, (most, 0))[0]
        if length > allowed:
            yield Finding(file, line, f"{what} has {length} lines; at most {allowed}")
        elif length < allowed:
            yield Finding(RATCHET, known[key][1], f"{key} has shrunk to {length}: lower its entry")
    for key, (_, number) in known.items():
        if key not in over:
            yield Finding(RATCHET, number, f"{key} is within bounds now: remove its entry")
