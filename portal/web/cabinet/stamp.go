package cabinet

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"

	"priyom/portal/own"
)

// A stamp is a form's own secret: when it was given out, random bytes, and a mark that nobody else can make. A program that sends forms it
// never asked for has none; one that fills them in at once is too quick; and the same form again is known by it.
const (
	stampRandom = 16
	stampMark   = 16
	stampBytes  = 8 + stampRandom + stampMark
)

// Nobody fills in a report in less than quickest, and nobody's tab is left open longer than a stamp is good.
const (
	quickest = 3 * time.Second
	stamped  = 7 * 24 * time.Hour
)

func (p *Cabinet) newStamp() string {
	b := binary.BigEndian.AppendUint64(make([]byte, 0, stampBytes), uint64(p.Kit.DB.Now().UnixMilli()))
	b = append(b, make([]byte, stampRandom)...)
	_, _ = rand.Read(b[8:]) // it never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(append(b, p.mark(b)...))
}

func (p *Cabinet) mark(b []byte) []byte {
	m := hmac.New(sha256.New, p.Secret)
	m.Write(b)
	return m.Sum(nil)[:stampMark]
}

// age is how old a stamp is; ok is false for one that wasn't given out here, or too long ago.
func (p *Cabinet) age(stamp string) (age time.Duration, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(stamp)
	if err != nil || len(raw) != stampBytes || !hmac.Equal(raw[8+stampRandom:], p.mark(raw[:8+stampRandom])) {
		return 0, false
	}
	age = p.Kit.DB.Now().Sub(time.UnixMilli(int64(binary.BigEndian.Uint64(raw))))
	return age, age >= 0 && age < stamped
}

// key is what a form that has a stamp is known by.
func key(purpose, stamp string) own.Key { return own.KeyOf(purpose, stamp) }
