"""What the source of the binding must and must not have in it."""

from __future__ import annotations

import re
from pathlib import Path

import paystate
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "bindings-python/src").glob("*.rs"))


def code(path: Path) -> str:
    """The source without comments and without the texts that only documentation has."""
    return re.sub(r"//.*", "", path.read_text())


def entries(text: str) -> dict[str, str]:
    """The functions that Python can call, each with its body: those of `#[pymethods]`, and each `#[pyfunction]`."""
    found = {}
    for block in re.findall(r"#\[pymethods\]\nimpl [^{]*\{\n(.*?)\n\}\n", text, re.DOTALL):
        for before, name, body in re.findall(r"((?:    #\[.*?\]\n)*)    fn (\w+)(.*?)\n    \}\n", block, re.DOTALL):
            if "#[classattr]" not in before:
                found[name] = body
    for name, body in re.findall(r"#\[pyfunction\]\n.*?fn (\w+)(.*?)\n\}\n", text, re.DOTALL):
        found[name] = body
    return found


def is_guarded(body: str) -> bool:
    helpers = ("self.text(py, ", "self.sum(py, ", "self.instant(py, ")
    return "guard(||" in body or any(helper in body for helper in helpers)


def test_every_entry_is_behind_the_guard() -> None:
    names = {(path.name, name): body for path in SOURCES for name, body in entries(code(path)).items()}
    assert len(names) > 150, "the entries are found"
    # It is called by the decoder alone, on text that it was made for, and converts nothing of the core's.
    names.pop(("json.rs", "vast_number"))
    assert not [name for name, body in names.items() if not is_guarded(body)]
    helpers = code(ROOT / "bindings-python/src/observation.rs")
    for helper in ("text", "sum", "instant"):
        assert re.search(rf"    fn {helper}\b[^{{]*\{{\n        guard\(\|\|", helpers), helper
    assert not is_guarded("(&self) -> u32 {\n        self.0"), "a breach is seen"


def words() -> set[str]:
    """What only the core may know: providers, and the words that they and the lifecycle have."""
    from typing import get_args

    import paystate.types as types

    providers = {profile.name for profile in paystate.providers()}
    native = {row.word for profile in paystate.providers() for row in profile.table}
    known = [types.Status, types.Action, types.Step, types.Verdict, types.Why, types.Note, types.Phase]
    # Fields of a record, and words of Rust, are spelled like some of them.
    fields = {name for kind in (paystate.Payment, paystate.Observation, paystate.Request) for name in dir(kind)}
    return (
        (providers | native | {word for kind in known for word in get_args(kind)}) - fields - {"open", "list", "aside"}
    )


def test_no_provider_and_no_word_stands_in_the_binding() -> None:
    known = words()
    assert {"paid", "fulfill", "payin", "completed"} <= known
    package = [*SOURCES, ROOT / "bindings-python/python/paystate/_errors.py"]
    for path in package:
        texts = set(re.findall(r'"([^"\n]*)"', code(path)))
        assert not texts & known, path


@pytest.mark.parametrize("forbidden", ["unwrap()", "expect(", "panic!", "unsafe ", "unreachable!", "todo!"])
def test_nothing_in_the_binding_panics(forbidden: str) -> None:
    for path in SOURCES:
        # One call is there to panic, in a build that is for this alone.
        text = code(path).split('#[cfg(feature = "force-panic")]\n#[pyfunction]')[0]
        assert forbidden not in text.replace("#![forbid(unsafe_code)]", ""), path
