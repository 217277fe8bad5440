package db

import (
	"fmt"
	"slices"
)

// Setting is something the portal keeps about itself.
type Setting string

// The settings.
const (
	SettingPortal    Setting = "portal"          // whose database this is: the id in keys.json
	SettingName      Setting = "name"            // of the district, for people
	SettingFeed      Setting = "feed-generation" // cursors of another one are worthless
	SettingStaffLink Setting = "staff-link"      // salt of the key in the staff's link
	SettingPack      Setting = "pack"            // the map that is offered: a wire.PackOffer
	SettingRouting   Setting = "routing"         // who deals with what where, as civic.ParseRouting reads it
	SettingBackup    Setting = "backup"          // when the last backup was of
	SettingRules     Setting = "rules"           // by which entries were last judged
	SettingOwnEpoch  Setting = "own-epoch"       // of the portal's own journal
	SettingWords     Setting = "words"           // by which rules and classifier the public's search was made
	SettingNotify    Setting = "notify"          // servers that send news: a notify.Settings, its secrets locked
	SettingShelf     Setting = "shelf"           // where the files are: portal.Storage's word for it, without a secret
	SettingFramers   Setting = "framers"         // sites that may frame the map, as Content-Security-Policy has them; unset: all
	SettingMoving    Setting = "moving"          // a move into this database has begun and isn't finished
	SettingMoved     Setting = "moved"           // the portal went on in another database
	SettingNameless  Setting = "nameless"        // "1": citizens' devices may join without an account
	SettingDoubts    Setting = "doubts"          // arrival up to which signatures were compared with others
	SettingTelegram  Setting = "telegram"        // the last thing that was heard from the bot
	SettingOffices   Setting = "offices"         // how people reach the district's offices, as civic.ParseOffices reads it
)

// Setting reads one; the error wraps ErrNotFound.
func (t *Tx) Setting(name Setting) ([]byte, error) {
	return one(t, "read setting "+string(name), value[[]byte], "SELECT value FROM setting WHERE name = $1", string(name))
}

// PutSetting writes one.
func (t *Tx) PutSetting(name Setting, v []byte) error {
	_, err := t.exec("write setting "+string(name), `INSERT INTO setting (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, string(name), bytesOf(v))
	return err
}

// counter names a row of numbers in commit order.
type counter string

const (
	counterArrival    counter = "arrival"
	counterFeed       counter = "feed"
	counterAudit      counter = "audit"
	counterEscalation counter = "escalation"
	counterErasure    counter = "erasure"
	counterDoubt      counter = "doubt"
	counterOwn        counter = "own" // numbers of reports that the portal takes itself
	counterPublic     counter = "public"
)

// next takes a number. What was taken is written when the transaction ends.
func (t *Tx) next(c counter) (int64, error) {
	if t.counters == nil {
		if err := t.readCounters(); err != nil {
			return 0, err
		}
	}
	before, ok := t.counters[c]
	if !ok {
		return 0, fmt.Errorf("db: count %s: %w", c, ErrDamaged)
	}
	t.setCounter(c, before+1)
	return before + 1, nil
}

// setCounter gives a counter that was read another value, which is written when the transaction ends.
func (t *Tx) setCounter(c counter, value int64) {
	if t.counters[c] = value; !slices.Contains(t.counted, c) {
		t.counted = append(t.counted, c)
	}
}

func (t *Tx) readCounters() error {
	type row struct {
		name  counter
		value int64
	}
	rows, err := all(t, "read counters", func(s scanner) (r row, err error) {
		err = s.Scan(&r.name, &r.value)
		return r, err
	}, "SELECT name, value FROM counter")
	t.counters = make(map[counter]int64, len(rows))
	for _, r := range rows {
		t.counters[r.name] = r.value
	}
	return err
}

// settleCounters writes the numbers that were taken.
func (t *Tx) settleCounters() error {
	if len(t.counted) == 0 {
		return nil
	}
	var args []any
	for _, c := range t.counted {
		args = append(args, string(c), t.counters[c])
	}
	query := "INSERT INTO counter (name, value) VALUES " + marks(len(t.counted), 2) + " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
	t.counted = nil
	_, err := t.send("write counters", query, args...)
	return err
}

// bytesOf keeps an empty value from becoming NULL.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
