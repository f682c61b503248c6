"""A mutant whose text has moved would break nothing, and the run would find it out only after an hour."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from table import MUTANTS  # noqa: E402

TREE = pathlib.Path(__file__).parents[2]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_text_a_mutant_replaces_stands_exactly_once(mutant):
    assert (TREE / mutant.file).read_text().count(mutant.text) == 1
