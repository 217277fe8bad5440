//go:build !linux || android

package device

import "context"

// watchSystem knows nothing: there is gpsd, or a file.
func watchSystem(context.Context, func(Fix)) error { return ErrPositionOff }
