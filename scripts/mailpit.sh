#!/bin/sh
# Builds mailpit, a mail server that shows what it took, from its Go module into bin/mailpit, for portal/notify's tests. mailpit.sh try goes
# on without it, with a warning, where the Go proxy can't be reached.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
echo "mailpit.sh: building the mail server (the first time takes some minutes)" >&2
GOFLAGS= go -C "$root/tools/mailpit" build -o "$root/bin/mailpit" github.com/axllent/mailpit && exit 0
[ "${1:-}" = try ] || exit 1
echo "mailpit.sh: it couldn't be built; letters are tested with go-smtp's server alone" >&2
