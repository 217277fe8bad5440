package journal

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"priyom/civic"
)

const operatorsFile = "../../docs/vectors/operators.json"

// operatorVectors are the public parts of what is said of operators and shifts, and a report of one. All bytes are in hex.
type operatorVectors struct {
	Comment string `json:"comment"`
	Added   string `json:"operator_added"`   // operator 2, at the time, while operator 1 worked
	First   string `json:"operator_first"`   // operator 1, while nobody had told who they are
	Name    string `json:"operator_name"`    // what is sealed beside both
	Began   string `json:"shift_began"`      // of operator 2, at the time
	Ended   string `json:"shift_ended"`      // eight hours later
	Report  string `json:"report_by_second"` // taken by operator 2
	Milli   int64  `json:"time_unix_ms"`
}

func makeOperatorVectors(at time.Time) operatorVectors {
	hexed := func(b []byte, err error) string { return hex.EncodeToString(must(b, err)) }
	return operatorVectors{
		Comment: "See docs/journal.md. Hex throughout.", Milli: at.UnixMilli(),
		Added: hexed(EncodeOperator(OperatorFact{2, at, 1})), First: hexed(EncodeOperator(OperatorFact{1, at, 0})),
		Name:  hexed(EncodeOperatorName("Мария Иванова")),
		Began: hexed(EncodeShift(ShiftFact{Operator: 2, At: at})), Ended: hexed(EncodeShift(ShiftFact{2, at.Add(8 * time.Hour), at})),
		Report: hexed(EncodeReport(civic.Report{
			ID: civic.ReportID{0x01, 0x9a}, Number: "СТ-04-0413", Category: "lighting-out", Text: "Не горит фонарь", CapturedAt: at, Operator: 2,
		})),
	}
}

func TestOperatorVectors(t *testing.T) {
	want := makeOperatorVectors(time.UnixMilli(1_795_500_000_000).UTC())
	if *update {
		if err := os.WriteFile(operatorsFile, append(must(json.MarshalIndent(want, "", " ")), '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var v operatorVectors
	if err := json.Unmarshal(must(os.ReadFile(operatorsFile)), &v); err != nil {
		t.Fatal(err)
	}
	if v != want {
		t.Errorf("written now: %+v", want)
	}
	at := time.UnixMilli(v.Milli).UTC()
	if f, err := DecodeOperator(unhex(t, v.Added)); err != nil || f != (OperatorFact{2, at, 1}) {
		t.Errorf("%+v, %v", f, err)
	}
	if name, err := DecodeOperatorName(unhex(t, v.Name)); err != nil || name != "Мария Иванова" {
		t.Errorf("%q, %v", name, err)
	}
	if f, err := DecodeShift(unhex(t, v.Ended)); err != nil || f != (ShiftFact{2, at.Add(8 * time.Hour), at}) {
		t.Errorf("%+v, %v", f, err)
	}
	if r, err := DecodeReport(unhex(t, v.Report)); err != nil || r.Operator != 2 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Where nobody told who they are, the bytes are those of before there were operators.
func TestNobodyLeavesNoTrace(t *testing.T) {
	for name, public := range map[string][]byte{
		"report": must(EncodeReport(civic.Report{ID: civic.ReportID{1}})), "photo": must(EncodePhoto(civic.ReportID{1}, civic.Photo{}, civic.NoOperator)),
	} {
		var keys map[int]any
		if err := Decode(public, &keys); err != nil {
			t.Fatal(err)
		}
		if _, there := keys[15]; there {
			t.Errorf("%s names somebody", name)
		}
	}
}

func TestWorkIsReadStrictly(t *testing.T) {
	for name, public := range map[string][]byte{
		"nothing": nil, "no map": {0x01}, "no operator": {0xa0}, "too large": {0xa2, 0x01, 0x1a, 0x00, 0x01, 0x00, 0x00, 0x0f, 0x1a, 0x00, 0x01, 0x00, 0x00},
	} {
		if _, err := DecodeOperator(public); !errors.Is(err, ErrMalformed) {
			t.Errorf("operator, %s: %v", name, err)
		}
		if _, err := DecodeShift(public); !errors.Is(err, ErrMalformed) {
			t.Errorf("shift, %s: %v", name, err)
		}
	}
}

func FuzzDecodeOperator(f *testing.F) {
	f.Add(must(EncodeOperator(OperatorFact{2, time.UnixMilli(5), 1})))
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := DecodeOperator(raw)
		if err != nil {
			return
		}
		if again, err := DecodeOperator(must(EncodeOperator(got))); err != nil || again != got {
			t.Errorf("%+v became %+v, %v", got, again, err)
		}
	})
}
