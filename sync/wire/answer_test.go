package wire_test

import (
	"crypto/ed25519"
	"errors"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

func TestAnswerIsSigned(t *testing.T) {
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	a := civic.Answer{
		ID: civic.AnswerID{1}, Report: civic.ReportID{2}, Revision: 2, Number: "12-45", Signatory: "Глава", Text: "Сделано", Final: true,
		At: time.UnixMilli(1764000000000).UTC(),
	}
	raw, err := journal.Encode(wire.NewAnswer(a, key))
	if err != nil {
		t.Fatal(err)
	}
	var w wire.Answer
	if err := journal.Decode(raw, &w); err != nil {
		t.Fatal(err)
	}
	if got, err := w.Civic(public); err != nil || got != a {
		t.Errorf("%+v, %v", got, err)
	}
	for name, change := range map[string]func(*wire.Answer){
		"another report":   func(w *wire.Answer) { w.Report = make([]byte, 16) },
		"another text":     func(w *wire.Answer) { w.Text = "Отказано" },
		"a moved boundary": func(w *wire.Answer) { w.Number, w.Signatory = "12-4", "5Глава" },
		"not final":        func(w *wire.Answer) { w.Final = false },
		"a later revision": func(w *wire.Answer) { w.Revision = 3 },
		"no revision":      func(w *wire.Answer) { w.Revision = 0 },
		"an earlier time":  func(w *wire.Answer) { w.At-- },
		"no signature":     func(w *wire.Answer) { w.Signature = nil },
		"a short id":       func(w *wire.Answer) { w.ID = w.ID[:15] },
	} {
		forged := w
		change(&forged)
		if _, err := forged.Civic(public); !errors.Is(err, journal.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, key := range map[string]ed25519.PublicKey{"another portal's": other, "no key": nil} {
		if _, err := w.Civic(key); !errors.Is(err, journal.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
