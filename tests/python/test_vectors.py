"""Runs every vector through the public API and writes `target/vectors-python.txt`."""

from __future__ import annotations

import os

from vectors.compare import differences
from vectors.files import ROOT, files
from vectors.jobs import run


def test_every_vector_holds() -> None:
    lines, failures = [], []
    for file in files():
        for case in file["cases"]:
            wrong = differences(case["expect"], run(file["job"], file["provider"], case["given"]))
            lines.append(f"{case['id']} {'fail' if wrong else 'ok'}\n")
            if wrong:
                failures.append("\n  ".join([f"{case['id']} ({case['title']}):", *wrong]))
    report = ROOT / os.environ.get("PAYSTATE_VECTORS_REPORT", "target/vectors-python.txt")
    report.write_text("".join(lines))
    assert lines, "no vectors were found"
    assert not failures, f"{len(failures)} failed:\n" + "\n".join(failures)


def test_the_comparison_sees_a_difference() -> None:
    assert not differences({"a": 1}, {"a": 1, "b": 2})
    assert differences({"a": 1, "b": 2}, {"a": 1})
    assert not differences({"a": None}, {})
    assert differences({"a": None}, {"a": 0})
    assert not differences({"value": "100"}, {"value": "100.00"})
    assert differences({"native": "100"}, {"native": "100.00"})
    assert not differences({"at": "2025-01-20T10:30:00Z"}, {"at": "2025-01-20T18:30:00.000+08:00"})
    assert differences({"at": "2025-01-20T10:30:00Z"}, {"at": "2025-01-20T10:30:00.001Z"})
    assert differences([1, 2], [2, 1])
    assert differences([1], [1, 2])
    assert differences({"known": True}, {"known": 1})
    assert not differences({"notes": ["a", "b"]}, {"notes": ["b", "a"]})
    assert differences({"notes": []}, {"notes": ["a"]})
    assert not differences({"headers": [["A", "1"], ["b", "2"]]}, {"headers": [["B", "2"], ["a", "1"]]})
    assert differences({"headers": [["A", "1"]]}, {"headers": [["a", "one"]]})
    assert differences({"error": {"kind": "malformed"}}, {"observation": {}})
