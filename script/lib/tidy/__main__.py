"""Runs the checks and prints what they find; see script/tidy."""

import importlib
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

from tree import Tree  # noqa: E402


def names():
    return sorted(file.stem for file in (HERE / "checks").glob("*.py"))


def main(arguments):
    if arguments == ["--list"]:
        print("\n".join(names()))
        return 0
    tree = Tree(HERE.parents[2])
    if "--fix" in arguments:
        importlib.import_module("checks.layout").fix(tree)
        arguments.remove("--fix")
    unknown = set(arguments) - set(names())
    if unknown:
        sys.exit(f"tidy: no check {', '.join(sorted(unknown))}; there are: {', '.join(names())}")
    found = 0
    for name in arguments or names():
        for finding in importlib.import_module(f"checks.{name}").findings(tree):
            print(finding)
            found += 1
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))
