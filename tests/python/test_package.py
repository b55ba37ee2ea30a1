"""The package as it is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import paystate
import pytest

import docs

ROOT = Path(__file__).resolve().parents[2]
FILES = [str(file) for file in distribution("paystate").files or []]
TAKES_LONG = pytest.mark.skipif(os.environ.get("PAYSTATE_TEST_ALL") != "1", reason="takes minutes; PAYSTATE_TEST_ALL=1")


def test_it_says_what_it_is() -> None:
    metadata = distribution("paystate").metadata
    cargo = re.search(r'^version = "(.*)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)
    assert cargo and paystate.__version__ == cargo[1] == metadata["Version"]
    assert metadata["License-Expression"] == "MIT OR Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.10"
    assert metadata.get_all("Requires-Dist") is None
    assert "paystate" in str(metadata.json["description"]), "its README is in it"


def test_it_is_complete_and_typed() -> None:
    names = {name.split("dist-info/")[-1] for name in FILES}
    assert {"paystate/py.typed", "paystate/_native.pyi", "paystate/types.py"} <= names
    assert {"licenses/LICENSE-MIT", "licenses/LICENSE-APACHE"} <= names


def test_it_says_what_it_is_made_of() -> None:
    [name] = [name for name in FILES if name.endswith(".cyclonedx.json")]
    bill = json.loads(Path(str(distribution("paystate").locate_file(name))).read_text())
    assert bill["bomFormat"] == "CycloneDX"
    parts = {part["name"] for part in bill["components"]}
    assert {"paystate", "pyo3", "rust_decimal", "sha2"} <= parts


def test_every_name_is_exported_and_documented() -> None:
    # `paystate.types` is among them once somebody has imported it.
    public = {name for name in vars(paystate) if not name.startswith("_")} - {"types"}
    assert public == set(paystate.__all__) - {"__version__"}
    assert sorted(paystate.__all__) == paystate.__all__
    for name in public:
        assert (getattr(paystate, name).__doc__ or "").strip(), name
        for member, value in vars(getattr(paystate, name)).items() if isinstance(getattr(paystate, name), type) else []:
            assert member.startswith("_") or (value.__doc__ or "").strip(), f"{name}.{member}"


def test_the_stub_says_what_help_says() -> None:
    assert docs.STUB.read_text() == docs.documented(docs.STUB.read_text()), "run: python tests/python/docs.py"


def test_importing_it_imports_little_else() -> None:
    code = "import sys; before = set(sys.modules); import paystate; print(sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env=env())
    modules = set(json.loads(ran.stdout.replace("'", '"')))
    # `datetime` is what the native module asks the interpreter for.
    assert modules <= {"__future__", "paystate", "paystate._errors", "paystate._native", "datetime", "_datetime"}


def env() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(paystate.__file__).parents[1])}


@TAKES_LONG
def test_the_source_distribution_builds_with_cargo_alone(tmp_path: Path) -> None:
    def run(*command: str) -> None:
        subprocess.run(command, check=True, cwd=tmp_path)

    maturin = Path(sys.executable).with_name("maturin")
    run(str(maturin), "sdist", "--manifest-path", str(ROOT / "bindings-python/Cargo.toml"), "--out", ".")
    [sdist] = tmp_path.glob("*.tar.gz")
    assert sdist.stat().st_size < 1_000_000
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv/bin/python"
    # What is built is the same in any profile; this one is built fastest.
    os.environ["MATURIN_PEP517_ARGS"] = "--profile dev"
    try:
        run(str(python), "-m", "pip", "install", "--quiet", str(sdist))
    finally:
        del os.environ["MATURIN_PEP517_ARGS"]
    code = "import paystate; print(paystate.phase('paid'))"
    ran = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert ran.stdout == "won\n"


@TAKES_LONG
def test_the_wheel_for_old_systems_asks_for_glibc_2_17_at_most(tmp_path: Path) -> None:
    subprocess.run([str(ROOT / "tests/python/manylinux"), str(tmp_path)], check=True)
    [wheel] = tmp_path.glob("*.whl")
    assert "manylinux_2_17" in wheel.name
    assert wheel.stat().st_size <= 1_500_000
