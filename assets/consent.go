package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"priyom/civic"
)

//go:embed consent signing
var consents embed.FS

// Consent is one version of the text with which people agree to the processing of their personal data: a document of its own
// (152-FZ, article 9). A text that people have signed is never changed: a new one gets the next version.
type Consent struct {
	Version    string
	Title      string
	Paragraphs []string // with {name}, {address}, {document}, {district}, {operator} and {place} to be filled in
}

// ConsentVersions lists the versions from the oldest on; the last is the one that people are asked to sign.
func ConsentVersions() []string { return versionsIn("consent/") }

func versionsIn(folder string) []string {
	versions := names(consents, folder, ".ru.txt")
	slices.SortFunc(versions, func(a, b string) int { // 10 comes after 9
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	return versions
}

// ConsentText is a version's text in a language; the error is fs.ErrNotExist for one that there is not.
func ConsentText(version string, l civic.Lang) (Consent, error) {
	if !slices.Contains(ConsentVersions(), version) || !slices.Contains(civic.Langs(), l) {
		return Consent{}, fmt.Errorf("consent %q in %q: %w", version, l, fs.ErrNotExist)
	}
	return readConsent("consent/", version, l)
}

// SigningVersions lists the versions of the text to which somebody agrees who signs a petition, from the oldest on. The first is of
// signatures on people's own devices alone.
func SigningVersions() []string { return versionsIn("signing/") }

// SigningReference is how a signature names a version of that text, whose versions are counted by themselves.
func SigningReference(version string) string { return "signing-" + version }

// SigningText is a version's text in a language, with {name}, {address}, {district} and {petition} to be filled in; the error is
// fs.ErrNotExist for one that there is not.
func SigningText(version string, l civic.Lang) (Consent, error) {
	return readConsent("signing/", version, l)
}

func readConsent(folder, version string, l civic.Lang) (Consent, error) {
	raw, err := consents.ReadFile(folder + version + "." + string(l) + ".txt")
	if err != nil {
		return Consent{}, err
	}
	parts := strings.Split(strings.TrimSpace(string(raw)), "\n\n")
	return Consent{Version: version, Title: parts[0], Paragraphs: parts[1:]}, nil
}
