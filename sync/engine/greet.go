package engine

import (
	"context"
	"time"
)

// Greeting is what a portal says of itself to whoever asks. Nobody has signed it: it is good for telling a person what is
// there, and for nothing else.
type Greeting struct {
	Portal string // its id
	Name   string // of the district
	Time   time.Time
}

// Greet asks whether a portal answers at an address, and as which. The error is a *Failure.
func Greet(ctx context.Context, opt Options, url string) (Greeting, error) {
	c, done, err := newClient(opt, url)
	if err != nil {
		return Greeting{}, err
	}
	defer done()
	h, err := c.hello(ctx)
	if err != nil {
		return Greeting{}, err
	}
	return Greeting{Portal: h.Portal, Name: h.Name, Time: time.UnixMilli(h.Time).UTC()}, nil
}
