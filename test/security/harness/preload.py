"""The gateway with the tests' own resolver in it, which also writes down whom it connects to."""

import pathlib
import shutil
import subprocess

import pytest

SOURCE = pathlib.Path(__file__).with_name("resolver.c")


def build(folder):
    """The library to preload; skips where it cannot be built."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        pytest.skip("there is no C compiler to build the tests' own resolver with")
    library = pathlib.Path(folder) / "resolver.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, SOURCE, "-ldl"], check=True)
    return library


class World:
    """What names mean, and who was connected to."""

    def __init__(self, folder):
        self.library = build(folder)
        self.names, self.connects = pathlib.Path(folder) / "names", pathlib.Path(folder) / "connects"
        self.names.write_text("")
        self.connects.write_text("")

    def say(self, name, *addresses):
        with self.names.open("a") as file:
            file.write(f"{name} {' '.join(addresses)}\n")

    def connected(self):
        return self.connects.read_text().split()

    def environment(self):
        return {"LD_PRELOAD": str(self.library), "RG_TEST_NAMES": str(self.names),
                "RG_TEST_CONNECTS": str(self.connects)}
