package present

import (
	"context"
	"os"
	"time"

	"priyom/lang"
	"priyom/store"
	"priyom/store/vault"
)

// When a backup is made by itself: a day after the last one, wherever its folder is there at the moment.
const (
	backupEvery = 20 * time.Hour
	backupLook  = 15 * time.Minute
)

// The preferences of backups.
const preferenceBackupFolder = "backup-folder"

// BackupState is the backups' part of the settings.
type BackupState struct {
	Folder   string // chosen; "" if none is
	There    bool   // the folder can be reached at the moment
	Last     string // when the last one was made, in words
	Busy     bool
	Problem  string
	Recovery string // in words: whether there is a code
	Code     string // just made: it is shown this once
}

// Backup copies everything to a folder that somebody chose, such as one on a memory stick, when asked and once a day.
type Backup struct {
	OnChange func()

	p        *Point
	folder   string
	there    bool
	last     time.Time
	busy     bool
	err      error
	recovery bool
	code     string
	stop     func() // the time until the next look
}

func newBackup(p *Point) *Backup { return &Backup{p: p} }

// State is what to show.
func (b *Backup) State() BackupState {
	v := b.p.Voice()
	s := BackupState{Folder: b.folder, There: b.there, Busy: b.busy, Code: b.code, Last: v.Say("backup.never"), Recovery: v.Say("backup.recovery-none")}
	if !b.last.IsZero() {
		s.Last = v.With("backup.last", lang.Args{"When": v.Moment(b.last, b.p.env.Clock())})
	}
	if b.recovery {
		s.Recovery = v.Say("backup.recovery-there")
	}
	if b.err != nil {
		s.Problem = trouble(v, b.err)
	}
	return s
}

// begin reads what is known and looks for the folder from now on.
func (b *Backup) begin() {
	b.p.read.do(func(ctx context.Context) func() {
		folder, err := b.p.store.Preference(ctx, preferenceBackupFolder)
		if err != nil {
			return func() { b.p.env.Log.Error("backup-folder", "error", err) }
		}
		recovery, err := vault.HasRecovery(b.p.home)
		if err != nil {
			b.p.env.Log.Error("recovery", "error", err)
		}
		return func() {
			if b.recovery = recovery; b.folder == "" { // else somebody was faster and chose another
				b.folder = folder
			}
			b.look()
		}
	})
}

// look makes a backup if it is time and the folder is there, and looks again later.
func (b *Backup) look() {
	if b.stop != nil {
		b.stop()
	}
	b.stop = b.p.env.After(backupLook, b.look)
	folder := b.folder
	b.p.read.do(func(ctx context.Context) func() {
		last, err := b.p.store.LastBackup(ctx)
		if err != nil {
			b.p.env.Log.Error("last backup", "error", err)
		}
		there := folder != "" && reachable(folder)
		return func() {
			b.last, b.there = last, there
			if there && b.p.env.Clock().Sub(last) >= backupEvery {
				b.Now()
			}
			b.changed()
		}
	})
}

// reachable says that a folder is there; one on a stick that isn't in has no folder, and none is made in its place.
func reachable(folder string) bool {
	info, err := os.Stat(folder)
	return err == nil && info.IsDir()
}

// Choose lets choose the folder, and makes the first backup there.
func (b *Backup) Choose() {
	if !b.p.Guard.allows() {
		return
	}
	b.p.Picker.OpenFolder(func(path string) {
		b.folder, b.there, b.err = path, true, nil
		b.p.write.do(func(ctx context.Context) func() {
			err := b.p.store.SetPreference(ctx, preferenceBackupFolder, path)
			return func() {
				if err != nil {
					b.p.failed("backup-folder", err)
				}
			}
		})
		b.Now()
	})
}

// Now makes a backup.
func (b *Backup) Now() {
	if b.busy || b.folder == "" {
		return
	}
	b.busy, b.err = true, nil
	b.changed()
	folder := b.folder
	b.p.workers.Go(func() { // it may take minutes on a slow stick, and everything else goes on
		made, err := b.backup(folder)
		if b.p.ctx.Err() == nil {
			b.p.env.Post(func() { b.made(made, err) })
		}
	})
}

func (b *Backup) backup(folder string) (store.Backup, error) {
	if !reachable(folder) {
		return store.Backup{}, errFolderGone
	}
	return b.p.store.Backup(b.p.ctx, folder)
}

func (b *Backup) made(made store.Backup, err error) {
	b.busy, b.err = false, err
	if err != nil {
		b.p.env.Log.Error("no backup", "error", errorKind(err))
	} else {
		b.last, b.there = made.MadeAt, true
		v := b.p.Voice()
		b.p.notice(ToneGood, v.With("backup.made", lang.Args{"Size": v.Bytes(made.Bytes)}))
	}
	b.changed()
}

// MakeRecovery makes a code that opens this computer's backups elsewhere, and shows it until Forget.
func (b *Backup) MakeRecovery() {
	if b.busy || !b.p.Guard.allows() {
		return
	}
	b.busy = true
	b.changed()
	b.p.write.do(func(context.Context) func() {
		code, err := vault.AddRecovery(b.p.home, b.p.secrets)
		return func() {
			b.busy = false
			if err != nil {
				b.err = err
				b.p.env.Log.Error("no recovery code", "error", err)
			} else {
				b.code, b.recovery = code, true
			}
			b.changed()
		}
	})
}

// Forget takes the code off the screen.
func (b *Backup) Forget() {
	b.code = ""
	b.changed()
}

func (b *Backup) changed() {
	if b.OnChange != nil {
		b.OnChange()
	}
}
