"""What the security tests have beside what every end-to-end test has."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent / "harness"))

from upstream import Upstream  # noqa: E402


@pytest.fixture
def make_upstream():
    made = []

    def make(answer):
        made.append(Upstream(answer))
        return made[-1]

    yield make
    for upstream in made:
        upstream.close()
