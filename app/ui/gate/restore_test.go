package gate_test

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
	w "priyom/app/widgets"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/store/vault"
)

// ring is a keyring that forgets everything at once when it is another computer's.
type ring map[string]string

func (r ring) Set(account, secret string) error { r[account] = secret; return nil }
func (r ring) Get(account string) (string, error) {
	if s, ok := r[account]; ok {
		return s, nil
	}
	return "", errors.New("no such secret")
}

// stickOf is a stick with the backup of a computer whose key lies in its keyring, and the code that opens it elsewhere.
func stickOf(t *testing.T) (stick, code string) {
	t.Helper()
	home, stick := t.TempDir(), t.TempDir()
	secrets := vault.Secrets{Keyring: ring{}}
	v, err := vault.Open(home, secrets)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), home, v, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	storetest.Capture(t, s, "яма у остановки")
	if code, err = vault.AddRecovery(home, secrets); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(t.Context(), stick); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return stick, code
}

// A new computer gets the journal of a lost one: from the stick, by the code on paper, by keys alone.
func TestRestoreAtTheGate(t *testing.T) {
	d := open(t, uitest.Russian, uitest.Usual)
	press := func() {
		t.Helper()
		for range 20 {
			if b, ok := d.Win.Canvas().Focused().(*w.LinkButton); ok && b.AccessibilityLabel() == "Восстановить из копии на флешке" {
				break
			}
			d.Win.Canvas().FocusNext()
		}
		d.Press(fyne.KeyReturn)
		d.settle()
	}
	press()
	d.WantSaid("Целой резервной копии не найдено. Вставьте флешку с копией и попробуйте ещё раз")
	stick, code := stickOf(t)
	d.env.Roots = func() []present.Root {
		return []present.Root{{Key: "drive", Path: t.TempDir()}, {Key: "drive", Path: stick}}
	}
	d.env.Secrets = vault.Secrets{Keyring: ring{}}
	press()
	if d.gate.State().Step != present.GateAsk {
		t.Fatalf("the gate wants %+v", d.gate.State())
	}
	d.WantSaid("Ключ этого компьютера недоступен. Введите код восстановления с бумаги")
	d.Write(code)
	d.Press(fyne.KeyReturn)
	d.settle()
	if d.point == nil {
		t.Fatalf("still closed: %+v", d.gate.State())
	}
	d.point.Start()
	d.loop.Until("the journal is read", func() bool { return d.point.Journal.State().Rows == 1 })
	d.knock()
	d.Write(presenttest.Passphrase)
	d.Press(fyne.KeyReturn)
	d.settle()
	if d.point != nil {
		t.Error("any passphrase opens it now")
	}
}
