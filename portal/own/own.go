package own

import (
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/portal/keys"
	"priyom/store/journal"
)

// Errors of this package.
var (
	ErrForeign = errors.New("own: report is another device's")
	ErrTooLate = errors.New("own: the report has moved on, nothing of the kind can be done to it now")
	ErrHidden  = errors.New("own: report isn't public, or is dealt with")
	ErrSigned  = errors.New("own: this account has signed already")
)

// RefusedError is an entry that intake found to be of no use. Nothing of it is kept.
type RefusedError struct{ Verdict string }

func (e *RefusedError) Error() string { return "own: entry refused: " + e.Verdict }

// The device's names. Others' ordinals begin at 1, so nobody else has its code.
const (
	place = "\u041f\u043e\u0440\u0442\u0430\u043b" // "Portal" in Russian and Ukrainian
	code  = "\u041f\u041e-00"
	// family is no other device's: their families are two letters.
	family = "own"
)

// Journal is the portal's own.
type Journal struct {
	db     *db.DB
	blobs  *blobs.Store
	intake *intake.Intake
	keys   keys.Keys
	random io.Reader
	id     civic.DeviceID
	key    ed25519.PrivateKey
	seal   journal.SealKey
	links  []byte // secret of the links to reports

	reported func(*db.Tx, civic.ReportID) error
}

// Config is what it is made from.
type Config struct {
	DB     *db.DB
	Blobs  *blobs.Store
	Intake *intake.Intake
	Keys   keys.Keys
	Random io.Reader
}

// Reported says what follows from a report that somebody with an account sent, in the same transaction. Set it before the first one.
func (j *Journal) Reported(do func(*db.Tx, civic.ReportID) error) { j.reported = do }

// New makes it. Its key and id follow from the portal's, so that all processes have the same.
func New(c Config) (*Journal, error) {
	j := &Journal{db: c.DB, blobs: c.Blobs, intake: c.Intake, keys: c.Keys, random: c.Random}
	seed, err := c.Keys.Derive("own device", nil)
	if err != nil {
		return nil, err
	}
	id, err := c.Keys.Derive("own device id", nil)
	if err != nil {
		return nil, err
	}
	if j.links, err = c.Keys.Derive("follow link", nil); err != nil {
		return nil, err
	}
	if j.seal, err = journal.ParseSealKey(c.Keys.SealKeys()[0]); err != nil {
		return nil, err
	}
	j.key = ed25519.NewKeyFromSeed(seed)
	copy(j.id[:], id)
	j.id[6], j.id[8] = j.id[6]&0x0f|0x80, j.id[8]&0x3f|0x80 // a UUID of a form of one's own (RFC 9562, 5.8)
	return j, nil
}

// Device is the id under which the portal speaks.
func (j *Journal) Device() civic.DeviceID { return j.id }

// device is the row of the portal's own device; the first who says anything makes it.
func (j *Journal) device(tx *db.Tx) (db.Device, error) {
	d, err := tx.Device(j.id)
	if !errors.Is(err, db.ErrNotFound) {
		return d, err
	}
	d = db.Device{
		ID: j.id, Key: j.key.Public().(ed25519.PublicKey), Role: civic.RolePortal, Place: place, Code: code, Name: "portal", Program: "portal",
		Enrolled: tx.Now, Seen: tx.Now,
	}
	return d, tx.AddDevice(d, family, 0)
}

// head is where the chain goes on.
func (j *Journal) head(tx *db.Tx) (journal.Head, error) {
	epoch, err := j.epoch(tx)
	if err != nil {
		return journal.Head{}, err
	}
	head, err := tx.Head(j.id, epoch)
	if err != nil || head.Seq > 0 {
		return head, err
	}
	before, err := tx.Heads(j.id) // a new epoch goes on where the last one was left
	if err == nil && len(before) > 0 {
		head.Hash = before[len(before)-1].Hash
	}
	return head, err
}

func (j *Journal) epoch(tx *db.Tx) (journal.Epoch, error) {
	raw, err := tx.Setting(db.SettingOwnEpoch)
	if errors.Is(err, db.ErrNotFound) {
		return j.begin(tx)
	}
	if err != nil {
		return 0, err
	}
	var epoch uint64
	if err := journal.Decode(raw, &epoch); err != nil {
		return 0, fmt.Errorf("own: epoch: %w", err)
	}
	return journal.Epoch(epoch), nil
}

// begin draws a new epoch.
func (j *Journal) begin(tx *db.Tx) (journal.Epoch, error) {
	var b [8]byte
	if _, err := io.ReadFull(j.random, b[:]); err != nil {
		return 0, fmt.Errorf("own: randomness: %w", err)
	}
	epoch := uint64(0)
	for _, x := range b {
		epoch = epoch<<8 | uint64(x)
	}
	epoch = epoch&(1<<63-1) | 1
	raw, err := journal.Encode(epoch)
	if err != nil {
		return 0, err
	}
	return journal.Epoch(epoch), tx.PutSetting(db.SettingOwnEpoch, raw)
}

// newID draws a UUIDv7.
func (j *Journal) newID() ([16]byte, error) {
	id, err := uuid.NewV7FromReader(j.random)
	if err != nil {
		return [16]byte{}, fmt.Errorf("own: randomness: %w", err)
	}
	return id, nil
}

// Key tells one form from all others. It must be the sender's alone.
type Key [32]byte

// KeyOf makes a key of what only the sender has, for one purpose.
func KeyOf(purpose, secret string) Key {
	return sha256.Sum256([]byte("priyom form 1\n" + purpose + "\n" + secret))
}
