package accounts

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/portal/db"
)

// AskEmail begins to give a citizen another address: a link goes to the old one and one to the new, and only when both were followed is
// anything changed. What is answered doesn't tell whether somebody else has that address; a letter to it does. The error is ErrEmail,
// ErrSignIn, ErrTries, ErrBusy or ErrNoMail.
func (o *Office) AskEmail(ctx context.Context, v Visit, email, password string, b Browser, write Write) error {
	email = foldEmail(email)
	if !goodEmail(email) {
		return ErrEmail
	}
	if err := o.ProveCitizen(ctx, v, password, b); err != nil {
		return err
	}
	oldToken, oldHash, err := o.token()
	if err != nil {
		return err
	}
	newToken, newHash, err := o.token()
	if err != nil {
		return err
	}
	to, all := o.count(limitLetter, email), o.count(limitLetters, from(b.Address))
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if err := spent(tx, to, all); err != nil {
			return err
		}
		if err := add(tx, to, all); err != nil {
			return err
		}
		c, err := tx.Citizen(v.Account)
		if err != nil {
			return err
		}
		if c.Email == email {
			return ErrEmail
		}
		change := db.EmailChange{Account: c.ID, Email: email, NewLink: newHash, Created: tx.Now, Expires: tx.Now.Add(linkLife)}
		if c.Email != "" {
			change.OldLink = oldHash
			if err := o.post(tx, c.Email, write(NoteMoveOld, c.Lang, emailPath+oldToken)); err != nil {
				return err
			}
		}
		if err := tx.PutEmailChange(change); err != nil {
			return err
		}
		switch _, err := tx.CitizenByEmail(email); {
		case errors.Is(err, db.ErrNotFound):
			return o.post(tx, email, write(NoteMoveNew, c.Lang, emailPath+newToken))
		case err != nil:
			return err
		}
		return o.post(tx, email, write(NoteTaken, c.Lang, ""))
	})
}

// emailPath begins the addresses of the links.
const emailPath = "/email/"

// EmailStep is how a change of address stands.
type EmailStep struct {
	Email    string // the new one
	Old, New bool   // still to be confirmed
}

// EmailChange is how the change stands that a citizen asked for; ok is false if there is none.
func (o *Office) EmailChange(ctx context.Context, id db.Account) (step EmailStep, ok bool, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		c, err := tx.EmailChange(id)
		if errors.Is(err, db.ErrNotFound) || err == nil && !tx.Now.Before(c.Expires) {
			return nil
		}
		step, ok = EmailStep{c.Email, c.OldLink != nil, c.NewLink != nil}, err == nil
		return err
	})
	return step, ok, err
}

// CancelEmail ends a change of address.
func (o *Office) CancelEmail(ctx context.Context, id db.Account) error {
	return o.db.Write(ctx, func(tx *db.Tx) error { return tx.DropEmailChange(id) })
}

// EmailLink tells what a link confirms, without confirming it: programs that read letters follow links. The error is ErrLink.
func (o *Office) EmailLink(ctx context.Context, token string) (step EmailStep, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		c, err := findEmailLink(tx, token)
		step = EmailStep{c.Email, c.OldLink != nil, c.NewLink != nil}
		return err
	})
	return step, err
}

func findEmailLink(tx *db.Tx, token string) (db.EmailChange, error) {
	hash := tokenHash(token)
	if hash == nil {
		return db.EmailChange{}, ErrLink
	}
	c, err := tx.EmailChangeByLink(hash)
	if errors.Is(err, db.ErrNotFound) || err == nil && !tx.Now.Before(c.Expires) {
		err = ErrLink
	}
	return c, err
}

// ConfirmEmail confirms one of the addresses. Once both are, the account has the new one; both are told, and links that were mailed to the
// old one are spent. The error is ErrLink.
func (o *Office) ConfirmEmail(ctx context.Context, token string, write Write) (step EmailStep, err error) {
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		change, err := findEmailLink(tx, token)
		if err != nil {
			return err
		}
		if string(change.OldLink) == string(tokenHash(token)) {
			change.OldLink = nil
		} else {
			change.NewLink = nil
		}
		step = EmailStep{change.Email, change.OldLink != nil, change.NewLink != nil}
		if step.Old || step.New {
			return tx.PutEmailChange(change)
		}
		if err := tx.DropEmailChange(change.Account); err != nil {
			return err
		}
		c, err := tx.Citizen(change.Account)
		if err != nil || !c.Disabled.IsZero() {
			return errors.Join(err, ErrLink)
		}
		if _, err := tx.CitizenByEmail(change.Email); !errors.Is(err, db.ErrNotFound) {
			return errors.Join(err, ErrLink) // somebody else has it by now
		}
		return o.move(tx, c, change.Email, write)
	})
	return step, err
}

func (o *Office) move(tx *db.Tx, c db.Citizen, email string, write Write) error {
	before := c.Email
	c.Email = email
	if err := tx.PutCitizen(c); err != nil {
		return err
	}
	letter := func(to string, lang civic.Lang) error { return o.tell(tx, to, write(NoteMoved, lang, "")) }
	if before == "" {
		return letter(email, c.Lang)
	}
	return errors.Join(tx.SpendMailedLinks(before), letter(before, c.Lang), letter(email, c.Lang))
}
