package lang

import (
	"testing"

	"priyom/civic"
)

// TestOnlyWhatIsSpokenIsRead holds that a program of one language has one catalogue in memory.
func TestOnlyWhatIsSpokenIsRead(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	v := c.Voice(civic.LangUK)
	if v.Say("app.name") == "app.name" || c.Voice(civic.LangUK) != v {
		t.Errorf("%q, read anew: %v", v.Say("app.name"), c.Voice(civic.LangUK) != v)
	}
	for l, b := range c.voices {
		if read := b.voice != nil; read != (l == civic.LangUK) {
			t.Errorf("%s is read: %v", l, read)
		}
	}
}
