package journal

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"

	"priyom/civic"
)

func TestActsSurvive(t *testing.T) {
	at := time.UnixMilli(1795500000123).UTC()
	for _, a := range []civic.AuthorAct{
		{ID: civic.ActID{1}, Report: civic.ReportID{2}, Act: civic.ActRate, Rating: 4, At: at},
		{ID: civic.ActID{1}, Report: civic.ReportID{2}, Act: civic.ActRework, Comment: "Яма на месте", At: at, Operator: 3},
	} {
		public, personal, err := EncodeAct(a)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(public, []byte("Яма")) || (personal == nil) != (a.Comment == "") {
			t.Errorf("%s: words in the open, or sealed without any: %q, %q", a.Act, public, personal)
		}
		got, err := DecodeAct(public)
		if err != nil {
			t.Fatal(err)
		}
		if personal != nil {
			if got.Comment, err = DecodeActWords(personal); err != nil {
				t.Fatal(err)
			}
		}
		if got != a {
			t.Errorf("%+v, not %+v", got, a)
		}
	}
}

func TestSupplementsSurvive(t *testing.T) {
	s := civic.Supplement{
		ID: civic.SupplementID{1}, Report: civic.ReportID{2}, Text: "И ещё одна рядом", At: time.UnixMilli(1795500000123).UTC(), Operator: 2,
		Photos: []civic.Photo{{
			ID: civic.PhotoID{3}, Original: civic.BlobRef{SHA256: [32]byte{4}, Size: 1234}, TakenAt: time.UnixMilli(1795499000000).UTC(),
			Located: true, Position: civic.Position{Lat: 47.0123456, Lon: 28.7654321},
		}},
	}
	public, err := EncodeSupplement(s)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := DecodeSupplement(public); err != nil || !reflect.DeepEqual(got, s) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestActsThatAreNone(t *testing.T) {
	short, err := Encode(actFact{ID: []byte{1}, Report: make([]byte, 16)})
	if err != nil {
		t.Fatal(err)
	}
	broken, err := Encode(supplementFact{ID: make([]byte, 16), Report: make([]byte, 16), Photos: []photoFact{{ID: []byte{1}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, raw := range [][]byte{nil, {0xff}, short} {
		if _, err := DecodeAct(raw); !errors.Is(err, ErrMalformed) {
			t.Errorf("act %x: %v", raw, err)
		}
	}
	for _, raw := range [][]byte{nil, {0xff}, short, broken} {
		if _, err := DecodeSupplement(raw); !errors.Is(err, ErrMalformed) {
			t.Errorf("supplement %x: %v", raw, err)
		}
	}
}
