package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"time"

	"priyom/civic"
	"priyom/photo"
)

const texts = 20

// load is what everybody carries: texts, and copies of photos made by Priyom. Priyom itself carries previews beside them.
type load struct {
	texts  []file
	photos []file // the ith belongs to the ith text
}

type file struct {
	name    string
	content []byte
}

// files are all, texts first.
func (l load) files() []file { return append(append([]file{}, l.texts...), l.photos...) }

// report is the ith text, and its photo if it has one.
func (l load) report(i int) []file {
	if i < len(l.photos) {
		return []file{l.texts[i], l.photos[i]}
	}
	return []file{l.texts[i]}
}

func (l load) bytes() (n int) {
	for _, f := range l.files() {
		n += len(f.content)
	}
	return n
}

// newLoad makes a load with so many photos.
func newLoad(photos int) (l load, err error) {
	for i := range texts {
		raw, err := json.Marshal(aReport(i))
		if err != nil {
			return l, err
		}
		l.texts = append(l.texts, file{fmt.Sprintf("a-%02d.json", i), raw})
	}
	originals, err := originals(photos)
	if err != nil {
		return l, err
	}
	for i, raw := range originals {
		made, err := photo.Prepare(context.Background(), bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return l, err
		}
		l.photos = append(l.photos, file{fmt.Sprintf("b-%02d.jpg", i), made.Copy})
	}
	return l, nil
}

func aReport(i int) civic.Report {
	return civic.Report{
		Number: fmt.Sprintf("СТ-04-%04d", i+1), Category: "roads-pothole", Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelPerson,
		Text:       fmt.Sprintf("Яма глубиной %d сантиметров у остановки, автобус объезжает её по встречной полосе", 10+i),
		Place:      civic.Place{Address: fmt.Sprintf("ул. Лесная, %d", 3*i+1), Settlement: "с. Ставчены"},
		CapturedAt: time.Date(2026, 11, 24, 9, i, 0, 0, time.UTC),
		Reporter:   civic.Reporter{Name: "Петрова Анна Сергеевна", Phone: "+7 912 000-41-15", Reply: civic.ReplyPhone, Consent: civic.Consent{Given: true, Sheet: "118"}},
	}
}

// originals are pieces of a real photograph, all different.
func originals(n int) (all [][]byte, err error) {
	shared := os.Getenv("PRIYOM_SHARED")
	f, err := os.Open(filepath.Join(shared, "photos", "HMD_Nokia_8.3_5G.jpg"))
	if err != nil {
		return nil, fmt.Errorf("needs the real photographs; PRIYOM_SHARED names their folder's: %w", err)
	}
	defer f.Close()
	m, err := jpeg.Decode(f)
	if err != nil {
		return nil, err
	}
	whole := m.(*image.YCbCr)
	for i := range n {
		x, y := (i%6)*480, (i/6)%2*700
		var b bytes.Buffer
		if err := jpeg.Encode(&b, whole.SubImage(image.Rect(x, y, x+1600, y+1200+i)), &jpeg.Options{Quality: 92}); err != nil {
			return nil, err
		}
		all = append(all, b.Bytes())
	}
	return all, nil
}
