"""The parameters of an SQL text, by the rules of SQLite's tokenizer. apsw tells their names without the first character."""

from __future__ import annotations

import re

# Strings, names in quotes and comments come first: what looks like a parameter in there is none.
_TOKEN = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|/\*.*?(?:\*/|\Z)|\w+|\?\d*|[:@#$](?:[\w$]|::|\(.*?\))+""",
    re.S,
)


def parameters(sql: str) -> list[str | None]:
    """The name of each parameter, None for one that has only its place."""
    names: list[str | None] = []
    for match in _TOKEN.finditer(sql):
        token = match.group()
        if token == "?":
            names.append(None)
        elif token[0] == "?":
            number = int(token[1:])
            if 0 < number <= 32766:
                names.extend([None] * (number - len(names)))
                names[number - 1] = names[number - 1] or token
        elif token[0] in ":@#$" and token not in names:
            names.append(token)
    return names
