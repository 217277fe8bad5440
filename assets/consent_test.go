package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"priyom/civic"
)

// signed are the texts that people have signed. A new text is a new version: a line here never changes.
var signed = map[string]string{
	"1.ru": "3808178ba29c3ff2271995197c407f77f9062b67082d6fe166a0d7b2ddcc8edb",
	"1.uk": "a91d52830a2870918bf9ad3cb1641c05d5e8cca4fe1c2925cf10ca109508a75f",
	"1.en": "5c9684751c8b6062d13d2272d5a7600b13dfe30d42c1538967ea18c7dfd2b0a1",
}

func TestConsentsAreWholeAndNeverChange(t *testing.T) {
	blank := regexp.MustCompile(`\{\w+\}`)
	for _, version := range ConsentVersions() {
		for _, l := range civic.Langs() {
			c, err := ConsentText(version, l)
			if err != nil || c.Title == "" || len(c.Paragraphs) < 8 {
				t.Fatalf("%s in %s: %v", version, l, err)
			}
			var blanks []string
			for _, p := range c.Paragraphs {
				blanks = append(blanks, blank.FindAllString(p, -1)...)
			}
			slices.Sort(blanks)
			if want := []string{"{address}", "{district}", "{document}", "{name}", "{operator}", "{place}"}; !slices.Equal(blanks, want) {
				t.Errorf("%s in %s has the blanks %q", version, l, blanks)
			}
			name := version + "." + string(l)
			raw, err := consents.ReadFile("consent/" + name + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != signed[name] {
				t.Errorf("%s isn't what people signed: %x", name, sum)
			}
		}
	}
}

func TestConsentsThatThereAreNot(t *testing.T) {
	for _, c := range []struct {
		version string
		l       civic.Lang
	}{{"0", civic.LangRU}, {"1", "fr"}, {"../lang/ru", civic.LangRU}} {
		if _, err := ConsentText(c.version, c.l); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%v: %v", c, err)
		}
	}
}
