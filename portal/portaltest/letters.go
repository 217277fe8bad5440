package portaltest

import (
	"sync"

	"priyom/portal/db"
	"priyom/portal/notify"
)

// Letters keeps what would be mailed to those who sign in.
type Letters struct {
	mu  sync.Mutex
	all []notify.Letter
}

// Mail implements notify.Mailer.
func (l *Letters) Mail(_ *db.Tx, letter notify.Letter) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, letter)
	return nil
}

// Last is the last one, and how many there were.
func (l *Letters) Last() (last notify.Letter, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n = len(l.all); n > 0 {
		last = l.all[n-1]
	}
	return last, n
}
