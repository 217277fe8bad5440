// Badline brings the same reports over the same bad line by Priyom and by its peers, each on a line of its own, all at
// once: the line is what they wait for, not the machine. Twice: over a line that only is slow and loses packets, and over one
// that also breaks again and again.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"slices"
	"sync"
	"time"

	"priyom/bench/line"
	"priyom/bench/versus"
)

const group = "Over a bad line"

// times is how often each carrier brings its load over each line; the middle one counts.
const times = 3

// later is when one more report is captured, with all the lanes full of photos.
const later = 70 * time.Second

// scenarios are the lines. 20 kB/s is EDGE; losses each by its own chance are harder than real ones.
var scenarios = []struct {
	name string
	spec line.Spec
}{
	{"steady", line.Spec{Rate: 20_000, Delay: 300 * time.Millisecond, Loss: 0.1}},
	{"with breaks", line.Spec{Rate: 20_000, Delay: 300 * time.Millisecond, Loss: 0.1, Up: 60 * time.Second, Down: 15 * time.Second}},
}

// carriers bring a load; the first one is Priyom.
var carriers = []carrier{
	{"Priyom", carryPriyom, true},
	{"tus ×3 (tusd)", func(ctx context.Context, r *run) error { return carryTus(ctx, r, 3) }, true},
	{"tus (tusd)", func(ctx context.Context, r *run) error { return carryTus(ctx, r, 1) }, true},
	{"one POST a report, as ODK", carryForms, true},
	{"rclone ×3 (WebDAV)", carryRclone, false},
	{"rsync --append", carryRsync, false},
}

type carrier struct {
	name  string
	carry func(context.Context, *run) error // returns when everything is acknowledged, or ctx ends
	late  bool                              // it can take in one more text when it is under way, before what still waits
}

func main() {
	play := flag.String("play", "", "run as Priyom's client, in this home folder")
	url := flag.String("url", "", "where the client's portal is")
	code := flag.String("code", "", "the client's one-time code")
	after := flag.Duration("later", later, "when the client captures one more report")
	photos := flag.Int("photos", 16, "how many of the 20 reports have a photo of some 180 kB")
	patience := flag.Duration("patience", 8*time.Minute, "after which a carrier is given up")
	only := flag.String("only", "", "one carrier")
	flag.Parse()
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if *play != "" {
		err = playPriyom(ctx, *play, *url, *code, *photos, *after)
	} else {
		err = compare(ctx, *photos, *patience, *only)
	}
	if err != nil {
		log.Fatal("badline: ", err)
	}
}

// compare runs every carrier over every line, all of them at once.
func compare(ctx context.Context, photos int, patience time.Duration, only string) error {
	goods, err := newLoad(photos)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "badline: %d texts and %d photos, %d bytes; up to %v\n", len(goods.texts), len(goods.photos), goods.bytes(), patience)
	runs := make([][][]*run, len(scenarios)) // by line, carrier, and time
	var wait sync.WaitGroup
	for i, s := range scenarios {
		for j, c := range carriers {
			if only != "" && only != c.name {
				continue
			}
			var same []*run
			for n := range times {
				r := &run{carrier: c, load: goods, later: later, seed: uint64(i*100 + j*10 + n + 1), spec: s.spec}
				same = append(same, r)
				wait.Go(func() { r.do(ctx, patience) })
			}
			runs[i] = append(runs[i], same)
		}
	}
	wait.Wait()
	for i, s := range scenarios {
		if err := report(s.name, s.spec, runs[i]); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// report adds the rows of one line.
func report(name string, spec line.Spec, runs [][]*run) error {
	for _, f := range []struct {
		what, unit string
		of         func(r *run) (value float64, done bool)
		late       bool // only those that can
	}{
		{"first text acknowledged", "s", func(r *run) (float64, bool) { return r.firstText.Seconds(), r.firstText > 0 }, false},
		{"all texts acknowledged", "s", func(r *run) (float64, bool) { return r.allTexts.Seconds(), r.allTexts > 0 }, false},
		{"one more text, captured after 70 s", "s", func(r *run) (float64, bool) { return r.lateText.Seconds(), r.lateText > 0 }, true},
		{"everything acknowledged", "s", func(r *run) (float64, bool) { return r.everything.Seconds(), r.everything > 0 }, false},
		{"bytes sent for each byte of the load", "×", func(r *run) (float64, bool) {
			return float64(r.up.Bytes) / float64(r.load.bytes()), r.everything > 0
		}, false},
	} {
		row := versus.Row{Group: group, Figure: name + ": " + f.what, Unit: f.unit}
		for _, same := range runs {
			if f.late && !same[0].carrier.late {
				continue
			}
			row.Sides = append(row.Sides, middle(same, f.of))
		}
		if err := versus.Add(row); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stderr, "badline: %s was %v\n", name, spec)
	return nil
}

// middle is the middle one of a carrier's runs; one that wasn't done in time comes behind all others.
func middle(same []*run, of func(*run) (float64, bool)) versus.Reading {
	var values []float64
	for _, r := range same {
		if r.err != nil {
			fmt.Fprintf(os.Stderr, "badline: %s: %v\n", r.carrier.name, r.err)
		} else if v, done := of(r); done {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	reading := versus.Reading{Name: same[0].carrier.name, Count: len(values)}
	if n := len(same) / 2; n < len(values) {
		reading.P50, reading.Low = values[n], values[0]
		if len(values) == len(same) {
			reading.High = values[len(values)-1]
		}
		return reading
	}
	reading.Note = fmt.Sprintf("not in %.0f s", same[0].patience.Seconds())
	return reading
}
