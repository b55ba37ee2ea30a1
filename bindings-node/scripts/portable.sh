#!/usr/bin/env bash
# Builds the module of `linux-x64-gnu` for glibc 2.17 and newer, whatever this machine has, and lays it into its package.
# zig links it: cargo-zigbuild and zig come from PyPI, as the packages `cargo-zigbuild` and `ziglang`, into target/.
set -euo pipefail
cd "$(dirname "$0")/../.."

FLOOR=2.17
TARGET=x86_64-unknown-linux-gnu
MODULE=bindings-node/npm/linux-x64-gnu/paystate.linux-x64-gnu.node

if [ ! -x target/zig/bin/cargo-zigbuild ]; then
  python3 -m venv target/zig
  target/zig/bin/pip install --quiet cargo-zigbuild==0.24.1 ziglang==0.17.1
fi
PATH="$PWD/target/zig/bin:$PATH" cargo zigbuild --locked --package paystate-node --profile dist --target "$TARGET.$FLOOR"
cp "target/$TARGET/dist/libpaystate_node.so" "$MODULE"

newest=$(objdump -T "$MODULE" | grep -o 'GLIBC_[0-9.]*' | sed 's/GLIBC_//' | sort -V | tail -n 1)
echo "$MODULE needs glibc $newest, and has $(stat -c %s "$MODULE") bytes"
if [ "$(printf '%s\n' "$newest" "$FLOOR" | sort -V | tail -n 1)" != "$FLOOR" ]; then
  echo "It must not need more than glibc $FLOOR." >&2
  exit 1
fi
