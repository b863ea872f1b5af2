"""What a project does, as data: commands that run to their end, servers that are asked, and scripts that look at them."""

from __future__ import annotations

from dataclasses import dataclass, field

PORT = "PORT"  # stands for the port in a command, in the values of an environment and in a request


@dataclass(frozen=True)
class Run:
    """A command that runs to its end. Its first word is a program of node_modules/.bin, or a file of the project."""

    command: str
    files: tuple[str, ...] = ()  # patterns; the files that match must hold the same under both
    output: bool = True  # whether what it prints must be the same
    measured: str = ""  # the name under which its time is shown
    env: dict[str, str] = field(default_factory=dict)
    timeout: float = 300


@dataclass(frozen=True)
class Ask:
    """A request; its answer's status, type and body must be the same under both."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    shown: tuple[str, ...] = ("content-type", "location")  # headers that are compared
    body_compared: bool = True  # else only its status, these headers and whether it is empty
    again: int = 0  # how often the request is repeated; each answer is compared


@dataclass(frozen=True)
class Serve:
    """A server, the requests it gets, and a script for real Node, which gets the port and prints what it saw."""

    command: str
    asks: tuple[Ask | str, ...] = ()
    measured: str = ""  # the name under which the time from start to first answer is shown
    script: str = ""
    env: dict[str, str] = field(default_factory=dict)
    timeout: float = 180


@dataclass(frozen=True)
class Project:
    """A project of ``projects/``, with what it does. Several can share a folder, and so its packages."""

    name: str
    title: str
    folder: str
    steps: tuple[Run | Serve, ...]
    packages: str = ""  # the folder whose package.json counts, if it is another one
    features: str = ""  # what of it is tried
    setting: str = ""  # what has to be set for anode
    cause: str = ""  # why it does not work, for the table
    shown: tuple[str, ...] = ()  # packages whose versions the table shows
    same: tuple[tuple[str, str], ...] = ()  # patterns and what takes their place before texts are compared
    env: dict[str, str] = field(default_factory=dict)
