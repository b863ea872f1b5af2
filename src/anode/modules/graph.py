"""The imports of a program's ES modules, loaded at one go.

Most modules are files that import files by relative paths, without hooks, import attributes or a cache. Those are found, read and compiled here;
JavaScript gets them when all are there (lib/internal/modules/esm/loader.js). All others, errors included, are left to the usual way, module by
module.
"""

from __future__ import annotations

from anode.engine.codec import dumps
from anode.engine.v8.modules.linked_modules import LinkedModules, Phase
from anode.engine.v8.native import Call
from anode.errors import OpError
from anode.modules.loader import ModuleLoader, read_file
from anode.modules.urls import url_to_path

TYPE_CHECKING = False  # importing typing would cost every start 2 ms
if TYPE_CHECKING:
    from typing import Any

    from anode.loop.context import Context


class GraphLoader:
    """One isolate's."""

    def __init__(self, ctx: Context, modules: LinkedModules) -> None:
        self._permissions = ctx.permissions
        self._loader = ctx.state(ModuleLoader)
        self._modules = modules

    def load(self, call: Call) -> None:
        """``(url)``: as JSON ``[modules, deprecated]``, a module being ``[url, number, requests, whether it is linked]``.

        A request is ``[specifier, phase, attributes, url, format]``, the last two null where they are not known. Throws where one does not compile.
        """
        modules, loader = self._modules, self._loader
        queue = [call.text(1)]
        seen = set(queue)
        loaded: list[list[Any]] = []
        for url in queue:
            data = self._read(url)
            if data is None:
                continue
            number = modules.compile_file(call, data, url)
            if not number:
                return
            requests: list[list[Any]] = []
            for specifier, phase, attributes in modules.requests_of(call, number):
                target = form = None
                if not attributes and phase == Phase.EVALUATION:
                    try:
                        target, form = loader.locate(specifier, url, None)
                    except OpError:
                        pass
                requests.append([specifier, phase, attributes, target, form])
                if form == "module" and target is not None and target not in seen and target.startswith("file:"):
                    seen.add(target)
                    if target not in modules.by_url:
                        queue.append(target)
            loaded.append([url, number, requests, False])
        for entry in loaded:
            numbers = [modules.by_url.get(request[3], 0) if request[4] == "module" else 0 for request in entry[2]]
            if 0 not in numbers:
                modules.links[entry[1]] = numbers
                entry[3] = True
        deprecated, loader.deprecated = loader.deprecated, []
        call.answer(call.new_text(dumps([loaded, deprecated])))

    def _read(self, url: str) -> bytes | None:
        path = url_to_path(url)
        try:
            self._permissions.check_fs(path, False)
            return read_file(path)
        except (OSError, OpError):
            return None
