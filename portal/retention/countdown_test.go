package retention_test

import "context"

// countdown is a context that ends once it was asked a number of times: somewhere in the middle.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left <= 0 {
		return context.Canceled
	}
	return c.Context.Err()
}

func (c *countdown) Done() <-chan struct{} {
	if c.left > 0 {
		return nil
	}
	done := make(chan struct{})
	close(done)
	return done
}
