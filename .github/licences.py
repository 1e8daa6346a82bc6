"""Lists the licences of all that Glosse installs: `python .github/licences.py` writes LICENCES.md.

Every package that `glosse` and its extras need is looked up where it is installed, its own needs
included. Run it in an environment with all extras: `pip install -e '.[pdf,zstd,mend,serve,dask]'`.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
TABLE = HERE / "LICENCES.md"
EXTRAS = ("pdf", "zstd", "mend", "serve", "parquet", "dask")
"""All but ``train``, which is for making the model anew and not for reading."""
COMPATIBLE = (
    "MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "MPL", "Zlib", "Unlicense",
    "CNRI", "0BSD",
)  # fmt: skip
"""What a program under the MIT licence may depend on, by the beginning of a name."""
KNOWN = {"pyphen": "GPL 2.0+ or LGPL 2.1+ or MPL 1.1", "tld": "MPL 1.1 or GPL 2.0 or LGPL 2.1+"}
"""Where the metadata speaks of one of several licences, or says it in prose."""
HEAD = """\
# Licences of what Glosse installs

Glosse is under the MIT licence. These packages are installed with it, or with the extra named;
where there is a choice of licences, ours is the MPL. Made by `python .github/licences.py`.

| package | licence | comes with |
| --- | --- | --- |
"""


def needed() -> dict[str, tuple[Distribution, str]]:
    """Every package below ``glosse``, with the extra it comes with ("" where it always comes)."""
    found: dict[str, tuple[Distribution, str]] = {}
    for extra in ("", *EXTRAS):
        pending = [(Requirement("glosse"), extra)]
        while pending:
            requirement, wanted = pending.pop()
            name = canonicalize_name(requirement.name)
            try:
                there = distribution(name)
            except PackageNotFoundError:
                continue
            if name != "glosse":
                if name in found and not requirement.extras:
                    continue
                found.setdefault(name, (there, extra))
            extras = {wanted, *requirement.extras} if name == "glosse" else requirement.extras
            for line in there.requires or ():
                below = Requirement(line)
                marker = below.marker
                if marker is None or any(marker.evaluate({"extra": e}) for e in extras or {""}):
                    pending.append((below, ""))
    return found


def licence(package: Distribution) -> str:
    """What a package says of its licence, in a few words."""
    name = canonicalize_name(package.name)
    if name in KNOWN:
        return KNOWN[name]
    said = package.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classed = [
        line.rpartition(" :: ")[2].removesuffix(" License")
        for line in said.get_all("Classifier") or ()
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    written = " ".join(str(said.get("License") or "").split())
    if classed:
        return ", ".join(classed)
    return written if 0 < len(written) < 60 else _of_text(package)


def _of_text(package: Distribution) -> str:
    for file in package.files or ():
        if re.search(r"licen[cs]e|copying", file.name, re.IGNORECASE):
            text = Path(str(file.locate())).read_text("utf-8", "replace")[:3000]
            for words, name in (("Apache License", "Apache 2.0"), ("MIT License", "MIT"),
                                ("Permission is hereby granted", "MIT"),
                                ("Redistribution and use", "BSD")):  # fmt: skip
                if words in text:
                    return name
    return "unknown"


def compatible(named: str) -> bool:
    """Whether a program under the MIT licence may depend on it; of a choice, one part does."""
    choices = re.split(r"\s+or\s+|\s+OR\s+", named)
    return any(
        part.strip("() ").startswith(COMPATIBLE) or "MPL" in part or "Mozilla" in part
        for part in choices
    )


def listed() -> dict[str, str]:
    """Packages and licences as the file has them."""
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", TABLE.read_text("utf-8"), re.MULTILINE)
    return {name: named for name, named in rows if name not in {"package", "---"}}


def main() -> int:
    """Write the table; 1 where a licence does not go with ours."""
    rows, wrong = [], 0
    for name, (package, extra) in sorted(needed().items()):
        named = licence(package)
        if not compatible(named):
            wrong += 1
            print(f"{name}: {named} does not go with MIT, or is not known", file=sys.stderr)
        rows.append(f"| {name} | {named} | {f'`glosse[{extra}]`' if extra else ''} |")
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    print(f"{TABLE.name}: {len(rows)} packages")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
