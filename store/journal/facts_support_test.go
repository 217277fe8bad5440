package journal

import (
	"errors"
	"testing"
	"time"

	"priyom/civic"
)

func TestSupportGoesThereAndBack(t *testing.T) {
	s := civic.Support{ID: civic.SupportID{1}, Report: civic.ReportID{2}, Number: "СТ-01-0001", At: time.UnixMilli(1764000000123).UTC(), Operator: 3}
	public, err := EncodeSupport(s)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := DecodeSupport(public); err != nil || got != s {
		t.Errorf("%+v, %v", got, err)
	}
	for name, f := range map[string]any{
		"no id":     supportFact{Report: s.Report[:]},
		"no report": supportFact{ID: s.ID[:], Report: []byte{1}},
		"no map":    "support",
	} {
		raw, err := Encode(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := DecodeSupport(raw); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
