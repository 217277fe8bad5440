package device

import (
	"context"
	"errors"
)

// NetworkChanges isn't told by netlink here: Android keeps that from programs since API 30.
func NetworkChanges(context.Context, func()) error {
	return errors.New("device: nothing tells of the network here")
}
