package journal_test

import (
	"errors"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

func TestHandingIsReadAsWritten(t *testing.T) {
	h := civic.Handing{
		ID: civic.HandingID{1}, Answer: civic.AnswerID{2}, Revision: 3, Report: civic.ReportID{4}, Outcome: civic.HandPosted,
		At: time.UnixMilli(1764000000123).UTC(), Operator: 7, Note: "отдала соседке", Track: "80112345678901",
	}
	public, personal, err := journal.EncodeHanding(h)
	if err != nil {
		t.Fatal(err)
	}
	got, err := journal.DecodeHanding(public)
	if err != nil {
		t.Fatal(err)
	}
	if got.Note != "" || got.Track != "" {
		t.Errorf("what is personal is public: %+v", got)
	}
	if got.Note, got.Track, err = journal.DecodeHandingNote(personal); err != nil || got != h {
		t.Errorf("%+v, %v", got, err)
	}
	if journal.HandingKind(h.Outcome) != journal.KindHanded || journal.HandingKind(civic.HandNoAnswer) != journal.KindAttempt {
		t.Error("the kinds are mixed up")
	}
	if who := journal.Operator(public); who != 7 {
		t.Errorf("operator %d", who)
	}
	h.Note, h.Track, h.Operator = "", "", civic.NoOperator
	if public, personal, err = journal.EncodeHanding(h); err != nil || personal != nil || journal.Operator(public) != civic.NoOperator {
		t.Errorf("%x, %v", personal, err)
	}
}

func TestHandingOfNothing(t *testing.T) {
	for name, public := range map[string][]byte{"no CBOR": []byte("x"), "nothing": {0xa0}, "a short id": {0xa1, 0x01, 0x41, 0x00}} {
		if _, err := journal.DecodeHanding(public); !errors.Is(err, journal.ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if journal.Operator([]byte("x")) != civic.NoOperator {
		t.Error("somebody wrote what nobody can read")
	}
}
