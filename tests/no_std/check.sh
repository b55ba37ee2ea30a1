#!/usr/bin/env bash
# Proves that the core needs no `std`: a static library with its own allocator and panic handler links it. Then the same
# with the `std` of one dependency on, which must fail because the panic handler is there twice; if that builds, the
# proof says nothing.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
CARGO_TARGET_DIR="$(realpath -m "${CARGO_TARGET_DIR:-$here/../../target}")/no_std"
export CARGO_TARGET_DIR
mkdir -p "$CARGO_TARGET_DIR"
cd "$here"

# The versions are the workspace's; cargo takes out what is not needed here.
cp ../../Cargo.lock Cargo.lock
cargo build --quiet
echo "no_std: the core links without std"

log="$CARGO_TARGET_DIR/control.log"
if cargo build --features control >"$log" 2>&1; then
  echo "no_std: the control built although a dependency has std; the check proves nothing" >&2
  exit 1
fi
if ! grep -q 'error\[E0152\]' "$log"; then
  cat "$log" >&2
  echo "no_std: the control failed, but not because std was linked" >&2
  exit 1
fi
echo "no_std: the control with std fails as it must"
