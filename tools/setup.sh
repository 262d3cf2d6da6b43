#!/bin/sh
# Makes .venv from a hashed lock and installs the project into it; does nothing where that was done before.
#   sh tools/setup.sh requirements.lock             what Muster needs to run
#   sh tools/setup.sh requirements-estimate.lock    and what an estimate needs
#   sh tools/setup.sh requirements-dev.lock         and what the checks need
# A second lock is taken where the first cannot be installed: no sampler is made for every machine.
set -eu
lock=$1
instead=${2:-}
venv=.venv
done_file=$venv/installed
cd "$(dirname "$0")/.."

find_python() {
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    echo "Muster needs Python 3.11 or later; none was found. Name one with PYTHON=/path/to/python3." >&2
    return 1
}

no_pip() {
    [ -s "$done_file" ] || rm -rf "$venv" # half a .venv would be taken for a whole one the next time
    cat >&2 <<'TEXT'
Python is here, but neither its venv module with pip, nor pip, nor uv. Install one of them and run this again, on Debian with
    apt install python3-venv
TEXT
    exit 1
}

# Four ways to a .venv that pip can fill: venv with its own pip; venv without, filled by the system's pip; uv; and as the last,
# where we are root on a Debian, the package that Debian divides from Python.
make_venv() {
    python=$(find_python)
    if "$python" -m venv --clear "$venv" >/dev/null 2>&1; then
        return
    fi
    if "$python" -m pip --version >/dev/null 2>&1 || command -v uv >/dev/null 2>&1; then
        "$python" -m venv --clear --without-pip "$venv"
    elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing the Debian package python3-venv …"
        (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv) \
            >/dev/null 2>&1 || no_pip
        "$python" -m venv --clear "$venv" || no_pip
    else
        no_pip
    fi
}

install() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        "$venv/bin/python" -m pip install -qq --no-input --disable-pip-version-check "$@"
    elif python=$(find_python) && "$python" -m pip --version >/dev/null 2>&1; then
        "$python" -m pip --python "$venv/bin/python" install -qq --no-input --disable-pip-version-check "$@"
    elif command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$venv/bin/python" "$@"
    else
        no_pip
    fi
}

# A line in done_file for each lock that is installed: its name, and the hash of all that decides what an installation holds.
told() {
    echo "$1 $(cat "$1" pyproject.toml tools/setup.sh | cksum)"
}
if [ -x "$venv/bin/muster" ] && grep -qxF "$(told "$lock")" "$done_file" 2>/dev/null; then
    exit 0
fi

echo "Setting up $venv from $lock (about a minute the first time) …"
if ! "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    make_venv
fi
if ! install --require-hashes -r "$lock"; then
    [ -n "$instead" ] || exit 1
    echo "$lock cannot be installed here; going on with $instead (make clean, and then again, tries it once more)"
    lock=$instead
    install --require-hashes -r "$lock"
fi
install --no-deps --no-build-isolation --editable .
told "$lock" >>"$done_file"
[ "$lock" = "$1" ] || told "$1" >>"$done_file"
