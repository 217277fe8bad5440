#!/bin/bash
# Plays Priyom with its real programs and leaves pictures in out/tour: tour.sh [round|desk]. The round is a report from a citizen's phone to everybody's page
# (package tour); desk is the first job of a reception point (tour-desk.sh). Without a part both are played. On a screen that there is
# (DISPLAY) the round shows itself; else both bring one of their own. TOUR_PHOTO is another photo for the desk.
set -euo pipefail
cd "$(dirname "$0")/.."

part=${1:-all}
case $part in all | round | desk) ;; *)
	echo "tour.sh [round|desk]" >&2
	exit 2
	;;
esac
mkdir -p out/tour
if [ "$part" != desk ]; then
	# Windows of this build say where what is in them, so that the tour can click there; no other build does.
	GOFLAGS="${GOFLAGS:--tags=nodynamic},tour" go build -o out/tour/bin/priyom .
	go build -o out/tour/bin/ ./tour
	cp bin/portal bin/priyomctl out/tour/bin/
	photos=
	[ ! -d ../shared/photos ] || photos=../shared/photos
	out/tour/bin/tour -bin out/tour/bin -out out/tour/round ${photos:+-photos "$photos"}
	rm -rf out/tour/bin
fi
[ "$part" = round ] || scripts/tour-desk.sh
