package store

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/store/journal"
)

// Device is this device's id, made at its first start.
func (s *Store) Device() civic.DeviceID { return s.device }

// Key is the device's signing key.
func (s *Store) Key(ctx context.Context) (ed25519.PrivateKey, error) {
	key, err := s.deviceKey(ctx, s.reader)
	return key, dbError("device key", err)
}

func (s *Store) deviceKey(ctx context.Context, q querier) (ed25519.PrivateKey, error) {
	boxed, err := getSetting(ctx, q, settingKey)
	if err != nil {
		return nil, err
	}
	seed, err := s.vault.Open(settingKey, boxed)
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%w: device key: %w", ErrDamaged, err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func (s *Store) firstStart(ctx context.Context, tx *sql.Tx) error {
	id, err := s.newID()
	if err != nil {
		return err
	}
	seed, err := s.random(ed25519.SeedSize)
	if err != nil {
		return err
	}
	code, err := s.selfCode()
	if err != nil {
		return err
	}
	for key, value := range map[string][]byte{
		settingDevice: id[:], settingKey: s.vault.Seal(settingKey, seed),
		settingSelfCode: []byte(code), settingFingerprint: s.fingerprint(),
	} {
		if err := putSetting(ctx, tx, key, value); err != nil {
			return err
		}
	}
	s.device = id
	return nil
}

// recognise begins a new epoch if the database is behind what this folder has already seen (an older copy was put
// back), or lies on another machine or in another file than before (it was cloned).
func (s *Store) recognise(ctx context.Context, tx *sql.Tx) error {
	now := s.fingerprint()
	before, err := getSetting(ctx, tx, settingFingerprint)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	head, err := s.head(ctx, tx)
	if err != nil {
		return err
	}
	serial, err := getSetting(ctx, tx, settingSerial)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if string(now) == string(before) && !s.mark.isAhead(head, serial) {
		return nil
	}
	if err := putSetting(ctx, tx, settingFingerprint, now); err != nil {
		return err
	}
	return s.beginEpoch(ctx, tx)
}

// fingerprint tells this file on this machine from a copy of it.
func (s *Store) fingerprint() []byte {
	machine, _ := os.ReadFile("/etc/machine-id") // absent elsewhere: then the file alone must do
	sum := sha256.Sum256(fmt.Appendf(machine, "\n%d", fileID(filepath.Join(s.home, FileName))))
	return sum[:]
}

func (s *Store) random(n int) ([]byte, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(s.opt.Rand, b); err != nil {
		return nil, fmt.Errorf("randomness: %w", err)
	}
	return b, nil
}

// newID is a UUIDv7 by the store's clock, so that ids sort roughly by time.
func (s *Store) newID() (id [16]byte, err error) {
	u, err := uuid.NewRandomFromReader(s.opt.Rand)
	if err != nil {
		return id, fmt.Errorf("randomness: %w", err)
	}
	id = u
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(s.now().UnixMilli()))
	copy(id[:6], ms[2:])
	id[6] = id[6]&0x0f | 0x70
	return id, nil
}

// markName is the file beside the database that remembers how far the journal had come. A database that is behind it
// is an older copy that somebody put back.
const markName = "journal.mark"

// mark is written after the commit and without fsync: it may lag behind the database, never lead it.
type mark struct {
	file   *os.File
	epoch  uint64
	seq    uint64
	serial uint64
}

const markLen = 24

func openMark(home string) (*mark, error) {
	f, err := os.OpenFile(filepath.Join(home, markName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	m := &mark{file: f}
	var b [markLen]byte
	if n, _ := f.ReadAt(b[:], 0); n == markLen {
		m.epoch, m.seq, m.serial = binary.BigEndian.Uint64(b[:]), binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(b[16:])
	}
	return m, nil
}

func (m *mark) isAhead(head journal.Head, serial []byte) bool {
	var n uint64
	_, _ = fmt.Sscanf(string(serial), "%d", &n) // nothing there: 0
	return m.serial > n || m.seq > 0 && (m.epoch != uint64(head.Epoch) && head.Epoch == 0 || m.epoch == uint64(head.Epoch) && m.seq > head.Seq)
}

// advance is a best effort: a mark that lags only makes the guard weaker, and the portal is the second one.
func (m *mark) advance(head journal.Head, serial int64) {
	b := binary.BigEndian.AppendUint64(nil, uint64(head.Epoch))
	b = binary.BigEndian.AppendUint64(b, head.Seq)
	b = binary.BigEndian.AppendUint64(b, uint64(serial))
	_, _ = m.file.WriteAt(b, 0)
}

func (m *mark) close() error { return m.file.Close() }
