package wire

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"priyom/civic"
)

// ErrUnsigned is returned for a request that no device signed in a form that can be checked.
var ErrUnsigned = errors.New("wire: request isn't signed")

// scheme of the Authorization header: "Priyom <device> <signature>", both base64url.
const scheme = "Priyom "

// SignRequest signs method, path, portal and body, so that a request can't be turned against another portal or path.
// There is no time in it, as the clocks here are wrong; a repeated request is a no-op by design, and secrecy is TLS's
// job. A file's bytes are vouched for by their hash in the path: pass a nil body for them.
func SignRequest(req *http.Request, portal string, body []byte, device civic.DeviceID, key ed25519.PrivateKey) {
	signature := ed25519.Sign(key, requestText(req, portal, body))
	req.Header.Set("Authorization", scheme+base64.RawURLEncoding.EncodeToString(device[:])+" "+
		base64.RawURLEncoding.EncodeToString(signature))
}

// Signer reads which device claims to have signed a request; the error wraps ErrUnsigned.
func Signer(req *http.Request) (device civic.DeviceID, signature []byte, err error) {
	rest, ok := strings.CutPrefix(req.Header.Get("Authorization"), scheme)
	name, sig, ok2 := strings.Cut(rest, " ")
	if !ok || !ok2 {
		return device, nil, ErrUnsigned
	}
	id, err := base64.RawURLEncoding.DecodeString(name)
	if err != nil || len(id) != len(device) {
		return device, nil, fmt.Errorf("%w: device", ErrUnsigned)
	}
	if signature, err = base64.RawURLEncoding.DecodeString(sig); err != nil || len(signature) != ed25519.SignatureSize {
		return device, nil, fmt.Errorf("%w: signature", ErrUnsigned)
	}
	return civic.DeviceID(id), signature, nil
}

// VerifyRequest checks a signature that Signer read.
func VerifyRequest(req *http.Request, portal string, body, signature []byte, key ed25519.PublicKey) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, requestText(req, portal, body), signature)
}

func requestText(req *http.Request, portal string, body []byte) []byte {
	sum := sha256.Sum256(body)
	text := []byte("priyom request 1\n" + req.Method + "\n" + req.URL.EscapedPath() + "\n" + portal + "\n")
	return append(text, sum[:]...)
}
