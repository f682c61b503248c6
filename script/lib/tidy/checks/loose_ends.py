"""Nothing is left for later in the code, and a test that does not run says why."""

import re

from tree import Finding

CODE = (".h", ".cc", ".py", ".sh", ".mjs", ".js", ".cmake", ".txt", ".md", ".yml", ".yaml")
LEFT_OPEN = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")
# A skip, and what must follow it at once.
SKIPS = (
    (re.compile(r"\bGTEST_SKIP\(\)"), re.compile(r"\s*<<\s*\S")),
    (re.compile(r"pytest\.skip\("), re.compile(r"\s*[^)\s]")),
    (re.compile(r"mark\.(skip|skipif|xfail)\b"), re.compile(r"\(.*reason=")),
)
DISABLED = re.compile(r"\bTEST(_[FP])?\(\w+,\s*DISABLED_")


def of_line(tree, file, number, line, statement):
    if LEFT_OPEN.search(line):
        yield Finding(file, number, "leaves something open: do it, or write down what is true now")
    for skip, reason in SKIPS:
        found = skip.search(line)
        if found and not reason.match(statement, found.end()):
            yield Finding(file, number, "skips a test without a reason")
    if DISABLED.search(line):
        yield Finding(file, number, "disables a test: a skip with a reason would be counted")


def findings(tree):
    for file in tree.files:
        if not (file.endswith(CODE) or file.startswith(("script/", ".ci/"))):
            continue
        if file.startswith("script/lib/tidy/") or "/recordings/" in file:
            continue
        lines = tree.lines(file)
        for number, line in enumerate(lines, 1):
            statement = " ".join(lines[number - 1 : number + 2])
            yield from of_line(tree, file, number, line, statement)
