package belong

import (
	"crypto/ed25519"
	"errors"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/tell"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// pastReports is how many of an account's reports a device hears of that comes to it: a person's whole life here, if they aren't a program.
const pastReports = 500

// Office knows whose devices are.
type Office struct {
	key ed25519.PrivateKey // under answers and messages, which are told again
}

// New makes an office.
func New(key ed25519.PrivateKey) *Office { return &Office{key} }

// personal are the kinds of changes that were somebody's business.
var personal = []string{string(wire.ChangeStatus), string(wire.ChangeAnswer), string(wire.ChangeMessage), string(wire.ChangeMine), string(wire.ChangeAccount), string(wire.ChangeSaid), string(wire.ChangePicture)}

// Bind says whose a device is from now on: what it told as nobody's becomes theirs, and it hears of theirs. The zero account is Unbind.
func (o *Office) Bind(tx *db.Tx, device civic.DeviceID, account db.Account, way db.JoinWay) error {
	before, err := tx.Belonging(device)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	if account.IsZero() {
		return o.Unbind(tx, device)
	}
	if before.Account == account {
		return nil
	}
	if !before.Account.IsZero() {
		if err := o.Unbind(tx, device); err != nil {
			return err
		}
		if before, err = tx.Belonging(device); err != nil {
			return err
		}
	}
	arrival, err := tx.LockArrival()
	if err != nil {
		return err
	}
	if err := tx.PutBelonging(db.Belonging{Device: device, Account: account, Way: way, Arrival: arrival}); err != nil {
		return err
	}
	if err := o.claim(tx, device, account, before.Arrival); err != nil {
		return err
	}
	if err := o.tellAccount(tx, device, account); err != nil {
		return err
	}
	return o.tellPast(tx, device, account, arrival)
}

// claim makes the reports that a device took as nobody's an account's.
func (o *Office) claim(tx *db.Tx, device civic.DeviceID, account db.Account, after int64) error {
	for {
		page, err := tx.Unclaimed(device, after, pastReports)
		if err != nil {
			return err
		}
		for _, c := range page {
			if err := o.own(tx, c, device, account); err != nil {
				return err
			}
		}
		if len(page) < pastReports {
			return nil
		}
	}
}

// own makes a report an account's, which one of their devices or a browser took. Their other devices hear of it.
func (o *Office) own(tx *db.Tx, c db.Case, taken civic.DeviceID, account db.Account) error {
	c.Author = account
	if err := tx.PutCase(&c); err != nil {
		return err
	}
	return o.share(tx, c, taken, account)
}

// share lets an account's devices hear of a report of theirs.
func (o *Office) share(tx *db.Tx, c db.Case, taken civic.DeviceID, account db.Account) error {
	theirs, err := tx.Belongings(account)
	if err != nil {
		return err
	}
	r, err := tx.Report(c.Report)
	if err != nil {
		return err
	}
	for _, b := range theirs {
		s := db.Share{Report: c.Report, Device: b.Device, To: db.NoEnd}
		if b.Device != taken {
			s.From = c.Arrival
		}
		if err := tx.AddShare(s); err != nil {
			return err
		}
		if b.Device == taken {
			continue
		}
		if err := o.tellAll(tx, b.Device, r); err != nil {
			return err
		}
	}
	return nil
}

// tellPast lets a device hear of what its account reported until now, with the answers and what staff said.
func (o *Office) tellPast(tx *db.Tx, device civic.DeviceID, account db.Account, arrival int64) error {
	cases, err := tx.CasesOf(account, 0, pastReports)
	if err != nil {
		return err
	}
	for i := len(cases) - 1; i >= 0; i-- {
		r, err := tx.Report(cases[i].Report)
		if err != nil {
			return err
		}
		shares, err := tx.Shares(r.ID)
		if err != nil {
			return err
		}
		open := false
		for _, s := range shares {
			open = open || s.Device == device && s.Open()
		}
		if open {
			continue // it is told already: its own
		}
		if err := tx.AddShare(db.Share{Report: r.ID, Device: device, From: arrival, To: db.NoEnd}); err != nil {
			return err
		}
		if err := o.tellAll(tx, device, r); err != nil {
			return err
		}
	}
	return nil
}

// tellAll tells a device all that there is to know of a report.
func (o *Office) tellAll(tx *db.Tx, device civic.DeviceID, r db.Report) error {
	if err := tell.Mine(tx, device, r); err != nil {
		return err
	}
	c, err := tx.Case(r.ID)
	if err != nil {
		return err
	}
	if err := tell.Past(tx, device, r, c); err != nil {
		return err
	}
	answers, err := tx.Answers(r.ID)
	if err != nil {
		return err
	}
	for _, a := range answers {
		if err := change(tx, device, wire.ChangeAnswer, wire.NewAnswer(a, o.key)); err != nil {
			return err
		}
	}
	said, err := tx.Messages(r.ID)
	if err != nil {
		return err
	}
	for _, m := range said {
		if m.Side != civic.SideOffice {
			continue
		}
		if err := change(tx, device, wire.ChangeMessage, wire.NewMessage(m.Message, o.key)); err != nil {
			return err
		}
	}
	return nil
}

func change(tx *db.Tx, device civic.DeviceID, kind wire.ChangeKind, what any) error {
	body, err := journal.Encode(what)
	if err != nil {
		return err
	}
	return tx.AddChange(db.Scope{Device: device}, wire.Change{Kind: kind, Body: body})
}

// tellAccount tells a device whose it is.
func (o *Office) tellAccount(tx *db.Tx, device civic.DeviceID, account db.Account) error {
	name, err := accounts.CalledAs(tx, account)
	if err != nil {
		return err
	}
	return change(tx, device, wire.ChangeAccount, wire.AccountChange{Account: name, Time: tx.Now.UnixMilli()})
}

// Unbind makes a device nobody's. What it took stays the account's. A device that is nobody's stays as it is.
func (o *Office) Unbind(tx *db.Tx, device civic.DeviceID) error {
	b, err := tx.Belonging(device)
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && b.Account.IsZero():
		return nil
	case err != nil:
		return err
	}
	if b.Arrival, err = tx.LockArrival(); err != nil {
		return err
	}
	b.Account = db.Account{}
	return firstError(tx.PutBelonging(b), tx.EndShares(device, b.Arrival), tx.ForgetFeed(device, personal...),
		change(tx, device, wire.ChangeAccount, wire.AccountChange{Time: tx.Now.UnixMilli()}))
}

