"""Includes go one way: a folder includes only what its line in cmake/modules.cmake declares.

And a backend's own header appears only in the .cc files of the folder that stands for it, so that
replacing the backend touches one folder. Which store stands behind an interface is known in src/app and
its rooms alone, and nobody knows those: no line may declare otherwise.
"""

import pathlib
import re

from tree import Finding

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')

# What may be included where; a name ending in '/' is a folder of headers. Only in .cc files.
BACKENDS = {
    "sqlite3.h": ("store/sqlite",),
    "libpq-fe.h": ("store/postgres",),
    "hiredis/": ("store/redis",),
    "librdkafka/": ("store/kafka",),
    "zlib.h": ("store/clickhouse",),
    "yaml-cpp/": ("config", "resource", "cli"),
    "cctz/": ("analytics", "budget", "cli", "core"),
}


def backend_of(header):
    for name in BACKENDS:
        if header == name or (name.endswith("/") and header.startswith(name)):
            return name
    return None


def module_named_by(tree, header):
    """The module whose folder `header` lies in; None for a header that is not ours."""
    folder = header.rpartition("/")[0]
    while folder:
        if folder in tree.modules:
            return tree.modules[folder]
        folder = folder.rpartition("/")[0]
    return None


TEST_FILE = re.compile(r"_test\.(cc|h)$|_bench\.cc$|_contract\.h$|/testing/")


def test_only(tree):
    """Test files, and the headers that nothing but test files includes."""
    files = tree.under("src", ".h", ".cc")
    includers = {}
    for file in files:
        for line in tree.lines(file):
            match = INCLUDE.match(line)
            if match and match.group(1):
                includers.setdefault("src/" + match.group(1), set()).add(file)
    found = {file for file in files if TEST_FILE.search(file)}
    while more := {
        file for file in files
        if file not in found and file in includers and includers[file] <= found
    }:
        found |= more
    return found


def of_file(tree, file, tests):
    module = tree.module_of(file)
    # Only what tests alone use lives under the line of the folder above: a room that did would have
    # all that folder may include.
    folder = str(pathlib.PurePath(file).parent).removeprefix("src/")
    if module is None or folder.removesuffix("/testing") != module.name:
        yield Finding(file, 1, "lies in a folder without an rg_module line in cmake/modules.cmake")
        return
    allowed = {module.name} | module.deps
    if file in tests:
        allowed |= module.test_deps
    for number, line in enumerate(tree.lines(file), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        ours, foreign = match.groups()
        if ours:
            target = module_named_by(tree, ours)
            if target is None:
                yield Finding(file, number, f'"{ours}" is in no declared folder')
            elif target.name not in allowed:
                yield Finding(
                    file, number,
                    f"{module.name} includes {target.name}, which its line in "
                    "cmake/modules.cmake does not declare",
                )
        backend = backend_of(ours or foreign)
        if backend and (module.name not in BACKENDS[backend] or file.endswith(".h")):
            where = " or ".join(f"src/{folder}/*.cc" for folder in BACKENDS[backend])
            yield Finding(file, number, f"<{ours or foreign}> may be included only in {where}")


def cycles(tree):
    """A declared dependency that leads back to its folder would let the layers collapse."""
    def reaches(start, goal, seen):
        for dep in tree.modules[start].deps if start in tree.modules else ():
            if dep == goal or (dep not in seen and reaches(dep, goal, seen | {dep})):
                return True
        return False

    for module in tree.modules.values():
        for dep in sorted(module.deps - set(tree.modules)):
            yield Finding("cmake/modules.cmake", module.line, f"{module.name}: no module {dep}")
        if reaches(module.name, module.name, {module.name}):
            yield Finding("cmake/modules.cmake", module.line, f"{module.name} depends on itself")


WIRING = "app"
WORDS = "store/sql"  # that stages speak, whichever store it then is


def is_wiring(name):
    return name == WIRING or name.startswith(WIRING + "/")


def wiring(tree):
    """The wiring is on top, its rooms below it, and what it wires knows neither it nor the stores."""
    for module in tree.modules.values():
        for dep in sorted(module.deps):
            if dep == WIRING or (is_wiring(dep) and not is_wiring(module.name)):
                what = f"{module.name} depends on {dep}, which is above it"
            elif dep.startswith("store/") and dep != WORDS and not is_wiring(module.name):
                what = f"{module.name} depends on {dep}: only {WIRING} and its rooms name a store"
            else:
                continue
            yield Finding("cmake/modules.cmake", module.line, what)


def findings(tree):
    yield from cycles(tree)
    yield from wiring(tree)
    tests = test_only(tree)
    for file in tree.under("src", ".h", ".cc"):
        yield from of_file(tree, file, tests)
