package db

import (
	"bytes"
	"math"
	"time"

	"priyom/civic"
)

// DoubtState is how far a doubt came.
type DoubtState string

// The states.
const (
	DoubtOpen      DoubtState = "open"      // two people are to look
	DoubtArbiter   DoubtState = "arbiter"   // they didn't agree
	DoubtSame      DoubtState = "same"      // one person
	DoubtDifferent DoubtState = "different" // two
)

// Decided says that it was found out.
func (s DoubtState) Decided() bool { return s == DoubtSame || s == DoubtDifferent }

// Doubt is two persons under a petition who may be one.
type Doubt struct {
	N        int64
	Petition civic.PetitionID
	A, B     []byte // the persons' hashes, the smaller first
	Early    civic.SignatureID
	Late     civic.SignatureID
	Why      civic.Resemblance
	Found    time.Time
	Round    int64
	State    DoubtState
	Decided  time.Time
}

const doubtColumns = "n, petition, a, b, early, late, why, found_at, round, state, decided_at"

func readDoubt(row scanner) (d Doubt, err error) {
	err = row.Scan(&d.N, fixed(d.Petition[:]), &d.A, &d.B, fixed(d.Early[:]), fixed(d.Late[:]), &d.Why, moment{&d.Found}, &d.Round, &d.State, moment{&d.Decided})
	return d, err
}

// AddDoubt notes that the persons of two signatures may be one. Two persons are doubted once.
func (t *Tx) AddDoubt(early, late Signature, why civic.Resemblance) error {
	a, b := early.Person, late.Person
	if bytes.Compare(a, b) > 0 {
		a, b = b, a
	}
	known, err := one(t, "find doubt", value[bool], "SELECT EXISTS (SELECT 1 FROM doubt WHERE petition = $1 AND a = $2 AND b = $3)", early.Petition[:], a, b)
	if err != nil || known {
		return err
	}
	n, err := t.next(counterDoubt)
	if err != nil {
		return err
	}
	_, err = t.exec("add doubt", `INSERT INTO doubt (n, petition, a, b, early, late, why, found_at, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		n, early.Petition[:], a, b, early.ID[:], late.ID[:], string(why), t.Now.UnixMilli(), string(DoubtOpen))
	return err
}

// Doubt finds one; the error wraps ErrNotFound.
func (t *Tx) Doubt(n int64) (Doubt, error) {
	return one(t, "read doubt", readDoubt, "SELECT "+doubtColumns+" FROM doubt WHERE n = $1", n)
}

// Doubts lists a petition's in a state, the newest first, before one; 0 begins at the end.
func (t *Tx) Doubts(petition civic.PetitionID, state DoubtState, before int64, limit int) ([]Doubt, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return all(t, "list doubts", readDoubt, "SELECT "+doubtColumns+" FROM doubt WHERE petition = $1 AND state = $2 AND n < $3 ORDER BY n DESC LIMIT $4",
		petition[:], string(state), before, limit)
}

// CountDoubts counts a petition's by their state.
func (t *Tx) CountDoubts(petition civic.PetitionID) (map[DoubtState]int, error) {
	type line struct {
		state DoubtState
		n     int
	}
	lines, err := all(t, "count doubts", func(row scanner) (l line, err error) {
		err = row.Scan(&l.state, &l.n)
		return l, err
	}, "SELECT state, COUNT(*) FROM doubt WHERE petition = $1 GROUP BY state", petition[:])
	counts := map[DoubtState]int{}
	for _, l := range lines {
		counts[l.state] = l.n
	}
	return counts, err
}

// PutDoubt keeps how far one came.
func (t *Tx) PutDoubt(d Doubt) error {
	_, err := t.exec("put doubt", "UPDATE doubt SET round = $2, state = $3, decided_at = $4 WHERE n = $1", d.N, d.Round, string(d.State), orNull(d.Decided))
	return err
}

// Opinion is what somebody found who looked at a doubt.
type Opinion struct {
	Round int64
	Actor Account
	Same  bool
	Note  string
	At    time.Time
}

// AddOpinion keeps one. Whoever said something in this round must not say more.
func (t *Tx) AddOpinion(doubt int64, o Opinion) error {
	same := 0
	if o.Same {
		same = 1
	}
	_, err := t.exec("add opinion", "INSERT INTO opinion (doubt, round, actor, same, note, at) VALUES ($1, $2, $3, $4, $5, $6)",
		doubt, o.Round, o.Actor[:], same, o.Note, t.Now.UnixMilli())
	return err
}

// Opinions lists what was said of a doubt, the first said first.
func (t *Tx) Opinions(doubt int64) ([]Opinion, error) {
	return all(t, "list opinions", func(row scanner) (o Opinion, err error) {
		var same int
		err = row.Scan(&o.Round, fixed(o.Actor[:]), &same, &o.Note, moment{&o.At})
		o.Same = same != 0
		return o, err
	}, "SELECT round, actor, same, note, at FROM opinion WHERE doubt = $1 ORDER BY round, at, actor", doubt)
}

// AddClue keeps a keyed hash by which a signature is found, and lists the signatures under the petition that were found by it before.
func (t *Tx) AddClue(s Signature, hash []byte, limit int) ([]Signature, error) {
	found, err := all(t, "find by clue", readSignature, "SELECT "+signatureColumns+` FROM signature WHERE id IN (SELECT signature FROM clue
		WHERE petition = $1 AND hash = $2 AND signature <> $3) ORDER BY arrival LIMIT $4`, s.Petition[:], hash, s.ID[:], limit)
	if err != nil {
		return nil, err
	}
	_, err = t.exec("add clue", "INSERT INTO clue (petition, hash, signature) VALUES ($1, $2, $3) ON CONFLICT (petition, hash, signature) DO NOTHING",
		s.Petition[:], hash, s.ID[:])
	return found, err
}

// Kin is that a person was found to be the same as others.
type Kin struct {
	Petition     civic.PetitionID
	Person, Head []byte
}

// EachKin calls f with all there are, for an audit.
func (t *Tx) EachKin(f func(Kin) error) error {
	return each(t, "list kin", readKin, f, "SELECT petition, person, head FROM kin")
}

func readKin(row scanner) (k Kin, err error) {
	err = row.Scan(fixed(k.Petition[:]), &k.Person, &k.Head)
	return k, err
}

// AddKin keeps one.
func (t *Tx) AddKin(k Kin) error {
	_, err := t.exec("add kin", "INSERT INTO kin (petition, person, head) VALUES ($1, $2, $3)", k.Petition[:], k.Person, k.Head)
	return err
}

// DropKin forgets a petition's, to be found anew from its doubts.
func (t *Tx) DropKin(petition civic.PetitionID) error {
	_, err := t.exec("drop kin", "DELETE FROM kin WHERE petition = $1", petition[:])
	return err
}

// SameDoubts lists all doubts of a petition that were found to be one person.
func (t *Tx) SameDoubts(petition civic.PetitionID) ([]Doubt, error) {
	return all(t, "list found doubts", readDoubt, "SELECT "+doubtColumns+" FROM doubt WHERE petition = $1 AND state = $2 ORDER BY n", petition[:], string(DoubtSame))
}

// LockDoubt lets nobody else say anything of a doubt until this transaction ends.
func (t *Tx) LockDoubt(n int64) error {
	_, err := t.exec("lock doubt", "UPDATE doubt SET round = round WHERE n = $1", n)
	return err
}
