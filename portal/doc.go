// Package portal is the central portal: the side of the line where reports arrive, exactly once.
//
// Its invariant: what it signed a receipt for is on its disk, whole, and stays; what it shows follows from what devices
// signed, and Verify proves it. One home folder is one portal. Several processes may open it at once: the server, and the
// commands that invite a device, list reports or verify.
//
// The home folder holds portal.db (SQLite), keys.json (0600: whoever has it reads every name) and blobs/, unless storage.json
// there names a PostgreSQL database and a bucket instead (docs/portal-storage.md). All of it belongs into the same backup. The protocol is described in docs/sync.md.
package portal
