#!/bin/sh
# Runs a command beside a PostgreSQL server of its own, which ends and is forgotten with it: postgres.sh COMMAND...
# The command finds the server's address in PRIYOM_POSTGRES. Where the address is set already, the command runs with that.
# The server has a socket and no port. As root it runs as the user that Debian's package makes, for PostgreSQL refuses root.
set -eu
[ -z "${PRIYOM_POSTGRES:-}" ] || exec "$@"
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/initdb" ] || { echo "postgres.sh: PostgreSQL isn't installed: scripts/setup.sh postgresql" >&2; exit 1; }
# In memory if there is room: the tests are about what is written, not about how fast the disk is. PRIYOM_POSTGRES_FSYNC=on
# keeps it on the disk, as durable as it is.
where=${TMPDIR:-/tmp}
[ "${PRIYOM_POSTGRES_FSYNC:-off}" = off ] && [ "$(df --output=avail -k /dev/shm 2>/dev/null | tail -1)" -gt 2000000 ] 2>/dev/null && where=/dev/shm
dir=$(mktemp -d "$where/priyom-postgres.XXXXXX")
as=
if [ "$(id -u)" = 0 ]; then
	chown postgres "$dir"
	as="setpriv --reuid=postgres --regid=postgres --init-groups"
fi
chmod 755 "$dir"
stop() {
	[ ! -s "$dir/data/postmaster.pid" ] || (cd "$dir" && $as "$bin/pg_ctl" stop -D "$dir/data" -m immediate -s) || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
(
	cd "$dir"
	# A language other than C, so that what must not depend on it is seen to.
	locale=C.UTF-8
	$as "$bin/initdb" -D "$dir/data" -U priyom -A trust -E UTF8 --locale=$locale --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
	$as "$bin/pg_ctl" start -D "$dir/data" -l "$dir/log" -s -w -o "-k $dir -c listen_addresses= -c fsync=${PRIYOM_POSTGRES_FSYNC:-off} -c max_connections=400 -c shared_buffers=256MB -c max_locks_per_transaction=256 ${PRIYOM_POSTGRES_OPTIONS:-}" || { cat "$dir/log" >&2; exit 1; }
)
PRIYOM_POSTGRES="postgres://priyom@/postgres?host=$dir" "$@"
