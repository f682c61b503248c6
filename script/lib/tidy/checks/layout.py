"""clang-format decides how C++ is laid out."""

import re
import subprocess

from tree import Finding

TOOL = "clang-format-14"


def run(tree, *arguments):
    files = "\0".join(tree.cpp)
    return subprocess.run(
        ["xargs", "-0", "-r", "-n", "8", "-P", "2", TOOL, *arguments],
        cwd=tree.root, input=files, capture_output=True, text=True,
    )


def fix(tree):
    run(tree, "-i").check_returncode()


def findings(tree):
    found = {}
    for line in run(tree, "--dry-run").stderr.splitlines():
        match = re.match(r"(\S+?):(\d+):\d+: warning: ", line)
        if match:  # one finding a file: the first place says enough, script/tidy --fix does the rest
            found.setdefault(match.group(1), int(match.group(2)))
        elif line.startswith(("clang-format", "Error", "Invalid", "xargs")):
            yield Finding(TOOL, 0, line)
    for file, line in sorted(found.items()):
        yield Finding(file, line, "not laid out as clang-format does (script/tidy --fix)")
