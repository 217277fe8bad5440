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

// agreed are the texts that people agree to who sign a petition. A line here never changes either.
var agreed = map[string]string{
	"1.ru": "1f861218c1ca554baf60fc10f7d56f8bb677670f2a4015d338887eb4cb4e61d5",
	"1.uk": "5074a85e0847fcf5504cfa2a07b61e8c97dc5d903c8c27ffd9d66fb3af1eba8a",
	"1.en": "d5e5fe0c957cab43c6f6a44de2111dfa450bc733e4a41e3eb96f9e8b8b670a9e",
	"2.ru": "678ff5832ff9cf4a67ca30e479bc11721de9e60960b86783c9b16888f8575547",
	"2.uk": "7114d27207e6ca3b800b00ea056675728e61fab4088bc632cbc5facb1ba9a156",
	"2.en": "abd0064a2f94b84e80cf185eae62dd53f867d5593e343d8b35303f6b38d57408",
}

func TestSigningTextsAreWholeAndNeverChange(t *testing.T) {
	for _, version := range SigningVersions() {
		for _, l := range civic.Langs() {
			c, err := SigningText(version, l)
			if err != nil || c.Title == "" || len(c.Paragraphs) < 8 {
				t.Fatalf("%s in %s: %v", version, l, err)
			}
			for _, p := range c.Paragraphs {
				for _, blank := range regexp.MustCompile(`\{\w+\}`).FindAllString(p, -1) {
					if !slices.Contains([]string{"{name}", "{address}", "{district}", "{petition}"}, blank) {
						t.Errorf("%s in %s has the blank %s", version, l, blank)
					}
				}
			}
			raw, err := consents.ReadFile("signing/" + version + "." + string(l) + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) != agreed[version+"."+string(l)] {
				t.Errorf("%s in %s isn't what people agreed to: %x", version, l, sum)
			}
		}
	}
	if _, err := SigningText("99", civic.Langs()[0]); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a text that there is not: %v", err)
	}
}
