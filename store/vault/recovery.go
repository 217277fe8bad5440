package vault

import (
	"encoding/base32"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"

	"priyom/durable"
)

// recoveryBytes make a code of 32 characters that nobody can guess.
const recoveryBytes = 20

// recoveryAlphabet is Crockford's: no letter that is mistaken for a digit.
var recoveryAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// recovery is a second wrapping of the master key, for the day on which the keyring is gone with its computer.
type recovery struct {
	Salt    []byte `json:"salt"`
	Wrapped []byte `json:"wrapped_key"`
}

// AddRecovery makes a code that opens the vault in place of its secret, also in a copy of the folder on another computer.
// It is shown once and written down on paper; the code made before it opens nothing any more. The errors are Open's.
func AddRecovery(home string, s Secrets) (code string, err error) {
	f, err := load(home)
	if err != nil {
		return "", err
	}
	master, err := f.master(s)
	if err != nil {
		return "", err
	}
	code = recoveryAlphabet.EncodeToString(random(recoveryBytes))
	r := recovery{Salt: random(16)}
	if r.Wrapped, err = box(r.wrappingKey(code), master, []byte("recovery")); err != nil {
		return "", err
	}
	f.Recovery = &r
	raw, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return "", fmt.Errorf("vault: %w", err)
	}
	if err := durable.Replace(filepath.Join(home, FileName), raw); err != nil {
		return "", fmt.Errorf("vault: %w", err)
	}
	return groups(code), nil
}

// HasRecovery tells whether a vault has such a code.
func HasRecovery(home string) (bool, error) {
	f, err := load(home)
	return f.Recovery != nil, err
}

// groups writes a code as people copy it: four characters at a time.
func groups(code string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plainCode is a code as it was made, whatever a person made of it; ok is false for what can't be one.
func plainCode(typed string) (code string, ok bool) {
	code = strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
	raw, err := recoveryAlphabet.DecodeString(code)
	return code, err == nil && len(raw) == recoveryBytes
}

func (r recovery) wrappingKey(code string) []byte {
	return argon2.IDKey([]byte(code), r.Salt, argonTime, argonMemory, argonThreads, chacha20poly1305.KeySize)
}

// recover opens the master key with a code in place of the passphrase.
func (f file) recover(s Secrets) (master []byte, ok bool) {
	code, ok := plainCode(s.Passphrase)
	if !ok || f.Recovery == nil {
		return nil, false
	}
	master, err := unbox(f.Recovery.wrappingKey(code), f.Recovery.Wrapped, []byte("recovery"))
	return master, err == nil
}
