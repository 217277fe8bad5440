package portal

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/retention"
)

// Deadlines is who keeps deadlines.
func (p *Portal) Deadlines() *deadlines.Office { return p.deadlines }

// zone is the district's: of its working calendar, which people's hours, months and deadlines are by. Where it changes, pages follow at
// the next start.
func (p *Portal) zone(ctx context.Context) (*time.Location, error) {
	classifier, err := assets.Classifier()
	if err != nil {
		return nil, err
	}
	book, err := deadlines.New(p.db, classifier).Current(ctx)
	if err != nil {
		return nil, err
	}
	return book.Calendar.Zone(), nil
}

// Rule is a rule in force, as data.
func (p *Portal) Rule(ctx context.Context, name db.RuleName) (body []byte, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		version, err := tx.RuleVersion(name)
		if err != nil {
			return err
		}
		if name == deadlines.RuleCalendar {
			body, err = p.deadlines.CalendarBody(tx, version)
		} else {
			body, err = p.deadlines.RulesBody(tx, version)
		}
		return err
	})
	return body, err
}

// PutRule makes a new version of a rule, by a command. The same again changes nothing. The errors are those of deadlines.Office.Check.
func (p *Portal) PutRule(ctx context.Context, name db.RuleName, body []byte, note string) (version int64, err error) {
	err = p.db.Write(ctx, func(tx *db.Tx) error {
		if version, err = tx.RuleVersion(name); err != nil {
			return err
		}
		r := db.Rule{Name: name, Version: version, Body: body, Note: note}
		if err := p.deadlines.Put(tx, &r, civic.RoleAdministrator); err != nil {
			return err
		}
		version = r.Version
		return nil
	})
	return version, err
}

// Preset is a rule that came with the program, by its name; the error wraps fs.ErrNotExist.
func Preset(rule db.RuleName, name string) ([]byte, error) {
	if rule == deadlines.RuleCalendar {
		return assets.CalendarData(name)
	}
	return nil, fmt.Errorf("portal: %s: %w", name, fs.ErrNotExist)
}

// Retention is who destroys what personal data's time is over.
func (p *Portal) Retention() *retention.Office { return p.retention }

// RetentionVersion is the version of its rule that is in force.
func (p *Portal) RetentionVersion(ctx context.Context) (version int64, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		_, version, err = p.retention.In(tx)
		return err
	})
	return version, err
}

// Erase destroys the personal data of the report with a number, by a command. The error wraps db.ErrNotFound.
func (p *Portal) Erase(ctx context.Context, number, why string) (act db.Erasure, err error) {
	var r db.Report
	if err := p.db.Read(ctx, func(tx *db.Tx) error {
		r, err = tx.ReportByNumber(number)
		return err
	}); err != nil {
		return act, err
	}
	return p.retention.Erase(ctx, r.ID, why, db.Account{}, civic.RoleAdministrator)
}
