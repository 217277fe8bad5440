package accounts

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost is what Argon2id spends on one password.
type Cost struct {
	Memory uint32 // KiB
	Passes uint32
	Lanes  uint8
}

// UsualCost is what OWASP's cheat sheet asks for as the least, three times over in memory: a tenth of a second on an old PC.
func UsualCost() Cost { return Cost{Memory: 64 << 10, Passes: 2, Lanes: 1} }

// What a hash in the database may ask for at most: it may have been put there by somebody else.
const (
	maxMemory = 1 << 20 // KiB
	maxPasses = 64
)

const (
	saltSize = 16
	hashSize = 32
	atOnce   = 2  // passwords that are hashed at the same time: each takes Cost.Memory
	waiting  = 64 // and that may wait for it
)

// Limits of passwords, in characters.
const (
	minPassword = 10
	maxPassword = 200
)

// Errors of passwords.
var (
	ErrBusy     = errors.New("accounts: too many passwords at once")
	ErrPassword = errors.New("accounts: password is too easy to guess")
	errHash     = errors.New("accounts: damaged password hash")
)

// hasher makes and checks hashes, only some at a time: a flood of wrong passwords must not eat the memory.
type hasher struct {
	cost   Cost
	random io.Reader
	queue  chan struct{}
	turns  chan struct{}
	nobody string // a hash that no password has, to spend the same time on nobody's
}

func newHasher(cost Cost, random io.Reader) (*hasher, error) {
	h := &hasher{cost: cost, random: random, queue: make(chan struct{}, waiting), turns: make(chan struct{}, atOnce)}
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(random, salt); err != nil {
		return nil, fmt.Errorf("accounts: draw a salt: %w", err)
	}
	h.nobody = write(cost, salt, make([]byte, hashSize))
	return h, nil
}

// turn waits until a password may be hashed. The error is ErrBusy, or the context's.
func (h *hasher) turn(ctx context.Context) (done func(), err error) {
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns; <-h.queue }, nil
	case <-ctx.Done():
		<-h.queue
		return nil, ctx.Err()
	}
}

// hash makes a new hash of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(h.random, salt); err != nil {
		return "", fmt.Errorf("accounts: draw a salt: %w", err)
	}
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return write(h.cost, salt, sum(h.cost, salt, password)), nil
}

// check says whether a password has a hash, and whether the hash was made at another cost than today's. Against no hash at all it
// takes as long, and says no.
func (h *hasher) check(ctx context.Context, password, hash string) (right, stale bool, err error) {
	known := hash != ""
	if !known {
		hash = h.nobody
	}
	cost, salt, want, err := read(hash)
	if err != nil {
		return false, false, err
	}
	if utf8.RuneCountInString(password) > maxPassword { // nobody has one, and hashing it is work
		return false, false, nil
	}
	done, err := h.turn(ctx)
	if err != nil {
		return false, false, err
	}
	defer done()
	right = subtle.ConstantTimeCompare(sum(cost, salt, password), want) == 1 && known
	return right, right && cost != h.cost, nil
}

func sum(c Cost, salt []byte, password string) []byte {
	return argon2.IDKey([]byte(password), salt, c.Passes, c.Memory, c.Lanes, hashSize)
}

// write is the form of the reference implementation, which others read too.
func write(c Cost, salt, hash []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Passes, c.Lanes, b64.EncodeToString(salt), b64.EncodeToString(hash))
}

func read(s string) (c Cost, salt, hash []byte, err error) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Passes, &c.Lanes); err != nil {
		return c, nil, nil, errHash
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	hash, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(hash) != hashSize || c.Memory > maxMemory || c.Passes < 1 || c.Passes > maxPasses || c.Lanes < 1 {
		return c, nil, nil, errHash
	}
	return c, salt, hash, nil
}

// checkPassword says whether a new password is good enough for somebody. It asks for length and refuses what is guessed first;
// rules on kinds of characters only make people write passwords down. The error is ErrPassword.
func checkPassword(password, login string) error {
	if !utf8.ValidString(password) {
		return ErrPassword
	}
	length, different := utf8.RuneCountInString(password), map[rune]bool{}
	for _, r := range password {
		different[unicode.ToLower(r)] = true
	}
	name, _, _ := strings.Cut(strings.ToLower(login), "@")
	folded := strings.ToLower(password)
	switch {
	case length < minPassword, length > maxPassword, len(different) < 5:
		return ErrPassword
	case len(name) > 3 && strings.Contains(folded, name) && length < len(name)+minPassword:
		return ErrPassword
	}
	for _, run := range runs {
		if strings.Contains(run, folded) {
			return ErrPassword
		}
	}
	for _, word := range common {
		if strings.HasPrefix(folded, word) && length < len(word)+5 {
			return ErrPassword
		}
	}
	return nil
}

// runs are rows of keys and what else goes on by itself; common are the beginnings of what is tried first. The Cyrillic ones are
// typed on the same keys.
var (
	runs   = []string{"01234567890123456789", "98765432109876543210", "qwertyuiopasdfghjklzxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn", "qazwsxedcrfvtgbyhnujm"}
	common = []string{"password", "passw0rd", "p@ssw0rd", "parol", "qwerty", "administrator", "admin", "moderator", "welcome", "letmein", "iloveyou", "priyom", "1234567", "ytrewq", "gfhjkm"}
)

// passwordLetters have nothing in them that looks like something else.
const passwordLetters = "abcdefghjkmnpqrstuvwxyz23456789"

// newPassword draws a password that can be read to somebody: four groups of four, 79 bits.
func newPassword(random io.Reader) (string, error) {
	var b strings.Builder
	for n := 0; n < 16; {
		var one [1]byte
		if _, err := io.ReadFull(random, one[:]); err != nil {
			return "", fmt.Errorf("accounts: draw a password: %w", err)
		}
		if int(one[0]) >= 256/len(passwordLetters)*len(passwordLetters) { // so that all letters are equally likely
			continue
		}
		if n > 0 && n%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(passwordLetters[int(one[0])%len(passwordLetters)])
		n++
	}
	return b.String(), nil
}
