"""Collects the modules that anode imports by name, its files, and the engine's."""

from __future__ import annotations

from PyInstaller.utils.hooks import collect_all

datas, binaries, hiddenimports = collect_all("anode")
for found, more in zip((datas, binaries, hiddenimports), collect_all("jsrun"), strict=True):
    found += more
