package accounts

import (
	"errors"
	"net/netip"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/notify"
)

// The limits of devices that want to join, in a window. Many phones share one address of a mobile network.
var (
	limitDevice = limit{"letters for device", 5}
	limitPhones = limit{"devices from address", 60}
)

// CanMail says that the portal sends letters at the moment.
func (o *Office) CanMail(tx *db.Tx) (bool, error) {
	switch m := o.mail.(type) {
	case nil:
		return false, nil
	case interface{ CanMail(*db.Tx) (bool, error) }:
		return m.CanMail(tx)
	}
	return true, nil
}

// Knock counts a device that wants to join; the error is ErrTries.
func (o *Office) Knock(tx *db.Tx, device civic.DeviceID, address netip.Addr) error {
	all := []counted{o.count(limitDevice, device.String()), o.count(limitPhones, from(address))}
	if err := spent(tx, all...); err != nil {
		return err
	}
	return add(tx, all...)
}

// MailCode mails a code to whoever has an address. What comes back doesn't tell whether there is an account: nobody is written to who was
// written to often just now, or whose account was ended, and all the same there is no error. The errors are ErrEmail, ErrTries and ErrNoMail.
func (o *Office) MailCode(tx *db.Tx, email string, lang civic.Lang, address netip.Addr, write func(civic.Lang) notify.Letter) error {
	if email = foldEmail(email); !goodEmail(email) {
		return ErrEmail
	}
	if can, err := o.CanMail(tx); err != nil || !can {
		return errors.Join(err, ErrNoMail)
	}
	to, all := o.count(limitLetter, email), o.count(limitLetters, from(address))
	if err := spent(tx, all); err != nil {
		return err
	}
	if err := spent(tx, to); errors.Is(err, ErrTries) {
		return add(tx, all)
	} else if err != nil {
		return err
	}
	if err := add(tx, all, to); err != nil {
		return err
	}
	c, err := tx.CitizenByEmail(email)
	switch {
	case err == nil && !c.Disabled.IsZero():
		return nil
	case err == nil:
		lang = c.Lang
	case !errors.Is(err, db.ErrNotFound):
		return err
	}
	if err := o.post(tx, email, write(lang)); errors.Is(err, notify.ErrAddress) {
		return ErrEmail
	} else if err != nil {
		return err
	}
	return nil
}

// Proved finds the account of an address that was just proved, and makes it for somebody new, who agreed to ConsentVersion. The error is
// ErrSignIn for an account that was ended.
func (o *Office) Proved(tx *db.Tx, email string, lang civic.Lang) (db.Account, error) {
	email = foldEmail(email)
	c, err := tx.CitizenByEmail(email)
	switch {
	case err == nil && !c.Disabled.IsZero():
		return c.ID, ErrSignIn
	case err == nil:
		c.Seen = tx.Now
		return c.ID, tx.PutCitizen(c)
	case !errors.Is(err, db.ErrNotFound):
		return c.ID, err
	}
	id, err := o.newID()
	if err != nil {
		return id, err
	}
	return id, tx.AddCitizen(db.Citizen{
		ID: id, Email: email, PasswordAt: tx.Now, Lang: lang, Consent: ConsentVersion, ConsentAt: tx.Now, Created: tx.Now, Seen: tx.Now,
	})
}

// CalledAs is how an account's owner knows it: by its address, or by their name. "" for an account that isn't there, or was ended.
func CalledAs(tx *db.Tx, id db.Account) (string, error) {
	c, err := tx.Citizen(id)
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && !c.Disabled.IsZero():
		return "", nil
	case c.Email != "":
		return c.Email, err
	}
	return c.Name, err
}
