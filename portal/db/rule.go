package db

import (
	"fmt"
	"time"
)

// RuleName is something a municipality decides, in versions.
type RuleName string

// Rule is one version of it.
type Rule struct {
	Name    RuleName
	Version int64 // from 1
	Body    []byte
	Note    string    // why
	Actor   Account   // zero: a command on the portal's machine
	At      time.Time // since when
}

const ruleColumns = "name, version, body, note, actor, at"

func readRule(row scanner) (r Rule, err error) {
	err = row.Scan(&r.Name, &r.Version, &r.Body, &r.Note, fixed(r.Actor[:]), moment{&r.At})
	return r, err
}

// RuleVersion is the version that counts; 0 if nothing was decided yet.
func (t *Tx) RuleVersion(name RuleName) (int64, error) {
	if version, ok := t.known.rules[name]; ok {
		return version, nil
	}
	if t.known.rules != nil {
		return 0, nil
	}
	type row struct {
		name    RuleName
		version int64
	}
	rows, err := all(t, "versions of rules", func(s scanner) (r row, err error) {
		err = s.Scan(&r.name, &r.version)
		return r, err
	}, "SELECT name, MAX(version) FROM rule GROUP BY name")
	if err != nil {
		return 0, err
	}
	versions := make(map[RuleName]int64, len(rows))
	for _, r := range rows {
		versions[r.name] = r.version
	}
	if t.known.rules = versions; t.late.reads {
		t.known.rules = nil
	}
	return versions[name], nil
}

// Rule reads a version; the error wraps ErrNotFound.
func (t *Tx) Rule(name RuleName, version int64) (Rule, error) {
	return one(t, "read "+string(name), readRule, "SELECT "+ruleColumns+" FROM rule WHERE name = $1 AND version = $2", string(name), version)
}

// Rules lists all versions, the newest first, without what they say.
func (t *Tx) Rules(name RuleName) ([]Rule, error) {
	return all(t, "versions of "+string(name), readRule, "SELECT name, version, NULL, note, actor, at FROM rule WHERE name = $1 ORDER BY version DESC", string(name))
}

// PutRule makes a new version of a rule whose Version was the latest that its author saw. The error is ErrStale if there is a
// newer one by now. On success r has its version.
func (t *Tx) PutRule(r *Rule) error {
	latest, err := t.RuleVersion(r.Name)
	if err != nil {
		return err
	}
	if latest != r.Version {
		return fmt.Errorf("db: put %s: version %d: %w", r.Name, latest, ErrStale)
	}
	r.Version, r.At = latest+1, t.Now
	_, err = t.exec("put "+string(r.Name), "INSERT INTO rule ("+ruleColumns+") VALUES ($1, $2, $3, $4, $5, $6)", string(r.Name), r.Version,
		bytesOf(r.Body), r.Note, orNobody(r.Actor), r.At.UnixMilli())
	return err
}
