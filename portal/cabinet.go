package portal

import (
	"context"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/draft"
	"priyom/portal/follow"
	"priyom/portal/own"
	"priyom/portal/web/cabinet"
)

// openOwn opens the portal's own journal, and the book of who follows what.
func (p *Portal) openOwn(o Options) (err error) {
	p.follow = follow.New(p.db, p.keys, o.Rand)
	if p.own, err = own.New(own.Config{DB: p.db, Blobs: p.blobs, Intake: p.intake, Keys: p.keys, Random: o.Rand}); err != nil {
		return err
	}
	p.own.Reported(p.belong.Reported)
	return nil
}

// arrived is what the portal does with each report that comes: it is its author's, and it is put before the moderators.
func (p *Portal) arrived(tx *db.Tx, report civic.ReportID) error {
	if err := p.belong.Arrived(tx, report); err != nil {
		return err
	}
	return p.cases.Arrived(tx, report)
}

// cabinet makes what citizens with a browser need.
func (p *Portal) cabinet(o Options) (c cabinet.Config, err error) {
	secret, err := p.keys.Derive("form stamp", nil)
	if err != nil {
		return c, err
	}
	phrases, err := assets.Phrases()
	if err != nil {
		return c, err
	}
	p.accounts.OnErase((*db.Tx).ForgetOwn)
	return cabinet.Config{
		Journal: p.own, Drafts: draft.New(p.db, o.Rand), Follow: p.follow, Phrases: phrases, Reporter: p.intake.Reporter, Secret: secret,
		Answer: p.promise, Erase: func(ctx context.Context, account [16]byte) error { return p.accounts.EraseCitizen(ctx, account) },
	}, nil
}

// promise tells by when a problem of a kind that is reported now is answered and dealt with.
func (p *Portal) promise(ctx context.Context, c civic.Category) (reply, solve time.Time, err error) {
	book, err := p.deadlines.Current(ctx)
	if err != nil {
		return reply, solve, err
	}
	reply, solve = book.Promise(c, p.db.Now())
	return reply, solve, nil
}
