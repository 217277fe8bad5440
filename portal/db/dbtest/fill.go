package dbtest

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Filler puts reports in.
type Filler struct {
	DB     *db.DB
	Rand   *rand.Rand
	device civic.DeviceID
	seq    uint64
	prev   journal.Hash
}

// New enrols a device and returns a filler that tells in its name.
func New(ctx context.Context, d *db.DB, seed uint64) (*Filler, error) {
	f := &Filler{DB: d, Rand: rand.New(rand.NewPCG(seed, 1)), device: civic.DeviceID{0xDB, byte(seed)}}
	return f, d.Write(ctx, func(tx *db.Tx) error {
		return tx.AddDevice(db.Device{
			ID: f.device, Key: bytes.Repeat([]byte{byte(seed)}, 32), Role: civic.RolePoint, Place: "Stavcheny",
			Code: fmt.Sprintf("TC-%02d", seed), Enrolled: tx.Now, Seen: tx.Now,
		}, fmt.Sprintf("TC%02d", seed), int64(seed))
	})
}

// Add puts one report in, and its case, which change may change before it is kept. Report, Arrival and Number are given here.
func (f *Filler) Add(tx *db.Tx, change func(*db.Case)) (db.Case, error) {
	f.seq++
	e := journal.New(journal.Header{Device: f.device, Epoch: 1 << 40, Seq: f.seq, Prev: f.prev, Time: tx.Now, Kind: journal.KindReport}, []byte{0xA0}, nil, nil)
	f.prev = e.Hash()
	arrival, err := tx.AddEntry(db.Entry{Entry: e, Sum: f.prev, Role: civic.RolePoint, Place: "Stavcheny", Used: true})
	if err != nil {
		return db.Case{}, err
	}
	c := db.Case{
		Arrival: arrival, Number: fmt.Sprintf("ZRC-26-%05d", f.seq), Category: "health-fap-closed", Theme: "health",
		Urgency: civic.UrgencyOrdinary, Status: civic.StatusDelivered, StatusAt: tx.Now, Captured: tx.Now, Received: tx.Now,
	}
	binary.BigEndian.PutUint64(c.Report[8:], f.seq)
	c.Report[0] = f.device[1] + 1
	change(&c)
	r := db.Report{Device: f.device, Epoch: 1 << 40, Seq: f.seq, Arrival: arrival, PublicHash: journal.Hash{1}, At: "Stavcheny"}
	r.ID, r.Number, r.Category, r.Text, r.Urgency, r.Channel = c.Report, c.Number, c.Category, c.Text, c.Urgency, civic.ChannelPerson
	r.Place, r.Status, r.CapturedAt, r.ReceivedAt = c.Place, c.Status, c.Captured, c.Received
	if err := tx.AddReport(r); err != nil {
		return c, err
	}
	c.Version = 1
	return c, tx.OpenCase(c)
}

// Many puts in n reports that are published, all over a district and over three years, with words as people use them.
func (f *Filler) Many(ctx context.Context, n int, known *civic.Classifier) error {
	categories, words, settlements := district(known)
	statuses := []civic.Status{civic.StatusAssigned, civic.StatusInWork, civic.StatusInWork, civic.StatusClosed, civic.StatusClosed, civic.StatusClosed, civic.StatusRated, civic.StatusRejected, civic.StatusSolved}
	zipf := rand.NewZipf(f.Rand, 1.1, 20, uint64(len(words)-1))
	for done := 0; done < n; {
		if err := f.DB.Write(ctx, func(tx *db.Tx) error {
			for range min(5000, n-done) {
				if _, err := f.Add(tx, func(c *db.Case) {
					category := categories[f.Rand.IntN(len(categories))]
					c.Category, c.Theme, c.Department = category.Slug, category.Theme, category.Department
					c.Received = tx.Now.Add(-time.Duration(float64(n-done) / float64(n) * float64(3*365*24*time.Hour)))
					c.Captured, c.Registered, c.Published, c.StatusAt = c.Received, c.Received, c.Received, c.Received
					c.Status = statuses[f.Rand.IntN(len(statuses))]
					if c.Status == civic.StatusClosed {
						c.Solved = c.Received
					}
					if c.Status == civic.StatusInWork && done%5 == 0 {
						c.DueKind, c.DueClass, c.DueAt, c.Rung = civic.DeadlineResolve, "appeal", c.Received.Add(30*24*time.Hour), 1+done/5%4
					}
					var text []byte
					for range 8 + f.Rand.IntN(16) {
						text = append(append(text, words[zipf.Uint64()]...), ' ')
					}
					c.Text = string(text)
					s := f.Rand.IntN(len(settlements))
					angle := float64(s) * 2.4
					c.Place = civic.Place{Settlement: settlements[s], Address: fmt.Sprintf("Lesnaya 12-%d", 1+f.Rand.IntN(120)), Source: civic.SourceMap, Position: civic.Position{
						Lat: civic.Degrees(47 + 0.004*float64(s)*0.05*angle + f.Rand.NormFloat64()*0.01), Lon: civic.Degrees(28.8 + 0.02*float64(s%20) + f.Rand.NormFloat64()*0.015),
					}}
				}); err != nil {
					return err
				}
				done++
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// district is what reports are made of: all categories, some 20,000 words besides their own, and 60 villages.
func district(known *civic.Classifier) (categories []civic.Category, words, settlements []string) {
	for _, t := range known.Themes() {
		for _, c := range t.Categories {
			c.Theme = t.Slug
			categories = append(categories, c)
			words = append(words, civic.Words(c.Title.In(civic.LangRU)+" "+c.Title.In(civic.LangUK))...)
		}
	}
	for i := range 20_000 { // names, brands and mistypings that are in a text or two
		words = append(words, fmt.Sprintf("%c%c%c%d", '\u0430'+i%31, '\u0430'+i/31%31, '\u0430'+i/961%31, i))
	}
	for i := range 60 {
		settlements = append(settlements, fmt.Sprintf("Selo %d", i))
	}
	return categories, words, settlements
}
