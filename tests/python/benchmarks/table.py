"""`python -m benchmarks.table SPECIFIC ABI3 WHEEL ABI3-WHEEL`: both builds' figures as the tables of BENCHMARKS.md."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import geometric_mean
from typing import Any


def main() -> None:
    specific, abi3 = (json.loads(Path(path).read_text()) for path in sys.argv[1:3])
    names = list(specific["calls"])
    print(f"CPython {specific['python']}, msgspec {specific['msgspec']}, paystate {specific['paystate']}\n")
    print(f"| what | beside | {' | '.join(names)} | mean | abi3, mean |")
    print("|---|---|" + "---|" * (len(names) + 2))
    for what, beside in dict.fromkeys((row["what"], row["beside"]) for row in specific["rows"]):
        each = ratios(specific, what, beside)
        cells = [*(f"{each[name]:.2f}x" for name in names), mean(each), mean(ratios(abi3, what, beside))]
        print(f"| {what} | {beside} | {' | '.join(cells)} |")
    print(f"\n| over an empty call, µs | {' | '.join(names)} | abi3, worst |\n|---|{'---|' * (len(names) + 1)}")
    for call in specific["calls"][names[0]]:
        worst = max(abi3["calls"][name][call] for name in names)
        cells = [*(f"{specific['calls'][name][call]:.2f}" for name in names), f"{worst:.2f}"]
        print(f"| `{call}` | {' | '.join(cells)} |")
    sizes = [Path(path).stat().st_size / 1e6 for path in sys.argv[3:5]]
    print(f"\nimport: {specific['import_ms']:.1f} ms of CPU time, abi3 {abi3['import_ms']:.1f} ms")
    print(f"wheel: {sizes[0]:.2f} MB, abi3 {sizes[1]:.2f} MB")


def ratios(figures: dict[str, Any], what: str, beside: str) -> dict[str, float]:
    return {row["provider"]: row["ratio"] for row in figures["rows"] if (row["what"], row["beside"]) == (what, beside)}


def mean(each: dict[str, float]) -> str:
    return f"{geometric_mean(each.values()):.2f}x"


if __name__ == "__main__":
    main()
