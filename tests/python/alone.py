"""Run in the virtual environment into which only the package was installed: it needs nothing else, and it works."""

from datetime import datetime, timezone
from importlib.metadata import distributions, requires

names = {distribution.metadata["Name"].lower() for distribution in distributions()}
others = names - {"pip", "setuptools", "wheel", "paystate"}
assert not others, f"something else was installed: {others}"
assert "paystate" in names
assert requires("paystate") is None, "the package has no dependencies"

import paystate  # noqa: E402

now = datetime(2025, 1, 20, 10, 36, tzinfo=timezone.utc)
payment = paystate.Payment("pending", id="p-1")
progress = payment.advance(paystate.Observation(id="p-1", status="paid"), now=now)
assert (progress.step, progress.action) == ("advance", "fulfill")
print(f"paystate {paystate.__version__} works alone")
