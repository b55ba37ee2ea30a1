# Shared by the scripts beside it: the Python to use, and what they build with it. Sourced, not run.

python=${PYTHON:-python3}
# Everything is kept in here, pip's and pyright's own files too where they can be told so.
home=$PWD/target/python
bin=$home/venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYRIGHT_PYTHON_CACHE_DIR=$home/pyright PYTHONDONTWRITEBYTECODE=1

# What is missing of the tools, in a line; nothing where all are here.
missing() {
  if ! "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    echo "Python 3.10 or newer with its venv module (on Debian: apt-get install python3-venv)"
  elif ! command -v cargo >/dev/null 2>&1; then
    echo "cargo (https://rustup.rs)"
  elif ! command -v cc >/dev/null 2>&1; then
    echo "a C compiler (on Debian: apt-get install build-essential)"
  fi
}

# A new virtual environment with the package as a user installs it, and nothing else.
install_package() {
  "$python" -m venv --clear "$home/venv" &&
    "$bin/pip" install --quiet ./bindings-python
}

# The tools of the tests and checks, beside the package. They are kept while the list of them stays the same.
install_tools() {
  "$bin/pip" install --quiet --requirement tests/python/requirements.txt
}

# zig, which links for old Linux systems, and what calls it: maturin for the wheel, cargo-zigbuild for the module of Node.
install_zig() {
  [ -x "$home/zig/bin/python" ] || "$python" -m venv "$home/zig"
  "$home/zig/bin/pip" install --quiet maturin==1.16.0 cargo-zigbuild==0.24.1 ziglang==0.17.1
}
