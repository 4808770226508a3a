"""The operator's guide: every command that it shows is one that the portal takes."""

import re
import shlex

import pytest
from django.core.management import get_commands

from config.launch import cli
from config.launch.places import ROOT

TEXTS = [(ROOT / name).read_text(encoding="utf-8") for name in ("docs/operator.md", "README.md")]
SHOWN = sorted(
    {
        command.strip()
        for text in TEXTS
        for found in re.findall(r"^ {4,}\./portal ([^#\n]+)|`\./portal ([^`]+)`", text, re.MULTILINE)
        for command in found
        if command and "…" not in command and "|" not in command
    }
)


def test_the_guide_shows_backup_check_restore_and_doctor():
    words = {command.split()[0] for command in SHOWN}
    assert {"backup", "restore", "doctor", "rehearse", "run", "setup", "manage"} <= words


@pytest.mark.parametrize("command", SHOWN)
def test_a_command_that_is_shown_is_taken(command):
    words = shlex.split(" ".join(command.split()))
    if words[0] == "manage":
        assert words[1] in get_commands()
    elif words[0] not in cli.PASSED_ON:
        numbered = ["8000" if word == "NUMBER" else word for word in words]
        assert cli.parser().parse_args(numbered).word == words[0]


def test_the_guide_says_what_no_backup_is():
    """tests/config/test_restore.py shows it."""
    assert "A plain copy of the data folder" in TEXTS[0]
