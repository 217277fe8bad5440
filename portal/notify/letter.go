package notify

import (
	"priyom/civic"
	"priyom/portal/db"
)

// Letter is an e-mail that somebody asked for just now, such as one that confirms an address. It ignores quiet hours and what
// people wish to be told.
type Letter struct {
	To         string // one address
	Lang       civic.Lang
	Subject    string
	Paragraphs []string
	Link       string // what to press, an absolute address; "" for nothing
	LinkText   string
}

// Mailer puts letters into the outbox.
type Mailer interface {
	// Mail keeps a letter in the caller's transaction; it is sent once that is kept, and tried again for a day. The error wraps
	// ErrNoMail where no server is set up, or ErrAddress.
	Mail(tx *db.Tx, l Letter) error
}
