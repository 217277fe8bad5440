package casework

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
)

// RuleSensitive is the rule's name in the database: themes and categories that a senior moderator looks at from the start.
const RuleSensitive db.RuleName = "sensitive"

// AuditRule is that somebody changed a rule.
const AuditRule db.AuditAct = "rule"

// ErrKind is returned for a theme or category that the classifier doesn't have.
var ErrKind = errors.New("casework: no such theme or category")

// usuallySensitive are kinds of problems in which somebody is accused, or hurt, where the municipality didn't decide.
//
//go:embed sensitive.json
var usuallySensitive []byte

// seniors is a version of the rule.
type seniors struct {
	version int64
	kinds   []string
}

// Sensitive lists the kinds in force, and their version; 0 if the municipality didn't decide.
func (o *Office) Sensitive(tx *db.Tx) (kinds []string, version int64, err error) {
	if version, err = tx.RuleVersion(RuleSensitive); err != nil {
		return nil, 0, err
	}
	if held := o.seniors.Load(); held != nil && held.version == version {
		return held.kinds, version, nil
	}
	body := usuallySensitive
	if version > 0 {
		r, err := tx.Rule(RuleSensitive, version)
		if err != nil {
			return nil, 0, err
		}
		body = r.Body
	}
	if err := json.Unmarshal(body, &kinds); err != nil {
		return nil, 0, fmt.Errorf("casework: sensitive kinds: %w", errors.Join(db.ErrDamaged, err))
	}
	o.seniors.Store(&seniors{version, kinds})
	return kinds, version, nil
}

// PutSensitive makes kinds a new version of the rule; those that are there already stay where they are. The errors are ErrKind, and
// db.ErrStale if version isn't the latest.
func (o *Office) PutSensitive(tx *db.Tx, kinds []string, version int64, by Actor) error {
	var tidy []string
	for _, k := range kinds {
		_, category := o.known.Category(civic.CategorySlug(k))
		_, theme := o.known.Theme(civic.ThemeSlug(k))
		if !category && !theme {
			return fmt.Errorf("%w: %s", ErrKind, k)
		}
		if !slices.Contains(tidy, k) {
			tidy = append(tidy, k)
		}
	}
	body, err := json.Marshal(tidy)
	if err != nil {
		return err
	}
	r := db.Rule{Name: RuleSensitive, Version: version, Body: body, Actor: by.Account}
	if err := tx.PutRule(&r); err != nil {
		return err
	}
	return tx.AddAudit(db.Audit{Actor: by.Account, Role: by.Role, Act: AuditRule, Object: string(RuleSensitive), Detail: fmt.Sprintf("version %d", r.Version)})
}

// sensitive says that a kind of problem is for a senior moderator from the start. What endangers lives never waits for one.
func (o *Office) sensitive(tx *db.Tx, c civic.Category) (bool, error) {
	kinds, _, err := o.Sensitive(tx)
	return err == nil && !c.Emergency && (slices.Contains(kinds, string(c.Slug)) || slices.Contains(kinds, string(c.Theme))), err
}
