package present

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// Save hands the report in. It says what is wrong instead, or once what to think of; the next Save then goes through.
func (in *Intake) Save() {
	if in.saving || in.pending {
		return
	}
	in.checked, in.formBad = true, ""
	if field := firstWrong(in.wrong()); field != "" {
		in.changed()
		if in.OnWrong != nil {
			in.OnWrong(field)
		}
		return
	}
	if in.taking > 0 {
		in.pending = true // the photos' positions belong to the report
		in.changed()
		return
	}
	if !in.advised && in.advice() != "" {
		in.advised = true
		in.changed()
		if in.OnWrong != nil {
			in.OnWrong(FieldAddress)
		}
		return
	}
	in.stopTimers()
	in.saving, in.dirty = true, false
	r := in.trimmed()
	in.changed()
	in.p.write.do(func(ctx context.Context) func() {
		saved, err := in.p.store.Capture(ctx, r)
		return func() { in.captured(r, saved, err) }
	})
}

// captured is after the report was handed in, or not.
func (in *Intake) captured(r, saved civic.Report, err error) {
	if r.ID != in.report.ID { // another person is at the desk by now
		in.p.captured()
		if err != nil {
			in.p.failed("not saved", err)
		}
		return
	}
	in.saving = false
	if err != nil {
		in.p.env.Log.Error("not saved", "error", err)
		in.formBad = trouble(in.p.Voice(), err)
		in.dirty, in.savedBad = true, errors.Is(err, store.ErrDiskFull)
		in.saveLater()
		in.p.Space.filled(err)
		in.changed()
		if in.OnWrong != nil {
			in.OnWrong(FieldForm)
		}
		return
	}
	in.done = Done{ID: saved.ID, Number: saved.Number}
	if in.p.page != PageIntake { // the form says so itself
		in.p.notice(ToneGood, in.p.Voice().With("intake.saved", lang.Args{"Number": saved.Number}))
	}
	in.keepFor(r)
	in.p.captured()
	in.p.changed()
}

// keepFor begins the next report, with what stays the same from one to the next at a desk.
func (in *Intake) keepFor(before civic.Report) {
	if err := in.reset(); err != nil {
		in.p.failed("new report", err)
		return
	}
	in.report.Channel = before.Channel
	in.loaded()
}

func firstWrong(wrong map[string]string) string {
	for _, field := range fieldOrder {
		if _, bad := wrong[field]; bad {
			return field
		}
	}
	for field := range wrong {
		return field
	}
	return ""
}
