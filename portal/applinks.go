package portal

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// applinksPath is where Android asks whether links to this portal may open in an app (developer.android.com, "Verify Android App Links").
const applinksPath = "/.well-known/assetlinks.json"

// ErrFingerprint says that something isn't the SHA-256 of a certificate.
var ErrFingerprint = errors.New("portal: a certificate's SHA-256 is 32 bytes in hexadecimal digits")

// Fingerprint brings the SHA-256 of a key's certificate into the form that Android compares: A1:B2:…
func Fingerprint(typed string) (string, error) {
	sum, err := hex.DecodeString(strings.ReplaceAll(strings.TrimSpace(typed), ":", ""))
	if err != nil || len(sum) != 32 {
		return "", ErrFingerprint
	}
	parts := make([]string, len(sum))
	for i, b := range sum {
		parts[i] = strings.ToUpper(hex.EncodeToString([]byte{b}))
	}
	return strings.Join(parts, ":"), nil
}

// applinks answers that the app may, if it was signed with one of these keys.
func applinks(keys []string) http.HandlerFunc {
	type target struct {
		Namespace string   `json:"namespace"`
		Package   string   `json:"package_name"`
		Keys      []string `json:"sha256_cert_fingerprints"`
	}
	type statement struct {
		Relation []string `json:"relation"`
		Target   target   `json:"target"`
	}
	said, _ := json.Marshal([]statement{{
		Relation: []string{"delegate_permission/common.handle_all_urls"}, Target: target{Namespace: "android_app", Package: "org.priyom.app", Keys: keys},
	}}) // strings alone: it can't fail
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		rw.Header().Set("Cache-Control", "public, max-age=3600")
		_, _ = rw.Write(said) // whoever went away doesn't miss it
	}
}
