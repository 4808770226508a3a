"""What is asked once for a whole file, and how a person's answer stands among the chosen columns.

An answer is an entry of the mapping whose key begins with a question mark: {"?century": "19"}.
"""

from collections.abc import Mapping

CENTURY, DOCUMENTS = "?century", "?documents"
SUM = "sum"
Answers = Mapping[str, str]


def answers_in(mapping: Mapping[str, str] | None) -> dict[str, str]:
    """The answers among the chosen columns."""
    return {key: value for key, value in (mapping or {}).items() if key.startswith("?") and value}
