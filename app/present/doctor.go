package present

import (
	"context"
	"runtime"

	"priyom/doctor"
	"priyom/lang"
	"priyom/store/vault"
)

// Diagnosis is a line of the self-check.
type Diagnosis struct {
	Pending bool // not looked at yet
	Tone    Tone
	Level   string // in a word
	Title   string
	Found   string
	Next    string // what to do; "" if there is nothing
}

// DoctorState is the self-check's page.
type DoctorState struct {
	Running bool
	Tone    Tone
	Summary string
	Lines   []Diagnosis
	Ready   bool // there is a report to be saved or copied
}

// Doctor looks whether this computer has all it needs, in plain words.
type Doctor struct {
	OnChange func()

	p       *Point
	found   []doctor.Finding
	running bool
}

func newDoctor(p *Point) *Doctor { return &Doctor{p: p} }

// State is what to show.
func (d *Doctor) State() DoctorState {
	v, now := d.p.Voice(), d.p.env.Clock()
	s := DoctorState{Running: d.running, Ready: !d.running && len(d.found) > 0, Tone: ToneGood, Summary: v.Say("doctor.all-good")}
	bad, warn := 0, 0
	for _, c := range doctor.Checks() {
		line := Diagnosis{Pending: true, Tone: ToneCalm, Title: v.Say("doctor." + string(c) + ".title")}
		for _, f := range d.found {
			if f.Check == c {
				line = Diagnosis{Tone: toneOf(f.Level), Level: v.Say("doctor.level." + string(f.Level))}
				line.Title, line.Found, line.Next = f.Words(v, now)
				bad += count(f.Level == doctor.Bad)
				warn += count(f.Level == doctor.Warn)
			}
		}
		s.Lines = append(s.Lines, line)
	}
	switch {
	case d.running:
		s.Tone, s.Summary = ToneCalm, v.Say("doctor.running")
	case bad > 0:
		s.Tone, s.Summary = ToneAlarm, v.Count("doctor.some-bad", bad, nil)
	case warn > 0:
		s.Tone, s.Summary = ToneWarn, v.Count("doctor.some-warn", warn, nil)
	}
	return s
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

func toneOf(l doctor.Level) Tone {
	switch l {
	case doctor.Good:
		return ToneGood
	case doctor.Warn:
		return ToneWarn
	case doctor.Bad:
		return ToneAlarm
	case doctor.Aside:
	}
	return ToneCalm
}

// Open shows the page and looks anew.
func (d *Doctor) Open() {
	d.p.Go(PageDoctor)
	d.Examine()
}

// Examine looks at everything; each finding is shown as it comes.
func (d *Doctor) Examine() {
	if d.running {
		return
	}
	d.running, d.found = true, nil
	d.changed()
	patient := doctor.Patient{Home: d.p.home, Store: d.p.store, Line: d.p.line, Map: d.p.Maps.path(), Clock: d.p.env.Clock}
	if press := d.p.env.Press; press != nil {
		patient.Printer = func(ctx context.Context) (int, error) {
			names, _, err := press.Printers(ctx)
			return len(names), err
		}
	}
	patient.Line.Maps = ""
	d.p.workers.Go(func() {
		ctx := d.p.ctx
		d.prepare(ctx, &patient)
		doctor.Examine(ctx, patient, func(f doctor.Finding) {
			if f.Err != nil {
				d.p.env.Log.Warn("self-check", "check", f.Check, "found", f.Key, "error", f.Err)
			}
			d.p.env.Post(func() {
				d.found = append(d.found, f)
				d.changed()
			})
		})
		if ctx.Err() == nil {
			d.p.env.Post(func() {
				d.running = false
				d.changed()
			})
		}
	})
}

// prepare asks for what takes the disk to know; what can't be known isn't there.
func (d *Doctor) prepare(ctx context.Context, patient *doctor.Patient) {
	var err error
	if patient.Source, err = vault.Status(d.p.home); err != nil {
		d.p.env.Log.Warn("self-check", "error", err)
	}
	if patient.Backup, err = d.p.store.LastBackup(ctx); err != nil {
		d.p.env.Log.Warn("self-check", "error", err)
	}
}

// Report is everything found, for whoever helps. It names nobody.
func (d *Doctor) Report() string {
	v := d.p.Voice()
	about := []string{d.p.line.Program + ", " + runtime.GOOS + " " + runtime.GOARCH, v.With("doctor.device", lang.Args{"ID": d.p.store.Device().String()})}
	if d.p.enrolled {
		about = append(about, v.With("doctor.place", lang.Args{"Place": d.p.enrolment.Place, "District": d.p.enrolment.PortalName}))
	}
	return doctor.Report(v, about, d.found, d.p.env.Clock())
}

// Save lets choose a folder and writes the report there.
func (d *Doctor) Save() {
	if d.running || len(d.found) == 0 {
		return
	}
	d.p.saveAs("priyom-doctor-"+d.p.env.Clock().Format("2006-01-02-1504"), ".txt", []byte(d.Report()), "doctor.saved")
}

func (d *Doctor) changed() {
	if d.OnChange != nil {
		d.OnChange()
	}
}
