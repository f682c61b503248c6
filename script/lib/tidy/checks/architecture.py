"""ARCHITECTURE.md names every folder under src/, and no folder that is neither there nor declared."""

import pathlib
import re

from tree import Finding

PAGE = "ARCHITECTURE.md"


def findings(tree):
    if PAGE not in tree.files:
        yield Finding(PAGE, 1, "is missing")
        return
    lines = tree.lines(PAGE)
    named = {}
    for number, line in enumerate(lines, 1):
        for name in re.findall(r"`(?:src/)?([a-z_]+(?:/[a-z_]+)*)/`", line):
            named.setdefault(name, number)
    present = {str(pathlib.PurePath(f).parent).removeprefix("src/") for f in tree.under("src", ".h", ".cc")}
    for folder in sorted(present - set(named)):
        yield Finding(PAGE, 1, f"does not name `{folder}/`")
    for folder, number in sorted(named.items()):
        there = any((tree.root / parent / folder).is_dir() for parent in ("src", ""))
        if not there and folder not in tree.modules:
            yield Finding(PAGE, number, f"names `{folder}/`, which is not there")
