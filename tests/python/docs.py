"""Writes the documentation of the module into its stub, so that an editor shows what `help()` says.

`python tests/python/docs.py` writes `_native.pyi` anew; the tests fail where it is not current. The text itself
stands in the Rust source.
"""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import paystate._native as native
from ruff import find_ruff_bin  # type: ignore[import-untyped, unused-ignore]

CONFIG = Path(__file__).with_name("pyproject.toml")
STUB = Path(__file__).resolve().parents[2] / "bindings-python/python/paystate/_native.pyi"


def documented(text: str) -> str:
    """The stub with every docstring as the module has it."""
    tree = ast.parse(text)
    lines: list[str | None] = list(text.split("\n"))
    inserts: list[tuple[int, str]] = []
    for node, doc in documents(tree):
        drop(lines, node)
        if doc:
            inserts.append(insert(lines, node, doc))
    for at, doc in sorted(inserts, reverse=True):
        lines.insert(at, doc)
    ruff = [find_ruff_bin(), "format", "--no-cache", "--config", str(CONFIG), "--stdin-filename", STUB.name, "-"]
    written = "\n".join(line for line in lines if line is not None)
    return subprocess.run(ruff, input=written, capture_output=True, text=True, check=True).stdout


def documents(tree: ast.Module) -> list[tuple[Any, str]]:
    """Every class and function of the stub, and what the module says of it."""
    out: list[tuple[Any, str]] = []
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        thing = getattr(native, node.name)
        out.append((node, doc_of(thing)))
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef):
                    of = getattr(thing, member.name)
                    # What makes an object is documented by its class.
                    out.append((member, "" if member.name.startswith("__") else doc_of(of)))
    return out


def doc_of(thing: object) -> str:
    return inspect.cleandoc(getattr(thing, "__doc__", None) or "")


def drop(lines: list[str | None], node: Any) -> None:
    """Takes out the docstring that a class or function has."""
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        end = first.end_lineno or first.lineno
        lines[first.lineno - 1 : end] = [None] * (end - first.lineno + 1)
        if len(node.body) == 1 and isinstance(node, ast.FunctionDef):
            line = lines[first.lineno - 2] or ""
            lines[first.lineno - 2] = line + " ..."


def insert(lines: list[str | None], node: Any, doc: str) -> tuple[int, str]:
    """Where the docstring goes, and its lines."""
    body = node.body[0]
    start = next(
        n for n in range(node.lineno, body.lineno + 1) if (lines[n - 1] or "").rstrip().endswith((":", ": ..."))
    )
    line = (lines[start - 1] or "").rstrip()
    if line.endswith(": ..."):
        lines[start - 1] = line[: -len(" ...")]
    indent = " " * (node.col_offset + 4)
    text = doc.replace("\\", "\\\\").replace("\n", "\n" + indent)
    text = "\n".join(part.rstrip() for part in text.split("\n"))
    close = f"\n{indent}" if "\n" in doc else ""
    return start, f'{indent}"""{text}{close}"""'


if __name__ == "__main__":
    current = documented(STUB.read_text())
    if current != STUB.read_text():
        STUB.write_text(current)
        sys.stderr.write(f"{STUB.name} was written anew\n")
