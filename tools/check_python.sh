#!/usr/bin/env bash
# Installs the locked environment for one Python in an empty folder and runs the tests there.
# usage: tools/check_python.sh python3.12
set -euo pipefail
cd "$(dirname "$0")/.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
echo "== $("$1" --version)"
"$1" -m venv "$room/env"
"$room/env/bin/python" -m pip install --quiet --require-hashes -r requirements.lock
"$room/env/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable .
"$room/env/bin/python" -m pytest -n 2 --dist loadgroup -p no:cacheprovider
