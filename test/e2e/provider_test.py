"""docs/add-a-provider.md, followed to the letter: every command in it works as it stands there."""

import pathlib
import re
import shlex

import pytest

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs/add-a-provider.md"
COMMANDS = re.findall(r"^rateguard (apis create .*)$", DOCUMENT.read_text(), re.M)
VARIABLES = {name: f"secret-of-{name.lower()}" for name in re.findall(r"--credential-env (\w+)", "\n".join(COMMANDS))}


def test_the_document_has_commands():
    assert len(COMMANDS) >= 7


@pytest.mark.parametrize("command", COMMANDS, ids=lambda text: text.split(" --credential")[0])
def test_a_command_of_the_document_makes_the_api(gateway, command):
    words = shlex.split(command)

    made = gateway.json(*words, environment=VARIABLES)

    given = dict(zip(words, words[1:]))
    assert made["provider"] == given["--provider"]
    assert made["slug"] == given.get("--slug", given["--provider"])
    assert made["base_url"].startswith("http")
    if "--base-url" in given:
        assert made["base_url"] == given["--base-url"]
    assert "secret-of-" not in str(made)
