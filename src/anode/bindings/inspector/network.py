"""The domains Network and IO: requests of the program, of which JavaScript tells (lib/internal/inspector/), and resources that it has put."""

from __future__ import annotations

from base64 import b64decode, b64encode
from itertools import count

from anode.bindings.inspector.protocol import BAD_PARAMETERS, SERVER, Refused, parameter

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from anode.bindings.inspector.protocol import Command, Debuggee, Params

_TOTAL = 100 << 20  # bytes of bodies that a session keeps
_REQUEST = 5 << 20  # of one request


class _Exchange:
    """A request and its response."""

    __slots__ = ("request", "request_done", "request_text", "response", "response_done", "response_text", "streaming")

    def __init__(self, request_text: bool, request_done: bool) -> None:
        self.request = b""
        self.response = b""
        self.request_text = request_text  # whether the body is UTF-8 text
        self.response_text = False
        self.request_done = request_done
        self.response_done = False
        self.streaming = False  # the debugger has asked for the data that come


class Network:
    """The domain of one session."""

    def __init__(self, agent: Debuggee, event: Callable[[str, Params], None]) -> None:
        self._agent = agent
        self._event = event
        self._enabled = False
        self._exchanges: dict[str, _Exchange] = {}
        self._kept = 0
        self.commands: dict[str, Command] = {
            "enable": self._enable,
            "disable": self._disable,
            "getRequestPostData": self._post_data,
            "getResponseBody": self._response_body,
            "streamResourceContent": self._stream,
            "loadNetworkResource": self._load,
        }

    def _enable(self, params: Params) -> None:
        if not self._enabled:
            self._enabled = True
            self._agent.track_network(1)

    def _disable(self, params: Params) -> None:
        if self._enabled:
            self._enabled = False
            self._exchanges.clear()
            self._agent.track_network(-1)

    def close(self) -> None:
        """The session has ended."""
        self._disable({})

    # ---- what JavaScript tells ----

    def tell(self, name: str, params: Params, text: bool, data: str | None) -> None:
        """An event; ``text`` says that the request's or response's body is text, ``data`` is a part of a body in base64."""
        if not self._enabled:
            return
        exchange = self._exchanges.get(params.get("requestId", ""))
        if name == "requestWillBeSent":
            if exchange is not None:
                return
            self._exchanges[params["requestId"]] = _Exchange(text, not params["request"].get("hasPostData", False))
        elif name == "responseReceived":
            if exchange is None:
                return
            exchange.response_text = text
        elif name == "dataSent":
            if exchange is not None:
                self._sent(exchange, params, data)
            return
        elif name == "dataReceived":
            if exchange is None or exchange.response_done:
                return
            if exchange.streaming:
                params = {**params, "data": data}
            else:
                exchange.response += self._keep(exchange.response, data)
        elif name == "loadingFinished":
            if exchange is None:
                return
            exchange.response_done = True
        elif name == "loadingFailed" and self._exchanges.pop(params["requestId"], None) is None:
            return
        self._event(f"Network.{name}", params)

    def _sent(self, exchange: _Exchange, params: Params, data: str | None) -> None:
        if params.get("finished"):
            exchange.request_done = True
        elif not exchange.request_done:
            exchange.request += self._keep(exchange.request, data)

    def _keep(self, before: bytes, data: str | None) -> bytes:
        part = b64decode(data or "")
        if len(before) + len(part) > _REQUEST or self._kept + len(part) > _TOTAL:
            return b""
        self._kept += len(part)
        return part

    # ---- what a debugger asks ----

    def _find(self, params: Params) -> _Exchange:
        found = self._exchanges.get(parameter(params, "requestId", str))
        if found is None:
            raise Refused(BAD_PARAMETERS, "Request not found")
        return found

    def _post_data(self, params: Params) -> Params:
        found = self._find(params)
        if not found.request_done:
            raise Refused(BAD_PARAMETERS, "Request data is not finished yet")
        if not found.request_text:
            raise Refused(SERVER, "Unable to serialize binary request body")
        return {"postData": found.request.decode("utf-8", "replace")}

    def _response_body(self, params: Params) -> Params:
        found = self._find(params)
        if not found.response_done:
            raise Refused(BAD_PARAMETERS, "Response data is not finished yet")
        if found.streaming:
            raise Refused(BAD_PARAMETERS, "Response body of the request is been streamed")
        if found.response_text:
            return {"body": found.response.decode("utf-8", "replace"), "base64Encoded": False}
        return {"body": b64encode(found.response).decode(), "base64Encoded": True}

    def _stream(self, params: Params) -> Params:
        found = self._find(params)
        found.streaming = True
        before, found.response = found.response, b""
        return {"bufferedData": b64encode(before).decode()}

    def _load(self, params: Params) -> Params:
        url = parameter(params, "url", str)
        if not self._agent.ctx.options.get("--experimental-inspector-network-resource"):
            raise Refused(
                SERVER,
                "Network resource loading is not enabled. This feature is experimental and requires "
                "--experimental-inspector-network-resource flag to be set.",
            )
        stream = Resources.shared().open(url)
        return {"resource": {"success": False} if stream is None else {"success": True, "stream": stream}}


class Resources:
    """What ``NetworkResources.put`` was given, for all threads, and the streams in which debuggers read it."""

    _made: Resources | None = None

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._streams: dict[str, list[Any]] = {}  # a text, and how far it has been read
        self._numbers = count(1)
        self.commands: dict[str, Command] = {"read": self._read, "close": self._close}

    @classmethod
    def shared(cls) -> Resources:
        """The one of the process."""
        if cls._made is None:
            cls._made = cls()
        return cls._made

    def put(self, url: str, text: str) -> None:
        """Keep a resource."""
        self._texts[url] = text

    def open(self, url: str) -> str | None:
        """A new stream, or None for a resource that is not there."""
        if url not in self._texts:
            return None
        handle = str(next(self._numbers))
        self._streams[handle] = [self._texts[url], 0]
        return handle

    def _read(self, params: Params) -> Params:
        found = self._streams.get(parameter(params, "handle", str))
        if found is None:
            return {"data": "", "eof": True}
        text, at = found
        start = params.get("offset", at)
        end = start + params["size"] if "size" in params else len(text)
        found[1] = min(end, len(text))
        return {"data": text[start:end], "eof": start >= len(text)}

    def _close(self, params: Params) -> None:
        self._streams.pop(parameter(params, "handle", str), None)
