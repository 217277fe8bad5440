package db

import (
	"errors"
	"fmt"
	"strings"

	"priyom/civic"
	"priyom/store/journal"
)

// Foreseen is what a transaction is going to ask for one by one.
type Foreseen struct {
	Device  civic.DeviceID
	Code    string          // the device's own, which never changes
	Epochs  []journal.Epoch // of the device's
	Reports []civic.ReportID
	Numbers []string
	Files   []journal.Hash   // that the device spoke of
	Photos  []civic.ReportID // of these reports, as the device told them
}

// Foresee reads all of it with few statements. It changes nothing but how long the rest takes.
func (t *Tx) Foresee(f Foreseen) error {
	if t.late.reads {
		return nil
	}
	if f.Code != "" {
		learn(&t.known.codes, f.Code, f.Device)
	}
	for _, epoch := range f.Epochs {
		if _, err := t.Head(f.Device, epoch); err != nil {
			return err
		}
	}
	return errors.Join(t.foreseeReports(f.Reports), t.foreseeNumbers(f.Numbers), t.foreseeFiles(f.Device, f.Files), t.foreseePhotos(f.Device, f.Photos))
}

// listed is how many values a statement lists at most.
const listed = 128

// inList calls f with parts of a list, each as conditions of a statement have it: placeholders from n on and arguments. The numbers
// of placeholders are powers of two, so that there are few statements to prepare; the last argument fills what is left.
func inList[T any](n int, list []T, arg func(*T) any, f func(marks string, args []any) error) error {
	for len(list) > 0 {
		part := list[:min(len(list), listed)]
		list = list[len(part):]
		size := 1
		for size < len(part) {
			size *= 2
		}
		marks := make([]string, size)
		args := make([]any, size)
		for i := range marks {
			marks[i] = fmt.Sprintf("$%d", n+i)
			args[i] = arg(&part[min(i, len(part)-1)])
		}
		if err := f(strings.Join(marks, ", "), args); err != nil {
			return err
		}
	}
	return nil
}

func idArg(id *civic.ReportID) any { return id[:] }

func (t *Tx) foreseeReports(ids []civic.ReportID) error {
	var ask []civic.ReportID
	for _, id := range ids {
		if _, known := t.known.reports[id]; !known && t.late.reports[id] == nil {
			ask = append(ask, id)
		}
	}
	return inList(1, ask, idArg, func(marks string, args []any) error {
		found, err := all(t, "foresee reports", readReport, "SELECT "+reportColumns+" FROM report WHERE id IN ("+marks+")", args...)
		for _, id := range args {
			learn(&t.known.reports, civic.ReportID(id.([]byte)), nil)
		}
		for i := range found {
			learn(&t.known.reports, found[i].ID, &found[i])
		}
		return err
	})
}

func (t *Tx) foreseeNumbers(numbers []string) error {
	type row struct {
		number string
		id     civic.ReportID
	}
	return inList(1, numbers, func(s *string) any { return *s }, func(marks string, args []any) error {
		found, err := all(t, "foresee numbers", func(s scanner) (r row, err error) {
			err = s.Scan(&r.number, fixed(r.id[:]))
			return r, err
		}, "SELECT number, id FROM report WHERE number IN ("+marks+")", args...)
		for _, number := range args {
			learn(&t.known.numbers, number.(string), []civic.ReportID(nil))
		}
		for _, r := range found {
			t.known.numbers[r.number] = append(t.known.numbers[r.number], r.id)
		}
		return err
	})
}

func (t *Tx) foreseeFiles(device civic.DeviceID, sums []journal.Hash) error {
	type row struct {
		sum  journal.Hash
		size int64
	}
	return inList(2, sums, func(h *journal.Hash) any { return h[:] }, func(marks string, args []any) error {
		found, err := all(t, "foresee files", func(s scanner) (r row, err error) {
			err = s.Scan(fixed(r.sum[:]), &r.size)
			return r, err
		}, "SELECT sha256, size FROM blob_ref WHERE device = $1 AND sha256 IN ("+marks+")", append([]any{device[:]}, args...)...)
		for _, sum := range args {
			learn(&t.known.files, fileOf{device, journal.Hash(sum.([]byte))}, noFile)
		}
		for _, r := range found {
			learn(&t.known.files, fileOf{device, r.sum}, r.size)
		}
		return err
	})
}

func (t *Tx) foreseePhotos(device civic.DeviceID, reports []civic.ReportID) error {
	return inList(2, reports, idArg, func(marks string, args []any) error {
		found, err := all(t, "foresee photos", readPhoto, photoQuery+"WHERE p.device = $1 AND p.report IN ("+marks+")", append([]any{device[:]}, args...)...)
		for _, id := range args {
			learn(&t.known.photos, photosOf{device, civic.ReportID(id.([]byte))}, map[civic.PhotoID]Photo{})
		}
		for _, p := range found {
			if told := t.known.photos[photosOf{device, p.Report}]; told != nil {
				told[p.ID] = p
			}
		}
		return err
	})
}

// foreseeCases reads those that aren't known.
func (t *Tx) foreseeCases(ids []civic.ReportID) error {
	var ask []civic.ReportID
	for _, id := range ids {
		if t.known.cases[id] == nil && t.late.cases[id] == nil {
			ask = append(ask, id)
		}
	}
	return inList(1, ask, idArg, func(marks string, args []any) error {
		found, err := all(t, "foresee cases", readCase, "SELECT "+caseColumns+" FROM cases WHERE report IN ("+marks+")", args...)
		for i := range found {
			learn(&t.known.cases, found[i].Report, &found[i])
		}
		return err
	})
}
