#!/bin/sh
# Bundles the map's script and style from npm into portal/web/front/dist, unless what is there is newer than what it is made from.
# front.sh try goes on without them, with a warning, where npm can't be reached: the portal's pages then show a still map.
set -eu
cd "$(dirname "$0")/../portal/web/front"
if [ -s dist/map.js ] && [ -s node_modules/axe-core/axe.min.js ] && [ -s node_modules/open311/open311.js ] && [ -z "$(find package.json package-lock.json build.mjs src -newer dist/map.js)" ]; then
	exit 0
fi
bundle() {
	{ command -v node >/dev/null && command -v npm >/dev/null; } || ../../../scripts/setup.sh nodejs npm
	echo "front: bundling the map" >&2
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 && node build.mjs
}
bundle && exit 0
[ "${1:-}" = try ] || exit 1
echo "front: the map's script couldn't be bundled; the portal will show a still map" >&2
