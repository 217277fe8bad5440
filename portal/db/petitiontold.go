package db

import (
	"time"

	"priyom/civic"
)

// ReachPetition notes that a petition has as many valid signatures as it takes. It says false if it had before.
func (t *Tx) ReachPetition(id civic.PetitionID) (first bool, err error) {
	n, err := t.exec("reach petition "+id.String(), "UPDATE petition SET reached_at = $1 WHERE id = $2 AND reached_at IS NULL", t.Now.UnixMilli(), id[:])
	return n > 0, err
}

// PetitionAnswer is what the district answers to a petition, for everybody to read.
type PetitionAnswer struct {
	Petition  civic.PetitionID
	Text      string
	Signatory string
	Actor     Account // zero: a command on the portal's machine
	At        time.Time
}

// AddPetitionAnswer keeps an answer, and says false if there is one already: it was published and isn't changed.
func (t *Tx) AddPetitionAnswer(a PetitionAnswer) (added bool, err error) {
	n, err := t.exec("answer petition "+a.Petition.String(), `INSERT INTO petition_answer (petition, words, signatory, actor, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (petition) DO NOTHING`, a.Petition[:], a.Text, a.Signatory, orNobody(a.Actor), t.Now.UnixMilli())
	return n > 0, err
}

// PetitionAnswer reads it; the error wraps ErrNotFound.
func (t *Tx) PetitionAnswer(id civic.PetitionID) (PetitionAnswer, error) {
	return one(t, "read answer of "+id.String(), func(row scanner) (a PetitionAnswer, err error) {
		err = row.Scan(fixed(a.Petition[:]), &a.Text, &a.Signatory, fixed(a.Actor[:]), moment{&a.At})
		return a, err
	}, "SELECT petition, words, signatory, actor, at FROM petition_answer WHERE petition = $1", id[:])
}

// FollowPetition lets an account hear what becomes of a petition, or no more.
func (t *Tx) FollowPetition(id civic.PetitionID, account Account, follow bool) (err error) {
	if !follow {
		_, err = t.exec("unfollow petition", "DELETE FROM petition_follower WHERE petition = $1 AND account = $2", id[:], account[:])
		return err
	}
	_, err = t.exec("follow petition", `INSERT INTO petition_follower (petition, account, at) VALUES ($1, $2, $3)
		ON CONFLICT (petition, account) DO NOTHING`, id[:], account[:], t.Now.UnixMilli())
	return err
}

// FollowsPetition says that an account follows a petition, whether or not it signed.
func (t *Tx) FollowsPetition(id civic.PetitionID, account Account) (bool, error) {
	return one(t, "find petition's follower", value[bool], "SELECT EXISTS (SELECT 1 FROM petition_follower WHERE petition = $1 AND account = $2)", id[:], account[:])
}

// FollowedPetitions lists what an account follows, the last first.
func (t *Tx) FollowedPetitions(account Account) ([]Petition, error) {
	return all(t, "list followed petitions", readPetition, "SELECT "+petitionColumns+` FROM petition
		WHERE id IN (SELECT petition FROM petition_follower WHERE account = $1) ORDER BY id DESC`, account[:])
}

// PetitionHearers lists the accounts that signed a petition and didn't take it back, or follow it: in the order of their ids, behind one of
// them.
func (t *Tx) PetitionHearers(id civic.PetitionID, after Account, limit int) ([]Account, error) {
	return all(t, "list who hears of "+id.String(), func(row scanner) (a Account, err error) {
		err = row.Scan(fixed(a[:]))
		return a, err
	}, `SELECT account FROM (SELECT o.account AS account FROM own_signature o JOIN signature s ON s.id = o.signature WHERE o.petition = $1 AND s.withdrawn = 0
		UNION SELECT account FROM petition_follower WHERE petition = $1) AS hearers WHERE account > $2 ORDER BY account LIMIT $3`, id[:], after[:], limit)
}

// EndedPetitions lists those whose last day is over, or that were closed.
func (t *Tx) EndedPetitions(today civic.Date) (ended []Petition, err error) {
	list, err := t.Petitions()
	for _, p := range list {
		if p.Phase(today) == civic.PhaseOver {
			ended = append(ended, p)
		}
	}
	return ended, err
}
