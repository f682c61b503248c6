"""clang-format decides how C++ is laid out."""

import concurrent.futures
import os
import re
import subprocess

from tree import Finding

TOOL = "clang-format-14"
BATCH = 8


def run(tree, *arguments):
    """What the tool says on stderr, batch by batch."""
    batches = [tree.cpp[i : i + BATCH] for i in range(0, len(tree.cpp), BATCH)]

    def one(files):
        return subprocess.run([TOOL, *arguments, *files], cwd=tree.root, capture_output=True, text=True)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [done.stderr for done in pool.map(one, batches)]


def fix(tree):
    run(tree, "-i")


def findings(tree):
    found = {}
    for line in "\n".join(run(tree, "--dry-run")).splitlines():
        match = re.match(r"(\S+?):(\d+):\d+: warning: ", line)
        if match:  # one finding a file: the first place says enough, script/tidy --fix does the rest
            found.setdefault(match.group(1), int(match.group(2)))
        elif line.startswith(("clang-format", "Error", "Invalid", "xargs")):
            yield Finding(TOOL, 0, line)
    for file, line in sorted(found.items()):
        yield Finding(file, line, "not laid out as clang-format does (script/tidy --fix)")
