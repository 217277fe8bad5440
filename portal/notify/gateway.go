package notify

import (
	"context"
	"fmt"

	"priyom/civic"
)

// Cause is why something couldn't be sent. Its words for people are "notify.cause.<cause>".
type Cause string

// The causes.
const (
	CauseUnset   Cause = "unset"   // nothing is set up for this way
	CauseOffline Cause = "offline" // the server can't be reached
	CauseTLS     Cause = "tls"     // its certificate isn't good, or it knows no TLS
	CauseAuth    Cause = "auth"    // it doesn't take our name and password, or token
	CauseAddress Cause = "address" // there is no such recipient
	CauseBlocked Cause = "blocked" // the recipient doesn't want anything from us
	CauseBusy    Cause = "busy"    // it asks us to come later
	CauseRefused Cause = "refused" // it says no for another reason
	CauseSetting Cause = "setting" // what it answers isn't what the settings expect
	CauseQuiet   Cause = "quiet"   // it is night
	CauseUnwish  Cause = "unwish"  // the person doesn't wish it any more
	CauseLost    Cause = "lost"    // what it said can't be unlocked
)

// Causes lists them.
func Causes() []Cause {
	return []Cause{
		CauseUnset, CauseOffline, CauseTLS, CauseAuth, CauseAddress, CauseBlocked, CauseBusy, CauseRefused, CauseSetting, CauseQuiet,
		CauseUnwish, CauseLost,
	}
}

// Refusal is the error of a Gateway. Nothing personal is in it: what servers answer often quotes the address.
type Refusal struct {
	Cause  Cause
	Detail string // the server's own number, such as "550 5.1.1"; "" if it gave none
	Final  bool   // trying again makes no sense
}

func (r *Refusal) Error() string {
	text := "notify: " + string(r.Cause)
	if r.Detail != "" {
		text += " (" + r.Detail + ")"
	}
	return text
}

func refuse(c Cause, detail string, final bool) error { return &Refusal{c, detail, final} }

// Gateway sends by one way.
type Gateway interface {
	// Send hands a message over. It returns nil only when the other side took it. The error is a *Refusal. Sending the same ID again,
	// after nobody knows whether it was taken, is told to the other side as far as that understands it.
	Send(ctx context.Context, m Message) error
}

// Message is what goes to one person at once.
type Message struct {
	ID          string // the same at every attempt; hexadecimal digits
	To          string // an address of the way
	Lang        civic.Lang
	Sender      string // the district's name
	Subject     string
	Items       []Item
	Foot        string // why they get it
	Unsubscribe string // address where it is ended; "" where that makes no sense
	UnsubText   string
}

// Item is one thing that is told.
type Item struct {
	Title      string // "" if the subject says it
	Paragraphs []string
	Link       string
	LinkText   string
	Brief      string // all of it in one line, for SMS; without the link
}

// detail writes a server's number.
func detail(code int) string {
	if code == 0 {
		return ""
	}
	return fmt.Sprint(code)
}
