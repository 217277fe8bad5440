#!/bin/sh
# Draws every screen in every language, by day and by night, in usual and in large text, in three windows, to out/screens;
# and one contact sheet for each of these, out/screens/sheet-*.jpg: screens.sh [PACKAGE...]
set -eu
cd "$(dirname "$0")/.."
dir=$PWD/out/screens
rm -rf "$dir"
mkdir -p "$dir"
status=0
PRIYOM_SCREENS=$dir go test -count 1 "${@:-./app/ui/...}" || status=$?
for look in ru ru-dark ru-150 ru-stark ru-dark-stark uk uk-dark uk-150 uk-dark-125 en en-dark en-150; do
	for width in 1366 1024 1920 360x640 360x800 800x1280; do
		set -- # the pictures of one look and width; a language alone must not match its darker and larger ones
		for picture in "$dir"/*-"$look-$width".png; do
			[ -e "$picture" ] && set -- "$@" "$picture[480x]" # made small as it is read: there are some hundred of them
		done
		[ $# -gt 0 ] || continue
		montage -limit memory 1GiB -label '%t' -font DejaVu-Sans -pointsize 11 "$@" -tile 6x -geometry +8+8 "$dir/sheet-$look-$width.jpg"
		echo "$dir/sheet-$look-$width.jpg: $# screens"
	done
done
exit $status
