"""``python -m anode.mcp`` under the client of the `mcp` package."""

from __future__ import annotations

import sys
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the mcp package is not installed: make test-hosts")
pytestmark = pytest.mark.hosts


def test_the_client_of_the_package() -> None:
    import anyio
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def main() -> None:
        parameters = StdioServerParameters(command=sys.executable, args=["-m", "anode.mcp", "--timeout", "20"])
        async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
            begun = await session.initialize()
            assert begun.server_info.name == "anode"
            tools = await session.list_tools()
            assert [tool.name for tool in tools.tools] == ["run_javascript", "write_file", "reset"]
            told: list[str | None] = []

            async def tell(progress: float, total: float | None, message: str | None) -> None:
                told.append(message)

            code = "console.log('one'); await new Promise((r) => setTimeout(r, 20)); console.log('two'); return [1, 2]"
            result: Any = await session.call_tool("run_javascript", {"code": code}, progress_callback=tell)
            assert not result.is_error
            assert result.content[0].text == "one\ntwo\n[ 1, 2 ]"
            assert told == ["one\n", "two\n"]
            failed = await session.call_tool("run_javascript", {"code": "throw new Error('no')"})
            assert failed.is_error
            await session.send_ping()

    anyio.run(main)
