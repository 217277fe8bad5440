#!/bin/bash
# Plays the first job in the real window on a screen of its own: a report with a photo is taken while the portal is down, the
# window is killed, the portal starts, the report arrives, and the next is found on the map that came with it. Each step is
# checked at the journal and at the portal, not by looking; pictures of every step are left in out/tour/desk. The windows' words are
# Russian.
set -euo pipefail
cd "$(dirname "$0")/.."

out=$PWD/out/tour/desk
work=$out/work
rm -rf "$out"
mkdir -p "$work/user/Pictures" "$work/user/.cache" "$work/user/.config"
export PRIYOM_HOME=$work/point PRIYOM_PASSPHRASE="four words for the tour"
# shellcheck source=scripts/demo.sh
. scripts/demo.sh

app_pid=
screen_pids=
portal_pid=
end() {
	code=$?
	# shellcheck disable=SC2086 # a list of processes
	kill $app_pid $screen_pids 2>/dev/null || true
	stop_portal
	[ $code = 0 ] || echo "The tour failed in step \"${step:-start}\"; its last picture and logs are in $out." >&2
}
trap end EXIT

# A photo with a position: a real one if there is one beside the project, else a drawn one.
photo=${TOUR_PHOTO:-}
[ -n "$photo" ] || [ ! -f ../shared/photos/DSCN0010.jpg ] || photo=../shared/photos/DSCN0010.jpg
cp "${photo:-scripts/tour-photo.jpg}" "$work/user/Pictures/foto-1.jpg"

start_screen() {
	for number in $(seq 90 130); do
		[ ! -e "/tmp/.X11-unix/X$number" ] || continue
		Xvfb ":$number" -screen 0 1366x768x24 -nolisten tcp >"$work/xvfb.log" 2>&1 &
		screen_pids=$!
		export DISPLAY=":$number"
		for _ in $(seq 100); do
			xdpyinfo >/dev/null 2>&1 && break 2
			sleep 0.1
		done
	done
	openbox >"$work/openbox.log" 2>&1 &
	screen_pids="$screen_pids $!"
}

# start_window opens the app and waits until its window has the keyboard.
start_window() {
	env "$@" HOME="$work/user" XDG_CONFIG_HOME="$work/user/.config" XDG_CACHE_HOME="$work/user/.cache" LANG=ru_RU.UTF-8 bin/priyom >>"$work/priyom.log" 2>&1 &
	app_pid=$!
	for _ in $(seq 300); do
		window=$(xdotool search --onlyvisible --pid $app_pid 2>/dev/null | tail -n 1) && [ -n "$window" ] && break
		kill -0 $app_pid 2>/dev/null || { cat "$work/priyom.log" >&2; return 1; }
		sleep 0.1
	done
	xdotool windowactivate --sync "$window"
	sleep 2
}

key() {
	for k in "$@"; do
		xdotool key "$k"
		sleep 0.2
	done
}

# write puts a text in by the clipboard: keys for Cyrillic letters aren't on every keyboard map.
write() {
	printf '%s' "$1" | xclip -selection clipboard -i
	sleep 0.3
	key ctrl+v
}

picture() {
	sleep "${2:-0.8}"
	import -window "$window" "$out/$1.png"
	echo "  out/tour/desk/$1.png"
}

# until_true COMMAND... waits until a command succeeds.
until_true() {
	for _ in $(seq 150); do
		! "$@" >/dev/null 2>&1 || return 0
		sleep 0.2
	done
	echo "waited in vain: $*" >&2
	return 1
}

reports_here() { [ "$(bin/priyomctl report list --json | grep -c '"number"')" = "$1" ]; }
queue_is_empty() { bin/priyomctl queue --json | grep -qx '\[\]'; }
arrived() { bin/portal reports --home "$work/portal" --json | grep -q '"complete": true'; }
map_is_here() { compgen -G "$PRIYOM_HOME/maps/*.pack"; }
found_by_address() { bin/priyomctl report list --json | tr -d ' \n' | grep -q '"address":"ул.Лесная,1","settlement":"[^"]*","lat":52.*"source":"address"'; }

step="the first start"
echo "$step"
start_screen
start_portal "$work/portal" 127.0.0.1:8379 "$work/portal.log"
code=$(bin/portal invite --home "$work/portal" --role point --place "с. Ставчены" 2>/dev/null)
start_window -u PRIYOM_PASSPHRASE
picture 01-passphrase
for _ in 1 2; do
	xdotool type "$PRIYOM_PASSPHRASE"
	key Tab Tab
done
key shift+Tab Return
until_true test -f "$PRIYOM_HOME/priyom.db"
picture 02-connect 2
write "http://127.0.0.1:8379"
key Tab
write "$code"
key Return
until_true bin/priyomctl enrolment
stop_portal

step="a report is taken while the portal is down"
echo "$step"
picture 03-empty-form 2
write "Петрова Анна Сергеевна"
key Tab
write "+7 912 000-41-15"
key Tab Right Tab space Tab
write "118"
key Tab
write "фонарь не гор"
picture 04-category-by-typing
key Return Tab Tab Tab
write "Не горит фонарь у дома 8, третий день. Дети из школы идут в темноте, дорога скользкая."
key Tab
write "Ставчены"
key Tab
write "ул. Лесная, 12"
picture 05-half-written 1

step="the window is killed, and the draft is there again"
echo "$step"
kill -9 $app_pid
wait $app_pid 2>/dev/null || true
start_window
picture 06-draft-found

step="the photo is chosen, and gives the place"
echo "$step"
key F6 F6 F6 Return # to the card with the photos
sleep 1
picture 07-photos
key space F10
picture 08-place-from-photo 2
key F10
until_true reports_here 1
picture 09-saved 1
key ctrl+4
picture 10-waiting 2

step="the portal starts with a map, and the report arrives"
echo "$step"
offer_map "$work/portal" "$work"
start_portal "$work/portal" 127.0.0.1:8379 "$work/portal.log"
until_true arrived
until_true queue_is_empty
picture 11-delivered 2
key ctrl+2 Home
picture 12-journal 2

step="the map comes from the portal, and finds an address"
echo "$step"
until_true map_is_here || until_true map_is_here # a device looks for one every 15 seconds
key ctrl+1
sleep 1
key F6
write "яма на дор"
key Return Tab Tab Tab
write "Яма у остановки, глубокая"
key Tab Tab # past the settlement: the map knows it
write "лесная 1"
picture 13-address-is-offered 1
key Return
picture 14-address-on-the-map 1.5
key F10
until_true reports_here 2
until_true found_by_address
key ctrl+3
picture 15-reports-on-the-map 2
key ctrl+5
picture 16-settings
until_true queue_is_empty
bin/priyomctl verify
bin/portal verify --home "$work/portal"

if command -v chromium >/dev/null; then
	page=http://127.0.0.1:8379/staff/reports # at the portal's own machine, without staff's accounts
	chromium --headless --no-sandbox --disable-gpu --accept-lang=ru --hide-scrollbars --user-data-dir="$work/chromium" --window-size=1366,920 \
		--screenshot="$out/17-portal.png" "$page" >/dev/null 2>&1 && echo "  out/tour/desk/17-portal.png"
fi
echo "The report was taken without a line, survived a kill, and arrived once; the next was found on the map. Pictures: out/tour/desk"
