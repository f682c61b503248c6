"""The files under check, and what more than one check asks of them."""

import pathlib
import re
import subprocess
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, order=True)
class Finding:
    file: str
    line: int
    what: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.what}"


@dataclass
class Module:
    """One rg_module line: who may include whom."""

    name: str
    deps: set
    test_deps: set
    line: int


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root)

    @cached_property
    def files(self):
        """Every file git knows or would add, as paths relative to the root."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=self.root, capture_output=True, text=True, check=True,
        ).stdout.split("\0")
        return sorted({name for name in listed if name and (self.root / name).is_file()})

    def under(self, folder, *suffixes):
        return [f for f in self.files if f.startswith(folder + "/") and f.endswith(suffixes)]

    @property
    def cpp(self):
        return [f for f in self.files if f.endswith((".h", ".cc"))]

    def text(self, file):
        return (self.root / file).read_text(errors="replace")

    def lines(self, file):
        return self.text(file).splitlines()

    @cached_property
    def modules(self):
        return {m.name: m for m in parse_modules(self.text("cmake/modules.cmake"))}

    def module_of(self, file):
        """The module a file under src/ belongs to: the longest declared folder above it."""
        folder = str(pathlib.PurePath(file).parent).removeprefix("src/")
        while folder and folder != ".":
            if folder in self.modules:
                return self.modules[folder]
            folder = folder.rpartition("/")[0]
        return None


KEYWORDS = ("DEPS", "LIBS", "TEST_DEPS", "PCH")


def parse_modules(text):
    text = re.sub(r"#[^\n]*", "", text)
    for call in re.finditer(r"\brg_(?:module|program)\(([^)]*)\)", text):
        words = call.group(1).split()
        lists = {"": []}
        at = ""
        for word in words:
            if word in KEYWORDS:
                at = word
                lists.setdefault(at, [])
            else:
                lists[at].append(word)
        yield Module(
            name=lists[""][0],
            deps=set(lists.get("DEPS", [])),
            test_deps=set(lists.get("TEST_DEPS", [])),
            line=text[: call.start()].count("\n") + 1,
        )


def scrub(code):
    """C++ with comments and the insides of literals blanked out; every line keeps its place."""
    def blank(match):
        text = match.group(0)
        if text.startswith(("//", "/*")):
            return re.sub(r"[^\n]", " ", text)
        inside = re.sub(r"[^\n]", " ", text[1:-1])
        return '"' + inside + '"'

    return re.sub(
        r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^()\\\s]{0,16})\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"'
        r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",
        blank, code, flags=re.S,
    )
