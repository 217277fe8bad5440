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
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 && node build.mjs && open311
}
# The public client that the portal's Open311 is tested with comes by itself: it names a dependency by a git:// address, at which the npm of
# Debian 12 gives up on a lock file. What it needs of others is in package.json, sax in the place of the two that would read XML for it.
open311() {
	mkdir -p node_modules/open311 &&
		npm pack open311@0.0.12 --pack-destination node_modules/open311 --loglevel=error >/dev/null &&
		echo "16425f079410811ca0043e49b83fa85300d14e93258f2a00efa142f072e52fdb  node_modules/open311/open311-0.0.12.tgz" | sha256sum --check --quiet &&
		tar -xzf node_modules/open311/open311-0.0.12.tgz -C node_modules/open311 --strip-components=1
}
bundle && exit 0
[ "${1:-}" = try ] || exit 1
echo "front: the map's script couldn't be bundled; the portal will show a still map" >&2
