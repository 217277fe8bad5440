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

func TestMessageIsSigned(t *testing.T) {
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	m := civic.Message{
		ID: civic.MessageID{1}, Report: civic.ReportID{2}, Side: civic.SideOffice, Author: "Ветров", Text: "Где именно?", Private: true,
		At: time.UnixMilli(1764000000000).UTC(),
	}
	raw, err := journal.Encode(wire.NewMessage(m, key))
	if err != nil {
		t.Fatal(err)
	}
	var w wire.Message
	if err := journal.Decode(raw, &w); err != nil {
		t.Fatal(err)
	}
	if got, err := w.Civic(public); err != nil || got != m {
		t.Errorf("%+v, %v", got, err)
	}
	for name, change := range map[string]func(*wire.Message){
		"another report":   func(w *wire.Message) { w.Report = make([]byte, 16) },
		"another text":     func(w *wire.Message) { w.Text = "Отказано" },
		"a moved boundary": func(w *wire.Message) { w.Author, w.Text = "ВетровГ", "де именно?" },
		"made public":      func(w *wire.Message) { w.Private = false },
		"another time":     func(w *wire.Message) { w.At++ },
		"no signature":     func(w *wire.Message) { w.Signature = nil },
		"a short id":       func(w *wire.Message) { w.ID = w.ID[:15] },
	} {
		forged := w
		change(&forged)
		if _, err := forged.Civic(public); !errors.Is(err, journal.ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Civic(nil); !errors.Is(err, journal.ErrSignature) {
		t.Errorf("without a key: %v", err)
	}
}
