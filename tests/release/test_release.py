"""What is given to others: the built packages, what they need, and under which licences."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = ROOT / ".ci" / "lock.txt"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return folder


def sources(*folders: str) -> set[str]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    names = {path.relative_to(ROOT).as_posix() for path in found}
    return {name for name in names if "__pycache__" not in name and "/.glosse/" not in name}


def test_the_wheel_holds_the_program_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    about = {name for name in names if ".dist-info/" in name or ".data/" in name}
    assert names - about == sources("reader")
    assert {name.partition("/")[2] for name in about} == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE",
        "data/share/man/man1/glosse.1",
    }  # fmt: skip
    assert "reader/py.typed" in names
    assert wheel.stat().st_size < 3_000_000


def test_the_source_package_holds_what_its_tests_need(built: Path) -> None:
    (packed,) = built.glob("*.tar.gz")
    with tarfile.open(packed) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tops = {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "PKG-INFO", ".gitignore"}
    assert {name for name in names if "/" not in name} == tops
    inside = {name for name in names if "/" in name}
    expected = sources("reader", "tests", "seeds", ".github", ".ci")
    assert inside == {name for name in expected if ".hypothesis" not in name}


def test_a_bound_upward_has_its_reason_beside_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    bounded = [line for line in lines if re.search(r'^\s+"[\w.\[\]-]+.*[<=]=?\d.*",', line)]
    capped = [line for line in bounded if re.search(r",<|==|<\d", line)]
    assert bounded
    assert [line for line in capped if "#" not in line] == []


def test_the_lock_is_of_these_dependencies() -> None:
    text = LOCK.read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))
    versions = {canonicalize_name(name): version for name, version in locked.items()}
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    for requirement in map(Requirement, wanted):
        found = versions.get(canonicalize_name(requirement.name))
        assert found, f"{requirement.name} is not locked; CONTRIBUTING.md has the command"
        assert requirement.specifier.contains(found), requirement
    assert text.count("--hash=sha256:") >= len(versions)
    assert "://" not in text, "which registry is the business of whoever installs"


def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / ".github" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_that_is_installed_is_listed_with_a_licence_that_goes_with_ours() -> None:
    listing = licences()
    listed = listing.listed()
    needed = set(listing.needed())
    assert len(needed) > 20
    assert needed - set(listed) == set(), "python .github/licences.py lists them"
    assert {name for name, named in listed.items() if not listing.compatible(named)} == set()
    assert not listing.compatible("GPL-3.0-only")
    assert not listing.compatible("unknown")
