#!/usr/bin/env bash
# Makes runtime.txt, test.txt and lint.txt anew from pyproject.toml. Needs `uv`; the files carry no address.
# Versions already in the files stay; `requirements/pin.sh --upgrade` takes the newest that fit.
set -euo pipefail
cd "$(dirname "$0")/.."

pin() { # pin NAME "what it is for" [uv options]
    local file="requirements/$1.txt" title="$2"
    shift 2
    uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-header --no-config --no-emit-index-url --no-emit-find-links \
        "$@" --output-file "$file" >/dev/null
    printf '# %s: exact versions and hashes, for Python 3.11 to 3.13 on Linux, macOS and Windows.\n%s\n%s\n' \
        "$title" "# Made by requirements/pin.sh; change pyproject.toml and make it again instead of editing it." \
        "$(cat "$file")" >"$file.new"
    mv "$file.new" "$file"
}

pin runtime "What the program needs to run" pyproject.toml "$@"
pin test "What the tests need beside runtime.txt" --group test -c requirements/runtime.txt "$@"
pin lint "What lint, types and import contracts need beside runtime.txt and test.txt" \
    --group lint -c requirements/runtime.txt -c requirements/test.txt "$@"
