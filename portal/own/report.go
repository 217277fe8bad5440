package own

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Draft is a report as somebody filled it in. ID, Number, Photos, Channel and the times of Report are given here.
type Draft struct {
	civic.Report
	Photos []Photo
	Author db.Account // zero: somebody without an account
}

// Sent is what whoever sent a report is told.
type Sent struct {
	ID     civic.ReportID
	Number string
}

// sent is how it is kept.
type sent struct {
	ID     []byte `cbor:"1,keyasint"`
	Number string `cbor:"2,keyasint"`
}

// Report takes a report. The errors are civic.Problems for what isn't fit to be sent, blobs.ErrFull, db.ErrFull, or the database's.
func (j *Journal) Report(ctx context.Context, key Key, d Draft) (Sent, error) {
	if s, err := j.before(ctx, key); err == nil {
		return s, nil
	}
	id, err := j.newID()
	if err != nil {
		return Sent{}, err
	}
	r := d.Report
	r.ID, r.Channel, r.Photos, r.Status = id, civic.ChannelSelf, bare(d.Photos), ""
	if err := j.keep(ctx, d.Photos); err != nil {
		return Sent{}, err
	}
	raw, err := j.tell(ctx, key, func(p *pen) ([]byte, error) {
		n, err := p.tx.NextOwn()
		if err != nil {
			return nil, err
		}
		r.Number, r.CapturedAt = fmt.Sprintf("%s-%04d", code, n), p.tx.Now
		if err := p.tellReport(r); err != nil {
			return nil, err
		}
		if err := p.tellPhotos(r.ID, d.Photos); err != nil {
			return nil, err
		}
		p.then(func(tx *db.Tx) error { return j.own(tx, r.ID, d.Author) })
		return journal.Encode(sent{r.ID[:], r.Number})
	})
	if err != nil {
		return Sent{}, err
	}
	return readSent(raw)
}

// before is what was told before the photos are looked at again.
func (j *Journal) before(ctx context.Context, key Key) (s Sent, err error) {
	err = j.db.Read(ctx, func(tx *db.Tx) error {
		raw, err := tx.Told(key)
		if err == nil {
			s, err = readSent(raw)
		}
		return err
	})
	return s, err
}

func readSent(raw []byte) (Sent, error) {
	var s sent
	if err := journal.Decode(raw, &s); err != nil || len(s.ID) != 16 {
		return Sent{}, fmt.Errorf("own: what was told: %w", db.ErrDamaged)
	}
	return Sent{civic.ReportID(s.ID), s.Number}, nil
}

func (p *pen) tellReport(r civic.Report) error {
	public, err := journal.EncodeReport(r)
	if err != nil {
		return err
	}
	var personal []byte
	if !r.Reporter.IsZero() {
		if personal, err = journal.EncodeReporter(r.Reporter); err != nil {
			return err
		}
	}
	return p.write(journal.KindReport, public, personal)
}

// own notes whose a report is: whoever has the link, and the account, if there is one.
func (j *Journal) own(tx *db.Tx, id civic.ReportID, author db.Account) error {
	if err := tx.PutFollowLink(sha256.Sum256([]byte(j.Link(id))), id); err != nil || author.IsZero() {
		return err
	}
	c, err := tx.Case(id)
	if err != nil {
		return err
	}
	c.Author = author
	if err := tx.PutCase(&c); err != nil || j.reported == nil {
		return err
	}
	return j.reported(tx, id)
}

// linkBytes is how much of a link must be guessed: 120 bits.
const linkBytes = 15

// Link is the secret word in the address under which whoever sent a report finds it again. It follows from the report, so that it
// can be told again.
func (j *Journal) Link(id civic.ReportID) string {
	mac := hmac.New(sha256.New, j.links)
	mac.Write(id[:])
	return strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil)[:linkBytes]))
}

// ByLink finds the report of a secret word; the error wraps db.ErrNotFound.
func (j *Journal) ByLink(tx *db.Tx, word string) (civic.ReportID, error) {
	return tx.FollowLink(sha256.Sum256([]byte(strings.ToLower(word))))
}

// Sent is what was told to whoever sent a report with a key; the error wraps db.ErrNotFound if nobody did.
func (j *Journal) Sent(ctx context.Context, key Key) (Sent, error) { return j.before(ctx, key) }
