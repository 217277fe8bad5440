package fetch

import "strings"

// Permission is what a server's owner says to downloading what nobody has looked at yet.
type Permission uint8

// The permissions. There is none that permits: that is an agreement with a server's owner, which its administrator enters.
const (
	// AskFirst is any server's that isn't known here.
	AskFirst Permission = iota
	// Forbidden is said in public; an administrator can't overrule it.
	Forbidden
)

// Policy is what a server's owner asks of programs that use it.
type Policy struct {
	Bulk        Permission // downloading regions, ahead or for use offline, and making archives
	Attribution string     // who must be named; empty if that isn't known
	Source      string     // where it is written
}

// PolicyFor knows the servers of the OpenStreetMap Foundation, under all their names: bulk downloads and archives are prohibited
// ("downloading of tiles in advance instead of downloading when a user views those tiles"), the licence must be named, and
// addresses should be replaceable without a new version, which is why none is built in.
func PolicyFor(t Template) Policy {
	if t.host != "openstreetmap.org" && !strings.HasSuffix(t.host, ".openstreetmap.org") {
		return Policy{Bulk: AskFirst}
	}
	p := Policy{Forbidden, "\u00a9 OpenStreetMap contributors", "https://operations.osmfoundation.org/policies/tiles/"}
	if t.host == "vector.openstreetmap.org" {
		p.Source = "https://operations.osmfoundation.org/policies/vector/"
	}
	return p
}
