package journal

import (
	"errors"
	"testing"
	"time"

	"priyom/civic"
)

func TestDigestGoesThereAndBack(t *testing.T) {
	d := civic.Digest{
		ID: civic.ReportID{1}, Number: "СТ-01-0001", Category: "roads-pothole", Status: civic.StatusInWork, Words: "Яма", Supporters: 4,
		ReceivedAt: time.UnixMilli(1764000000123).UTC(), Place: civic.Place{
			Address: "у моста", Settlement: "Ставчены", Source: civic.SourceMap, Position: civic.Position{Lat: 47.0812, Lon: -28.8721, Accuracy: 8},
		},
	}
	for _, want := range []civic.Digest{d, {ID: d.ID, Status: civic.StatusClosed, ReceivedAt: d.ReceivedAt}} {
		raw, err := EncodeDigest(want)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := DecodeDigest(raw); err != nil || got != want {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	for name, f := range map[string]digestFact{
		"no report": {Status: "closed"}, "no status": {Report: d.ID[:]}, "fewer than none": {Report: d.ID[:], Status: "closed", Supporters: -1},
	} {
		raw, err := Encode(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := DecodeDigest(raw); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
