"""Where the vectors are."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
RUST_ONLY = {"core/time", "core/money"}
"""Jobs that are no verbs of the public surface in every language."""


def files() -> Iterator[dict[str, Any]]:
    """Every file of the folder that `PAYSTATE_VECTORS` names, else of `tests/vectors`."""
    folder = ROOT / os.environ.get("PAYSTATE_VECTORS", "tests/vectors")
    for path in sorted(folder.glob("*/*.json")):
        file = json.loads(path.read_bytes(), parse_float=Decimal)
        if file["job"] not in RUST_ONLY:
            yield file
