"""The checks find what they are for, and nothing in code that is as it should be."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "tidy"))

import pytest  # noqa: E402

from checks import architecture, awaits, layers, layout, loose_ends, sizes  # noqa: E402
from tree import Tree, parse_modules, scrub  # noqa: E402

MODULES = """
# rg_module(commented DEPS nothing)
rg_module(core LIBS OpenSSL::Crypto)
rg_module(http DEPS core PCH <a/b.hpp>)
rg_module(auth
          DEPS core TEST_DEPS http)
rg_module(store/sqlite DEPS core LIBS ${SQLITE3})
"""


class PlainTree(Tree):
    """Files in a folder, without git."""

    @property
    def files(self):
        return sorted(
            str(f.relative_to(self.root)) for f in self.root.rglob("*") if f.is_file()
        )


@pytest.fixture
def tree(tmp_path):
    def write(**files):
        for name, text in ({"cmake/modules.cmake": MODULES} | files.pop("files", {})).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return PlainTree(tmp_path)

    return write


def said(check, tree):
    return [str(finding) for finding in check.findings(tree)]


def test_a_module_line_is_read_with_its_continuation():
    modules = {m.name: m for m in parse_modules(MODULES)}

    assert set(modules) == {"core", "http", "auth", "store/sqlite"}
    assert modules["auth"].deps == {"core"}
    assert modules["auth"].test_deps == {"http"}


def test_an_include_that_is_declared_passes(tree):
    assert said(layers, tree(files={"src/http/a.cc": '#include "core/id.h"\n'})) == []


def test_an_include_that_is_not_declared_is_found(tree):
    found = said(layers, tree(files={"src/core/a.cc": '\n#include "http/head.h"\n'}))

    assert len(found) == 1 and found[0].startswith("src/core/a.cc:2: core includes http")


def test_a_test_may_include_its_test_deps_and_the_module_may_not(tree):
    text = '#include "http/head.h"\n'

    found = said(layers, tree(files={"src/auth/a_test.cc": text, "src/auth/a.cc": text}))

    assert [line.split(":")[0] for line in found] == ["src/auth/a.cc"]


def test_a_header_that_only_tests_include_is_a_test(tree):
    files = {"src/auth/world.h": '#include "http/head.h"\n', "src/auth/a_test.cc": '#include "auth/world.h"\n'}
    assert said(layers, tree(files=files)) == []

    found = said(layers, tree(files={"src/auth/a.cc": '#include "auth/world.h"\n'}))
    assert [line.split(":")[0] for line in found] == ["src/auth/world.h"]


def test_a_backend_header_stays_in_the_cc_files_of_its_folder(tree):
    text = "#include <sqlite3.h>\n"
    files = {f"src/{name}": text for name in ("store/sqlite/a.cc", "store/sqlite/a.h", "http/b.cc")}

    found = said(layers, tree(files=files))

    assert [line.split(":")[0] for line in found] == ["src/http/b.cc", "src/store/sqlite/a.h"]


def test_layers_that_lead_in_a_circle_are_found(tree):
    circle = "rg_module(a DEPS b)\nrg_module(b DEPS a)\n"

    found = said(layers, tree(files={"cmake/modules.cmake": circle}))

    assert any("a depends on itself" in line for line in found)


@pytest.mark.parametrize(
    "line",
    [
        "rg_module(http DEPS store/sqlite)",
        "rg_module(store/redis DEPS store/sqlite)",
        "rg_module(http DEPS app)",
        "rg_module(http DEPS app/room)",
        "rg_module(app/other DEPS app)",
    ],
)
def test_a_line_that_names_a_store_or_the_wiring_from_below_is_found(tree, line):
    lines = (
        "rg_module(store/sql)\nrg_module(store/sqlite DEPS store/sql)\n"
        "rg_module(app/room DEPS store/sqlite store/sql)\nrg_module(app DEPS app/room store/sqlite)\n"
    )
    assert said(layers, tree(files={"cmake/modules.cmake": lines})) == []

    found = said(layers, tree(files={"cmake/modules.cmake": lines + line}))

    assert len(found) == 1 and found[0].startswith("cmake/modules.cmake:5: ")


def test_a_room_of_the_wiring_may_include_what_its_own_line_says(tree):
    lines = "rg_module(core)\nrg_module(http)\nrg_module(app/room DEPS core)\nrg_module(app DEPS app/room core http)\n"
    text = '#include "core/id.h"\n#include "http/head.h"\n'

    found = said(layers, tree(files={"cmake/modules.cmake": lines, "src/app/a.cc": text, "src/app/room/a.cc": text}))

    assert len(found) == 1 and found[0].startswith("src/app/room/a.cc:2: app/room includes http")


def test_a_folder_inside_a_module_has_a_line_of_its_own_unless_it_is_for_tests(tree):
    found = said(layers, tree(files={"src/http/testing/a.h": "", "src/http/room/a.cc": ""}))

    assert [line.split(":")[0] for line in found] == ["src/http/room/a.cc"]


def test_a_literal_hides_its_braces_and_a_digit_separator_opens_nothing():
    scrubbed = scrub('int a = 1\'000\'000; auto s = "}{"; char c = \'{\'; // {\nR"(})"')

    assert "{" not in scrubbed and "}" not in scrubbed


def body(lines):
    return "{\n" + "  Work();\n" * (lines - 2) + "}\n"


@pytest.mark.parametrize(
    "head",
    [
        "void Long() ",
        "Async<Result<void>> Type::Long(int a, const std::vector<int>& b) const ",
        "namespace rg {\nclass A {\n public:\n  bool Long() override ",
        "TEST(Suite, Long) ",
        "Type::Type(int a) : a_(a), b_(a) ",
    ],
)
def test_a_function_longer_than_a_screen_is_found(tree, head):
    found = said(sizes, tree(files={"src/core/a.cc": head + body(71)}))

    assert len(found) == 1 and "71 lines; at most 70" in found[0]


@pytest.mark.parametrize(
    "code",
    [
        "void Short() " + body(70),
        "namespace rg {\n" + "int a;\n" * 200 + "}\n",
        "constexpr std::array kTable = {\n" + "Row(1),\n" * 200 + "};\n",
        "struct A {\n" + "void F() { G(); }\n" * 200 + "};\n",
    ],
)
def test_what_is_not_a_long_function_passes(tree, code):
    assert said(sizes, tree(files={"src/core/a.cc": code})) == []


def test_the_ratchet_lets_old_lengths_stand_and_must_follow_them_down(tree):
    long_file = "int a;\n" * 600
    here = tree(files={"src/core/a.cc": long_file, sizes.RATCHET: "src/core/a.cc 600\n"})
    assert said(sizes, here) == []

    here = tree(files={sizes.RATCHET: "src/core/a.cc 610\n"})
    assert "lower its entry" in said(sizes, here)[0]

    here = tree(files={"src/core/a.cc": "int a;\n"})
    assert "remove its entry" in said(sizes, here)[0]


def test_a_folder_the_architecture_does_not_name_is_found(tree):
    here = tree(files={"src/core/a.h": "", "src/http/b.h": "", "ARCHITECTURE.md": "`core/` `gone/`\n"})

    found = said(architecture, here)

    assert len(found) == 2 and "`http/`" in found[0] and "`gone/`" in found[1]


def test_loose_ends_are_found(tree):
    open_end = "// " + "TO" + "DO later\n"
    silent = "  GTEST_" + "SKIP();\n"
    reasoned = "  GTEST_" + 'SKIP() << "no network here";\n'

    found = said(loose_ends, tree(files={"src/core/a_test.cc": open_end + silent + reasoned}))

    assert [line.split(":")[1] for line in found] == ["1", "2"]


def test_layout_is_what_clang_format_says(tree):
    files = {
        ".clang-format": "BasedOnStyle: Google\n",
        "src/core/good.cc": "int a = 1;\n",
        "src/core/bad.cc": "int  a=1;\n",
    }

    found = said(layout, tree(files=files))

    assert [line.split(":")[0] for line in found] == ["src/core/bad.cc"]


def test_an_await_that_depends_on_the_operand_before_it_is_found(tree):
    behind = "while (short_ &&\n       co_await More()) Go();\n"
    alone = "const bool more = co_await More();\nif (short_ && more) co_return co_await Go();\n"

    found = said(awaits, tree(files={"src/core/a.cc": alone + behind}))

    assert [line.split(":")[1] for line in found] == ["4"]
