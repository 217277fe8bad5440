#!/bin/bash
# Starts the portal with the demo district, enrols the window and opens it. Without a display it plays the tour instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
	echo "There is no display here. Playing a whole round in real windows under Xvfb; pictures go to out/tour."
	exec make --no-print-directory tour
fi

demo=.demo
export PRIYOM_PASSPHRASE=${PRIYOM_PASSPHRASE:-demo} PRIYOM_HOME=$demo/point
mkdir -p "$demo"
# shellcheck source=scripts/demo.sh
. scripts/demo.sh
if [ ! -e "$demo/portal/portal.db" ]; then
	echo "making up a year of the practice district (some seconds) ..."
	bin/portal demo --home "$demo/portal" --name "Заречный район" --reports 250 --quiet --password priyom-demo >/dev/null
fi
start_portal "$demo/portal" 127.0.0.1:8377 "$demo/portal.log"
trap stop_portal EXIT
[ -e "$demo/portal/demo" ] || offer_map "$demo/portal" "$demo"
publish_once "$demo/portal"
enroll_once "$demo/portal" "http://127.0.0.1:8377" "с. Липовый Лог"
staff_once "$demo/portal"
echo "The portal's page: http://127.0.0.1:8377/ and for staff: http://127.0.0.1:8377/staff/"
echo "Sign in there as admin, moderator, senior, arbiter, roads, inspector or head with the password: priyom-demo"
bin/priyom
