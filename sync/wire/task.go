package wire

import (
	"time"

	"priyom/civic"
)

// ChangeTask tells an inspector's device of a report that its department has, or has no more. The newest one about a report says all
// there is to say of it.
const ChangeTask ChangeKind = "task" // Body: journal.EncodeTask

// ChangeInspection tells an inspector's device what came of an inspection.
const ChangeInspection ChangeKind = "inspection.result" // Body: InspectionResult

// InspectionResult is a civic.Judgement on the wire.
type InspectionResult struct {
	Inspection []byte   `cbor:"1,keyasint"`
	Report     []byte   `cbor:"2,keyasint"`
	Result     string   `cbor:"3,keyasint"`
	At         int64    `cbor:"4,keyasint"` // Unix milliseconds, by the portal's clock
	Missing    []string `cbor:"5,keyasint,omitempty"`
}

// NewInspectionResult puts a judgement on the wire.
func NewInspectionResult(j civic.Judgement) InspectionResult {
	r := InspectionResult{Inspection: j.Inspection[:], Report: j.Report[:], Result: string(j.Result), At: j.At.UnixMilli()}
	for _, m := range j.Missing {
		r.Missing = append(r.Missing, string(m))
	}
	return r
}

// Civic takes a judgement off the wire; ok is false if it is about nothing, or says what this version doesn't understand.
func (r InspectionResult) Civic() (j civic.Judgement, ok bool) {
	if len(r.Inspection) != len(j.Inspection) || len(r.Report) != len(j.Report) || r.Result == "" || !civic.Result(r.Result).Known() {
		return j, false
	}
	j = civic.Judgement{
		Inspection: civic.InspectionID(r.Inspection), Report: civic.ReportID(r.Report), Result: civic.Result(r.Result), At: time.UnixMilli(r.At).UTC(),
	}
	for _, m := range r.Missing {
		j.Missing = append(j.Missing, civic.Requirement(m))
	}
	return j, true
}
