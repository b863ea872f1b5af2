"""How a probe says that an assumption does not hold."""


class Wrong(Exception):
    """An assumption does not hold; the message says which."""


def expect(actual: object, expected: object, of: str) -> None:
    """Raise :class:`Wrong` unless ``actual`` equals ``expected`` and is of its type; ``of`` names it."""
    if type(actual) is not type(expected) or actual != expected:
        raise Wrong(f"{of} is {actual!r}, not {expected!r}")
