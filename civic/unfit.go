package civic

import (
	"errors"
	"strings"
)

// ErrUnfit is returned for an answer or a message with something missing; see UnfitError.
var ErrUnfit = errors.New("civic: not fit to be sent")

// UnfitError names what is wrong with something that was to be sent, as translation keys. It wraps ErrUnfit.
type UnfitError struct{ Keys []string }

func (e *UnfitError) Error() string { return ErrUnfit.Error() + ": " + strings.Join(e.Keys, ", ") }

// Unwrap makes it an ErrUnfit.
func (e *UnfitError) Unwrap() error { return ErrUnfit }

// Tidy is a text that somebody wrote in a form or a file: one kind of line end, nothing empty around it.
func Tidy(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
