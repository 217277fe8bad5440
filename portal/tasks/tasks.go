package tasks

import (
	"errors"
	"slices"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Office makes tasks of cases.
type Office struct {
	known *civic.Classifier
}

// New makes one.
func New(known *civic.Classifier) *Office { return &Office{known} }

// Follow is a casework.Follower.
func (o *Office) Follow(tx *db.Tx, before, after db.Case, _ db.Step) error {
	if !before.Status.Tasked() && !after.Status.Tasked() {
		return nil
	}
	return o.tell(tx, after)
}

// Changed tells of a report once more: something became known of it that is no step.
func (o *Office) Changed(tx *db.Tx, report civic.ReportID) error {
	c, err := tx.Case(report)
	if errors.Is(err, db.ErrNotFound) {
		return nil // a photo may come before its report
	}
	if err != nil || !c.Status.Tasked() {
		return err
	}
	return o.tell(tx, c)
}

// Enrolled tells a device all that is to be done where it works, and takes back what it had before elsewhere.
func (o *Office) Enrolled(tx *db.Tx, d db.Device) error {
	had, err := tx.TasksOf(d.ID)
	if err != nil {
		return err
	}
	for last := int64(0); d.Role == civic.RoleInspector; {
		page, err := tx.WorkIn(d.Department, last, pageLength)
		if err != nil {
			return err
		}
		for _, c := range page {
			last = c.Arrival
			if !wants(d, c) {
				continue
			}
			had = slices.DeleteFunc(had, func(id civic.ReportID) bool { return id == c.Report })
			if err := o.give(tx, d, c); err != nil {
				return err
			}
		}
		if len(page) < pageLength {
			break
		}
	}
	for _, id := range had {
		c, err := tx.Case(id)
		if err != nil {
			return err
		}
		if err := takeBack(tx, d.ID, c); err != nil {
			return err
		}
	}
	return nil
}

const pageLength = 200

// wants says that a case is a device's to do: where it works, and nobody else's.
func wants(d db.Device, c db.Case) bool {
	return c.Status.Tasked() && casework.Serves(d, c) && (d.Staff.IsZero() || c.Executor.IsZero() || d.Staff == c.Executor)
}

// tell tells those who have a case to do, and those who had.
func (o *Office) tell(tx *db.Tx, c db.Case) error {
	told, err := tx.ToldOf(c.Report)
	if err != nil {
		return err
	}
	var have []civic.DeviceID
	if c.Status.Tasked() {
		inspectors, err := tx.Inspectors()
		if err != nil {
			return err
		}
		for _, d := range inspectors {
			if !wants(d, c) {
				continue
			}
			have = append(have, d.ID)
			if err := o.give(tx, d, c); err != nil {
				return err
			}
		}
	}
	for _, t := range told {
		if t.Open && !slices.Contains(have, t.Device) {
			if err := takeBack(tx, t.Device, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func takeBack(tx *db.Tx, device civic.DeviceID, c db.Case) error {
	body, err := journal.EncodeTask(civic.Task{Report: c.Report, Number: c.Number, Version: c.Version, Status: c.Status, Taken: true})
	if err != nil {
		return err
	}
	return tx.AddTask(device, c.Report, false, body)
}

func (o *Office) give(tx *db.Tx, d db.Device, c db.Case) error {
	t, err := o.task(tx, d, c)
	if err != nil {
		return err
	}
	body, err := journal.EncodeTask(t)
	if err != nil {
		return err
	}
	return tx.AddTask(d.ID, c.Report, true, body)
}

// task is what a device is told of a case.
func (o *Office) task(tx *db.Tx, d db.Device, c db.Case) (t civic.Task, err error) {
	told, err := tx.Report(c.Report)
	if err != nil {
		return t, err
	}
	t = civic.Task{
		Report: c.Report, Number: c.Number, Version: c.Version, Category: c.Category, Words: civic.TaskWords(c.Text), Urgency: c.Urgency,
		Place: c.Place, Status: c.Status, CapturedAt: told.CapturedAt, Department: c.Department, Supporters: c.Supporters,
		Mine: !d.Staff.IsZero() && d.Staff == c.Executor,
	}
	if told.Place.Position.Lat == c.Place.Position.Lat && told.Place.Position.Lon == c.Place.Position.Lon {
		t.Place.Position.Accuracy = told.Place.Position.Accuracy // else nobody said how good the new one is
	}
	if !c.DueAt.IsZero() {
		class, _ := o.known.Deadline(c.DueClass)
		t.Due, t.Span = c.DueAt, class.Span(c.DueKind)
	}
	if !c.Executor.IsZero() {
		s, err := tx.Staff(c.Executor)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return t, err
		}
		t.Executor = s.Name
	}
	if t.Note, err = note(tx, c.Report); err != nil {
		return t, err
	}
	return t, pictures(tx, &t, told)
}

// note is why a case is with a department, in the words of whoever sent it there last. A citizen's words are as personal as a report's.
func note(tx *db.Tx, report civic.ReportID) (string, error) {
	steps, err := tx.History(report)
	for _, s := range slices.Backward(steps) {
		switch s.Act {
		case civic.ActAssign, civic.ActRefuse, civic.ActRework:
			return civic.TaskWords(s.Note), err
		}
	}
	return "", err
}

// pictures are those that a device can fetch, now or once they are here.
func pictures(tx *db.Tx, t *civic.Task, told db.Report) error {
	before, after, err := casework.Pictures(tx, told)
	if err != nil {
		return err
	}
	for _, p := range before {
		if p.State == civic.PhotoPrepared && p.Ord != db.NoOrd && len(t.Before) < civic.MaxPhotos {
			t.Before = append(t.Before, p.Photo)
		}
	}
	for _, p := range after {
		if len(t.After) < civic.MaxPhotos {
			t.After = append(t.After, p.Photo)
		}
	}
	return nil
}
