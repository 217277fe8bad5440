package db

import (
	"errors"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Entry is an entry as the portal holds it.
type Entry struct {
	journal.Entry
	Sum       journal.Hash // its hash, as it was when it arrived
	Arrival   int64        // from 1 without gaps, over all devices
	Received  time.Time
	Signature []byte     // the device's, on the last entry of what it sent at once; nil on the others
	Role      civic.Role // what the device was then
	Place     string
	Used      bool   // reports were made from it
	Verdict   string // why not, as a translation key; "" with Used false is a kind of a later version
}

const entryColumns = `device, epoch, seq, hash, prev, time, arrival, received_at, kind, public, sealed, sealed_hash, blobs,
	signature, role, place, used, verdict`

func readEntry(row scanner) (e Entry, err error) {
	var epoch int64
	var blobs []byte
	if err := row.Scan(fixed(e.Device[:]), &epoch, &e.Seq, fixed(e.Sum[:]), fixed(e.Prev[:]), moment{&e.Time}, &e.Arrival,
		moment{&e.Received}, &e.Kind, &e.Public, &e.Sealed, fixed(e.SealedHash[:]), &blobs, &e.Signature, &e.Role, &e.Place,
		&e.Used, &e.Verdict); err != nil {
		return e, err
	}
	e.Epoch = journal.Epoch(epoch)
	if e.Blobs, err = journal.DecodeBlobs(blobs); err != nil {
		e.Blobs = nil // somebody changed the row; the hash tells, and the audit names the entry
	}
	return e, nil
}

// AddEntry keeps an entry; e.Arrival is given here and returned.
func (t *Tx) AddEntry(e Entry) (arrival int64, err error) {
	blobs, err := journal.EncodeBlobs(e.Blobs)
	if err != nil {
		return 0, err
	}
	if err := t.breathe(); err != nil {
		return 0, err
	}
	if arrival, err = t.next(counterArrival); err != nil {
		return 0, err
	}
	e.Arrival, e.Received = arrival, t.Now
	row := &lateEntry{e, blobs}
	if err := t.wait(inEntry, row); err != nil {
		return 0, err
	}
	learn(&t.late.entries, arrival, row)
	return arrival, nil
}

// lateEntry is an entry that waits to be written.
type lateEntry struct {
	Entry
	blobs []byte
}

func (e *lateEntry) values() []any {
	return []any{
		e.Device[:], int64(e.Epoch), int64(e.Seq), e.Sum[:], e.Prev[:], e.Time.UnixMilli(), e.Arrival, e.Received.UnixMilli(), string(e.Kind),
		bytesOf(e.Public), e.Sealed, e.SealedHash[:], e.blobs, e.Signature, string(e.Role), e.Place, e.Used, e.Verdict,
	}
}

// SettleEntry notes what came of an entry.
func (t *Tx) SettleEntry(arrival int64, used bool, verdict string) error {
	if e := t.late.entries[arrival]; e != nil {
		e.Used, e.Verdict = used, verdict
		return nil
	}
	_, err := t.exec("settle entry", "UPDATE entry SET used = $1, verdict = $2 WHERE arrival = $3", used, verdict, arrival)
	return err
}

// Entry finds one; the error wraps ErrNotFound.
func (t *Tx) Entry(device civic.DeviceID, epoch journal.Epoch, seq uint64) (Entry, error) {
	return one(t, "read entry", readEntry, "SELECT "+entryColumns+" FROM entry WHERE device = $1 AND epoch = $2 AND seq = $3",
		device[:], int64(epoch), int64(seq))
}

// HasEntry says that a device told an entry with this hash, in whichever epoch.
func (t *Tx) HasEntry(device civic.DeviceID, sum journal.Hash) (bool, error) {
	return one(t, "find entry", value[bool], "SELECT EXISTS (SELECT 1 FROM entry WHERE device = $1 AND hash = $2)", device[:], sum[:])
}

// EntriesAfter lists entries of all devices in the order of their arrival.
func (t *Tx) EntriesAfter(arrival int64, limit int) ([]Entry, error) {
	return all(t, "list entries", readEntry, "SELECT "+entryColumns+" FROM entry WHERE arrival > $1 ORDER BY arrival LIMIT $2",
		arrival, limit)
}

// UnusedAfter lists entries nothing was made from, in the order of their arrival.
func (t *Tx) UnusedAfter(arrival int64, limit int) ([]Entry, error) {
	return all(t, "list unused entries", readEntry, "SELECT "+entryColumns+` FROM entry WHERE arrival > $1 AND used = 0
		ORDER BY arrival LIMIT $2`, arrival, limit)
}

// Arrived is how many entries were ever taken in.
func (t *Tx) Arrived() (int64, error) {
	return one(t, "count entries", value[int64], "SELECT value FROM counter WHERE name = $1", string(counterArrival))
}

// Stored is what a repeat of an entry is compared with.
type Stored struct {
	Sum     journal.Hash
	Verdict string
}

// StoredRange reads the entries from seq to seq, both included, in order.
func (t *Tx) StoredRange(device civic.DeviceID, epoch journal.Epoch, from, to uint64) ([]Stored, error) {
	return all(t, "compare entries", func(row scanner) (s Stored, err error) {
		err = row.Scan(fixed(s.Sum[:]), &s.Verdict)
		return s, err
	}, "SELECT hash, verdict FROM entry WHERE device = $1 AND epoch = $2 AND seq BETWEEN $3 AND $4 ORDER BY seq",
		device[:], int64(epoch), int64(from), int64(to))
}

func readHead(row scanner) (h journal.Head, err error) {
	var epoch int64
	err = row.Scan(&epoch, &h.Seq, fixed(h.Hash[:]))
	h.Epoch = journal.Epoch(epoch)
	return h, err
}

// Head tells how far an epoch has come; an epoch nothing is known of is at its very beginning.
func (t *Tx) Head(device civic.DeviceID, epoch journal.Epoch) (journal.Head, error) {
	at := epochOf{device, epoch}
	if h, ok := t.known.heads[at]; ok {
		return h, nil
	}
	h, err := one(t, "read head", readHead, "SELECT epoch, seq, hash FROM epoch WHERE device = $1 AND epoch = $2", device[:], int64(epoch))
	if errors.Is(err, ErrNotFound) {
		h, err = journal.Head{Epoch: epoch}, nil
	}
	if !t.late.reads && err == nil {
		learn(&t.known.heads, at, h)
	}
	return h, err
}

// Heads lists the epochs of a device in the order in which they began here.
func (t *Tx) Heads(device civic.DeviceID) ([]journal.Head, error) {
	return all(t, "list heads", readHead, "SELECT epoch, seq, hash FROM epoch WHERE device = $1 ORDER BY begun_at, epoch", device[:])
}

// PutHead moves an epoch's head on.
func (t *Tx) PutHead(device civic.DeviceID, h journal.Head) error {
	at := epochOf{device, h.Epoch}
	learn(&t.known.heads, at, h)
	return t.waitKeyed(inEpoch, at, values{device[:], int64(h.Epoch), int64(h.Seq), h.Hash[:], t.Now.UnixMilli()})
}
