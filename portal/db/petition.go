package db

import (
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Petition is a petition as the portal holds it.
type Petition struct {
	civic.Petition
	Tally   civic.Tally // AsOf stays zero: it is now
	Reached time.Time   // when it first had as many valid signatures as it takes; zero: not yet
	Outcome Outcome     // how it ended, once it is closed
	Final   int         // valid signatures, when it was closed
}

// Outcome is how a petition ended.
type Outcome string

// The outcomes.
const (
	OutcomeReached Outcome = "reached" // it had as many valid signatures as it takes
	OutcomeShort   Outcome = "short"   // it hadn't
)

const petitionColumns = "id, body, closed_at, collected, valid, duplicate, reached_at, outcome, outcome_valid"

func readPetition(row scanner) (p Petition, err error) {
	var id civic.PetitionID
	var body []byte
	var closed time.Time
	if err := row.Scan(fixed(id[:]), &body, moment{&closed}, &p.Tally.Collected, &p.Tally.Valid, &p.Tally.Duplicate, moment{&p.Reached}, &p.Outcome, &p.Final); err != nil {
		return p, err
	}
	if p.Petition, err = journal.DecodePetition(body); err != nil || p.ID != id {
		return p, errors.Join(ErrDamaged, err)
	}
	p.ClosedAt = closed
	return p, nil
}

// AddPetition keeps a petition that is published.
func (t *Tx) AddPetition(p civic.Petition) error {
	closed := p.ClosedAt
	p.ClosedAt = time.Time{}
	body, err := journal.EncodePetition(p)
	if err != nil {
		return err
	}
	hash := p.Hash()
	_, err = t.exec("add petition "+p.ID.String(), `INSERT INTO petition (id, number, body, text_hash, published_at, closed_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, p.ID[:], p.Number, body, hash[:], p.PublishedAt.UnixMilli(), orNull(closed))
	return err
}

// ClosePetition ends a petition now with an outcome, unless it was ended before.
func (t *Tx) ClosePetition(id civic.PetitionID, o Outcome) (changed bool, err error) {
	n, err := t.exec("close petition "+id.String(), "UPDATE petition SET closed_at = $1, outcome = $2, outcome_valid = valid WHERE id = $3 AND closed_at IS NULL",
		t.Now.UnixMilli(), string(o), id[:])
	return n > 0, err
}

// Petition finds one; the error wraps ErrNotFound.
func (t *Tx) Petition(id civic.PetitionID) (Petition, error) {
	return one(t, "read petition "+id.String(), readPetition, "SELECT "+petitionColumns+" FROM petition WHERE id = $1", id[:])
}

// PetitionByNumber finds one; the error wraps ErrNotFound.
func (t *Tx) PetitionByNumber(number string) (Petition, error) {
	return one(t, "find petition", readPetition, "SELECT "+petitionColumns+" FROM petition WHERE number = $1", number)
}

// Petitions lists all, the last published first.
func (t *Tx) Petitions() ([]Petition, error) {
	return all(t, "list petitions", readPetition, "SELECT "+petitionColumns+" FROM petition ORDER BY published_at DESC, id DESC")
}

// NextPetitionNumber is the year and a count within it: "2026-03".
func (t *Tx) NextPetitionNumber(year int) (string, error) {
	for n := 1; ; n++ {
		number := fmt.Sprintf("%d-%02d", year, n)
		switch _, err := t.PetitionByNumber(number); {
		case errors.Is(err, ErrNotFound):
			return number, nil
		case err != nil:
			return "", err
		}
	}
}

// Retally changes a petition's counts by so much.
func (t *Tx) Retally(id civic.PetitionID, collected, valid, duplicate int) error {
	_, err := t.exec("count petition "+id.String(), `UPDATE petition SET collected = collected + $1, valid = valid + $2,
		duplicate = duplicate + $3 WHERE id = $4`, collected, valid, duplicate, id[:])
	return err
}

// ReplaceChange is AddChange for what takes the place of the change before it with the same kind and topic: a device that was
// away learns only how things stand.
func (t *Tx) ReplaceChange(s Scope, topic []byte, c wire.Change) error {
	if _, err := t.exec("replace change", "DELETE FROM feed WHERE topic = $1 AND kind = $2", topic, string(c.Kind)); err != nil {
		return err
	}
	if err := t.AddChange(s, c); err != nil {
		return err
	}
	_, err := t.exec("replace change", "UPDATE feed SET topic = $1 WHERE seq = (SELECT value FROM counter WHERE name = $2)", topic, string(counterFeed))
	return err
}
