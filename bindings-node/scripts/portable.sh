#!/usr/bin/env bash
# Builds the module of this machine for Linux systems from glibc 2.17 on (2012), with zig as the linker, and proves from its
# symbols that it asks for no newer one. `portable.sh [FOLDER]`: where the module goes.
set -euo pipefail
out=$(realpath --canonicalize-missing "${1:-$(dirname "$0")/../../target/portable}")
cd "$(dirname "$0")/../.."
. tests/python/lib.sh

FLOOR=2.17
target=$(rustc -vV | sed -n 's/^host: //p')
build=linux-$(node -p process.arch)-gnu
module=$out/paystate.$build.node

install_zig
PATH=$home/zig/bin:$PATH cargo zigbuild --locked --quiet --package paystate-node --profile dist --target "$target.$FLOOR"
mkdir -p "$out"
cp "target/$target/dist/libpaystate_node.so" "$module"

newest=$(objdump -T "$module" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
echo "$module asks for $newest"
if [ "$(printf '%s\nGLIBC_%s\n' "$newest" "$FLOOR" | sort -V | tail -n 1)" != "GLIBC_$FLOOR" ]; then
  echo "It must not ask for more than GLIBC_$FLOOR." >&2
  exit 1
fi
