package db

import (
	"time"

	"priyom/civic"
)

// Follower is who wants to hear what becomes of a report.
type Follower struct {
	ID        [16]byte
	Report    civic.ReportID
	Account   Account  // zero: by e-mail
	Address   [32]byte // keyed hash of the address, meaningful without Account
	Email     []byte   // locked, see keys.Lock
	Lang      civic.Lang
	Secret    [32]byte // hash of the word in the links to confirm and to stop
	Asked     time.Time
	Confirmed time.Time // zero: not yet
	Author    bool      // the report is theirs: they hear of it before the public does
}

const followerColumns = "id, report, account, address, email, lang, secret, asked_at, confirmed_at, author"

func readFollower(row scanner) (f Follower, err error) {
	err = row.Scan(fixed(f.ID[:]), fixed(f.Report[:]), fixed(f.Account[:]), fixed(f.Address[:]), &f.Email, &f.Lang, fixed(f.Secret[:]),
		moment{&f.Asked}, moment{&f.Confirmed}, &f.Author)
	return f, err
}

// AddFollower keeps a new one.
func (t *Tx) AddFollower(f Follower) error {
	var address any
	if f.Account.IsZero() {
		address = f.Address[:]
	}
	_, err := t.exec("add follower of "+f.Report.String(), "INSERT INTO follower ("+followerColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		f.ID[:], f.Report[:], orNobody(f.Account), address, f.Email, string(f.Lang), f.Secret[:], f.Asked.UnixMilli(), orNull(f.Confirmed), flag(f.Author))
	return err
}

// Followers lists who is to hear of a report: accounts, and addresses that were confirmed.
func (t *Tx) Followers(report civic.ReportID) ([]Follower, error) {
	return all(t, "list followers of "+report.String(), readFollower, "SELECT "+followerColumns+` FROM follower
		WHERE report = $1 AND confirmed_at IS NOT NULL ORDER BY id`, report[:])
}

// FollowerByAccount finds an account among a report's followers; the error wraps ErrNotFound.
func (t *Tx) FollowerByAccount(report civic.ReportID, account Account) (Follower, error) {
	return one(t, "find follower", readFollower, "SELECT "+followerColumns+" FROM follower WHERE report = $1 AND account = $2", report[:], account[:])
}

// FollowerByAddress finds an address among a report's followers, confirmed or not; the error wraps ErrNotFound.
func (t *Tx) FollowerByAddress(report civic.ReportID, address [32]byte) (Follower, error) {
	return one(t, "find follower", readFollower, "SELECT "+followerColumns+" FROM follower WHERE report = $1 AND address = $2", report[:], address[:])
}

// FollowerBySecret finds whose a link is; the error wraps ErrNotFound.
func (t *Tx) FollowerBySecret(secret [32]byte) (Follower, error) {
	return one(t, "find follower", readFollower, "SELECT "+followerColumns+" FROM follower WHERE secret = $1", secret[:])
}

// ConfirmFollower notes that an address is its owner's. A second time changes nothing.
func (t *Tx) ConfirmFollower(id [16]byte) error {
	_, err := t.exec("confirm follower", "UPDATE follower SET confirmed_at = $1 WHERE id = $2 AND confirmed_at IS NULL", t.Now.UnixMilli(), id[:])
	return err
}

// AskFollower notes that an address that wasn't confirmed is asked again.
func (t *Tx) AskFollower(id [16]byte) error {
	_, err := t.exec("ask follower", "UPDATE follower SET asked_at = $1 WHERE id = $2", t.Now.UnixMilli(), id[:])
	return err
}

// DropFollower ends it.
func (t *Tx) DropFollower(id [16]byte) error {
	_, err := t.exec("drop follower", "DELETE FROM follower WHERE id = $1", id[:])
	return err
}

// DropUnconfirmed forgets addresses that nobody confirmed since a time.
func (t *Tx) DropUnconfirmed(before time.Time) error {
	_, err := t.exec("drop unconfirmed followers", "DELETE FROM follower WHERE confirmed_at IS NULL AND asked_at < $1", before.UnixMilli())
	return err
}

// FollowedBefore lists the cases that an account follows, the last arrived first, that arrived before the given one.
func (t *Tx) FollowedBefore(account Account, arrival int64, limit int) ([]Case, error) {
	return all(t, "list followed cases", readCase, "SELECT "+caseColumns+` FROM (SELECT report AS followed FROM follower WHERE account = $1) AS mine
		JOIN cases ON cases.report = mine.followed WHERE arrival < $2 AND published_at IS NOT NULL ORDER BY arrival DESC LIMIT $3`,
		account[:], upTo(arrival), limit)
}

// CasesOf lists the cases of an account's own reports, the last arrived first, that arrived before the given one; 0 begins at the end.
func (t *Tx) CasesOf(author Account, arrival int64, limit int) ([]Case, error) {
	return all(t, "list an author's cases", readCase, "SELECT "+caseColumns+` FROM cases WHERE author = $1 AND arrival < $2
		ORDER BY arrival DESC LIMIT $3`, author[:], upTo(arrival), limit)
}

// upTo makes 0 the end.
func upTo(arrival int64) int64 {
	if arrival == 0 {
		return 1<<63 - 1
	}
	return arrival
}
