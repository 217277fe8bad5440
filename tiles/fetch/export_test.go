package fetch

import (
	"net/http"
	"time"
)

var (
	Lifetime   = func(h http.Header, now time.Time) (time.Duration, bool) { return lifetime(h, now, unsaid) }
	RetryAfter = retryAfter
)

// Header is the User-Agent.
func (a Agent) Header() (string, error) { return a.header() }
