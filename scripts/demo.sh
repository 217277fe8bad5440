# Pieces of the demo, for run.sh, phone.sh and tour-desk.sh. Sourced; expects bin/ to be built and PRIYOM_HOME to be set.

# start_portal HOME ADDRESS LOG starts the portal of the demo district and waits until it listens.
start_portal() {
	bin/portal serve --home "$1" --listen "$2" --name "Заречный район" >"$3" 2>&1 &
	portal_pid=$!
	for _ in $(seq 100); do
		grep -qs '^listening on' "$3" && return
		kill -0 $portal_pid 2>/dev/null || break
		sleep 0.1
	done
	echo "The portal doesn't start:" >&2
	cat "$3" >&2
	return 1
}

stop_portal() {
	[ -z "${portal_pid:-}" ] || kill "$portal_pid" 2>/dev/null || true
	[ -z "${portal_pid:-}" ] || wait "$portal_pid" 2>/dev/null || true
	portal_pid=
}

# enroll_once PORTAL_HOME URL PLACE [ROLE [DEPARTMENT]] makes the device in PRIYOM_HOME a reception point, or what ROLE says, unless it is something already.
enroll_once() {
	bin/priyomctl enrolment >/dev/null 2>&1 && return
	bin/priyomctl enroll "$2" "$(bin/portal invite --home "$1" --role "${4:-point}" --place "$3" ${5:+--department "$5"} 2>/dev/null)"
}

# offer_map PORTAL_HOME FOLDER offers a made-up district's map to all devices; it is made in FOLDER unless it is there.
offer_map() {
	if [ ! -e "$2/district.pack" ]; then
		bin/priyomctl map demo --settlements 12 -o "$2/demo.osm.pbf" >/dev/null
		bin/priyomctl map build "$2/demo.osm.pbf" -o "$2/district.pack" -q --name "Заречный район" >/dev/null
	fi
	bin/portal map --home "$1" "$2/district.pack" >/dev/null
}

# publish_once PORTAL_HOME publishes a petition to try signing with, unless there is one.
publish_once() {
	[ -z "$(bin/portal petition list --home "$1")" ] || return 0
	bin/portal petition add --home "$1" --title "Вернуть вечерний автобус в Липовый Лог" --from "$(date +%F)" --to "$(date -d '+3 months' +%F)" --threshold 100 --min-age 16 \
		--text "Мы, жители района, просим вернуть рейс автобуса из районного центра в Липовый Лог в 19:30 по будням." >/dev/null
}

# staff_once PORTAL_HOME makes somebody of every role to try the portal as, with one password; who is there already stays.
staff_once() {
	local there
	there=$(bin/portal staff list --home "$1")
	while read -r login role department name; do
		! grep -q "^$login[[:space:]]" <<<"$there" || continue
		[ "$department" != - ] || department=
		echo priyom-demo | bin/portal staff add "$login" --home "$1" --name "$name" --role "$role" ${department:+--department "$department"} --password-stdin --own
	done <<'LIST'
admin administrator - Ольга Администратор
moderator moderator - Мария Модератор
senior senior-moderator - Степан Старший
arbiter arbiter - Арина Арбитр
roads department roads Роман Дорожный
inspector inspector roads Игнат Инспектор
head head - Галина Главная
LIST
}
