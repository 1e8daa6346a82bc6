"""Folders are found where platformdirs finds them."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from reader.config import config_path
from reader.folders import base


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG specification")
@pytest.mark.parametrize("value", [None, "", "relative", "/else/where", "/with blank "])
def test_as_platformdirs_has_it(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    assert config_path() == platformdirs.user_config_path("glosse", appauthor=False) / "config.toml"
    cache = Path(base("XDG_CACHE_HOME", ".cache"), "glosse")
    assert cache == platformdirs.user_cache_path("glosse", appauthor=False)
    state = Path(base("XDG_STATE_HOME", ".local/state"), "glosse")
    assert state == platformdirs.user_state_path("glosse", appauthor=False)
