package present

import (
	"errors"

	"priyom/durable"
	"priyom/lang"
	"priyom/register"
	"priyom/store"
	"priyom/store/vault"
	"priyom/sync/engine"
	"priyom/tiles/pack"
)

// trouble is what an error means to a person and what can be done about it; the error itself is for the log.
func trouble(v *lang.Voice, err error) string {
	var failed *engine.Failure
	if errors.As(err, &failed) {
		return causeWords(v, string(failed.Cause))
	}
	var busy *busyError
	if errors.As(err, &busy) {
		return v.Say("gate.busy.under")
	}
	if durable.IsFull(err) {
		return v.Say("trouble.disk-full")
	}
	for _, known := range []struct {
		err error
		key string
	}{
		{errFolderGone, "trouble.folder-gone"},
		{register.ErrLong, "trouble.register-long"},
		{store.ErrDiskFull, "trouble.disk-full"},
		{store.ErrBackup, "trouble.no-backup"},
		{store.ErrOccupied, "trouble.occupied"},
		{store.ErrNewer, "trouble.newer"},
		{store.ErrCaptured, "trouble.captured"},
		{store.ErrFileDamaged, "trouble.file-damaged"},
		{store.ErrDamaged, "trouble.damaged"},
		{store.ErrPINForm, "trouble.pin-form"},
		{store.ErrWrongPIN, "trouble.wrong-pin"},
		{store.ErrOperatorName, "trouble.operator-name"},
		{store.ErrNotFound, "trouble.not-found"},
		{pack.ErrNotPack, "trouble.map-not"},
		{pack.ErrNewer, "trouble.map-newer"},
		{pack.ErrTruncated, "trouble.map-cut"},
		{pack.ErrDamaged, "trouble.map-damaged"},
		{vault.ErrWrongPassphrase, "trouble.wrong-passphrase"},
		{vault.ErrKeyring, "trouble.keyring"},
		{vault.ErrDamaged, "trouble.vault-damaged"},
	} {
		if errors.Is(err, known.err) {
			return v.Say(known.key)
		}
	}
	return v.Say("trouble.unknown")
}

// errFolderGone is for a folder that was chosen and isn't there at the moment, such as one on a stick.
var errFolderGone = errors.New("present: folder is gone")

// causeWords says why something didn't go. A newer portal may send causes without words here.
func causeWords(v *lang.Voice, cause string) string {
	switch {
	case cause == "":
		return ""
	case v.Has(cause):
		return v.Say(cause)
	}
	return v.With("cause.unknown", lang.Args{"Cause": cause})
}
