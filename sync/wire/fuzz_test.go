package wire

import (
	"bytes"
	"crypto/ed25519"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"priyom/civic"
)

func FuzzSigner(f *testing.F) {
	req := httptest.NewRequest(http.MethodPost, PathSync, nil)
	_, key, err := ed25519.GenerateKey(bytes.NewReader(make([]byte, 64)))
	if err != nil {
		f.Fatal(err)
	}
	SignRequest(req, "portal", nil, civic.DeviceID{1}, key)
	f.Add(req.Header.Get("Authorization"))
	f.Add("Priyom a b c")
	f.Add("Basic YTpi")
	f.Fuzz(func(t *testing.T, header string) {
		req := httptest.NewRequest(http.MethodPost, PathSync, nil)
		req.Header["Authorization"] = []string{header}
		device, signature, err := Signer(req)
		if err == nil && len(signature) != ed25519.SignatureSize {
			t.Fatalf("%s with a signature of %d bytes", device, len(signature))
		}
	})
}

// Whatever stands between gives problems with a status, whatever it says.
func FuzzReadProblem(f *testing.F) {
	f.Add(503, "application/problem+json", []byte(`{"title":"full","key":"problem.storage"}`))
	f.Add(502, "text/html", []byte("<html>Bad gateway"))
	f.Add(200, "", []byte{0})
	f.Fuzz(func(t *testing.T, status int, contentType string, body []byte) {
		res := &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(bytes.NewReader(body))}
		if p := ReadProblem(res); p == nil || p.Status != status {
			t.Fatalf("%+v", p)
		}
	})
}
