//go:build !linux

package device

import (
	"context"
	"errors"
)

// NetworkChanges isn't told here: the engine looks at the addresses now and then.
func NetworkChanges(context.Context, func()) error {
	return errors.New("device: nothing tells of the network here")
}
