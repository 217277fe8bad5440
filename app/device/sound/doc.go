// Package sound records what somebody says, and plays it: on Linux through PulseAudio, or PipeWire, which speaks its protocol.
//
// Its invariant: a recording is a whole file at every moment but for its last second. It is Opus in Ogg, written and fsynced page by page, so
// that a kill takes no more than what was said since the last page; Length measures such a file and cuts off what isn't whole.
//
// Speech takes 24 kbit/s: three minutes are half a megabyte. Android's AAC would want an encoder that there is no pure one of under a licence
// like ours; browsers play both. PulseAudio is spoken to by jfreymuth/pulse, Opus is coded by thesyncim/gopus, which agrees with libopus bit by bit:
// both are pure Go, so that nothing is to be installed.
package sound

import (
	"errors"
	"time"
)

// Longest is how long a recording may be.
const Longest = 3 * time.Minute

// Why there is no sound.
var (
	ErrNone   = errors.New("sound: nothing here records or plays")
	ErrSilent = errors.New("sound: nothing was recorded")
	ErrFormat = errors.New("sound: no recording of ours")
)