// Arrived is for intake: a report that came from an account's device is the account's. The same again changes nothing.
func (o *Office) Arrived(tx *db.Tx, report civic.ReportID) error {
	c, err := tx.Case(report)
	if err != nil || !c.Author.IsZero() {
		return err
	}
	if erased, err := tx.Erased(report); err != nil || erased { // somebody joins in what is nobody's for good
		return err
	}
	r, err := tx.Report(report)
	if err != nil {
		return err
	}
	b, err := tx.Belonging(r.Device)
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && (b.Account.IsZero() || r.Arrival <= b.Arrival):
		return nil
	case err != nil:
		return err
	}
	return o.own(tx, c, r.Device, b.Account)
}

// Reported is for the portal's own journal: somebody with an account reported with a browser.
func (o *Office) Reported(tx *db.Tx, report civic.ReportID) error {
	c, err := tx.Case(report)
	if err != nil || c.Author.IsZero() {
		return err
	}
	r, err := tx.Report(report)
	if err != nil {
		return err
	}
	return o.share(tx, c, r.Device, c.Author)
}

// Forget is for an account that ends: its devices are nobody's.
func (o *Office) Forget(tx *db.Tx, account db.Account) error {
	theirs, err := tx.Belongings(account)
	if err != nil {
		return err
	}
	for _, b := range theirs {
		if err := o.Unbind(tx, b.Device); err != nil {
			return err
		}
	}
	c, err := tx.Citizen(account)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	email := c.Email
	if email == "" {
		email = "-" // nobody's
	}
	return firstError(tx.DropInvitesOf(account), tx.ForgetJoinings(account, email))
}

// firstError is the first of them: what comes after the first failure in a transaction fails too.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
