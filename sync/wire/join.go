package wire

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"

	"priyom/civic"
)

// The paths by which a citizen's device joins, and leaves the account that it belongs to.
const (
	PathJoin  = "/v1/join"
	PathLeave = "/v1/leave"
)

// JoinWay is how a citizen's device comes to a portal.
type JoinWay string

// The ways.
const (
	JoinMail     JoinWay = "mail"     // a code by e-mail
	JoinBrowser  JoinWay = "browser"  // signing in on the portal's page
	JoinNameless JoinWay = "nameless" // without saying who it is, where the municipality lets people
)

// BackScheme is the scheme of addresses that lead from a browser back to the program on a phone.
const BackScheme = "priyom"

// The problems of joining. Codes have those of enrolment.
var (
	ProblemJoin    = &Problem{http.StatusForbidden, "this way of joining isn't open", "problem.join"}
	ProblemAddress = &Problem{http.StatusUnprocessableEntity, "no e-mail address", "problem.address"}
	ProblemConsent = &Problem{http.StatusUnprocessableEntity, "nobody joins without their consent", "problem.consent"}
	ProblemMail    = &Problem{http.StatusServiceUnavailable, "the portal can't send letters", "problem.mail"}
)

// JoinOffer says which ways are open at a portal.
type JoinOffer struct {
	Ways     []string `cbor:"1,keyasint"`
	Consent  string   `cbor:"2,keyasint"`           // version of the text that is agreed to
	Text     string   `cbor:"3,keyasint"`           // path of the page with it
	Services []string `cbor:"4,keyasint,omitempty"` // by which people may sign in on the portal's page, as their buttons are called
}

// JoinRequest asks to join. It is signed like any request, by the key that it names: only who has its other half can collect.
type JoinRequest struct {
	Way     string `cbor:"1,keyasint"`
	Device  []byte `cbor:"2,keyasint"` // UUID
	Key     []byte `cbor:"3,keyasint"` // Ed25519 public key
	Name    string `cbor:"4,keyasint,omitempty"`
	Program string `cbor:"5,keyasint,omitempty"`
	Address string `cbor:"6,keyasint,omitempty"` // e-mail
	Lang    string `cbor:"7,keyasint,omitempty"` // of the letter
	Consent string `cbor:"8,keyasint,omitempty"` // version of the text that was agreed to
	Back    string `cbor:"9,keyasint,omitempty"` // where the browser's page leads back to: BackScheme, or http://127.0.0.1:PORT
}

// JoinReply says what to do next. Every way ends with an EnrollRequest that has the code.
type JoinReply struct {
	Until int64  `cbor:"1,keyasint"`           // Unix milliseconds: how long it may take
	Code  string `cbor:"2,keyasint,omitempty"` // JoinNameless: it is at hand
	Page  string `cbor:"3,keyasint,omitempty"` // JoinBrowser: path of the page to open
}

// LeaveRequest ends that a device belongs to an account. It stays the portal's.
type LeaveRequest struct {
	Device []byte `cbor:"1,keyasint"`
}

// LeaveReply says that it was done.
type LeaveReply struct {
	Time int64 `cbor:"1,keyasint"` // Unix milliseconds
}

// The changes that devices of an account are told.
const (
	ChangeMine    ChangeKind = "report.mine"    // Body: MineChange
	ChangeAccount ChangeKind = "device.account" // Body: AccountChange
)

// MineChange is a report of the account, which another device or a browser took. A newer one takes its place.
type MineChange struct {
	Report   []byte     `cbor:"1,keyasint"`           // the public part of its entry, as in the journal
	Received int64      `cbor:"2,keyasint"`           // Unix milliseconds, by the portal's clock
	Steps    []MineStep `cbor:"3,keyasint"`           // its history, the first step first
	Rating   int        `cbor:"4,keyasint,omitempty"` // 1 to 5
}

// MineStep is a step of a report's history.
type MineStep struct {
	Status string `cbor:"1,keyasint"`
	At     int64  `cbor:"2,keyasint"` // Unix milliseconds
	Note   string `cbor:"3,keyasint,omitempty"`
	Reason string `cbor:"4,keyasint,omitempty"` // of a refusal: a civic.Reason
}

// AccountChange says whose this device is; without an account it is nobody's, and forgets what it only heard of.
type AccountChange struct {
	Account string `cbor:"1,keyasint,omitempty"` // as its owner knows it: an address, or a name
	Time    int64  `cbor:"2,keyasint"`           // Unix milliseconds: since when
}

// JoinMark is four digits by which somebody sees that a page in the browser is about the device in their hand: nobody else's has the same,
// but for chance.
func JoinMark(device civic.DeviceID, key ed25519.PublicKey) string {
	sum := sha256.Sum256(append(append([]byte("priyom join mark 1\n"), device[:]...), key...))
	n := binary.BigEndian.Uint32(sum[:]) % 10_000
	return fmt.Sprintf("%02d %02d", n/100, n%100)
}
