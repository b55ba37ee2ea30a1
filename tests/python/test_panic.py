"""A panic becomes an exception, and says nothing of what came."""

from __future__ import annotations

import subprocess
import sys

import paystate
import pytest

native = pytest.importorskip("paystate._native")
force_panic = getattr(native, "force_panic", None)
needs_feature = pytest.mark.skipif(
    force_panic is None, reason="built without the feature `force-panic`; the abi3 run has it"
)


@needs_feature
def test_a_panic_is_an_internal_error() -> None:
    assert force_panic is not None
    with pytest.raises(paystate.InternalError) as caught:
        force_panic("maria@example.com")
    text = f"{caught.value} {caught.value!r}"
    assert "maria" not in text
    assert "guard.rs:" in text and "please report" in text


@needs_feature
def test_a_panic_prints_nothing_and_ends_nothing() -> None:
    code = (
        "import paystate, paystate._native as native\n"
        "for _ in range(3):\n"
        "    try: native.force_panic('maria@example.com')\n"
        "    except Exception as error: print(type(error).__name__)\n"
        "print(paystate.phase('paid'))\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (ran.stdout.split(), ran.stderr) == (["InternalError"] * 3 + ["won"], "")


@pytest.mark.skipif("site-packages" not in (native.__file__ or ""), reason="not the wheel that pip installed")
def test_what_is_meant_for_use_has_no_such_call() -> None:
    assert force_panic is None
