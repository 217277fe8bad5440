package db

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
	SettingMoving    Setting = "moving"          // a move into this database has begun and isn't finished
	SettingMoved     Setting = "moved"           // the portal went on in another database
	SettingTelegram  Setting = "telegram"        // the last thing that was heard from the bot
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
	counterOwn        counter = "own" // numbers of reports that the portal takes itself
	counterPublic     counter = "public"
)

// next takes a number. Under PostgreSQL the row stays locked until the commit: take it last.
func (t *Tx) next(c counter) (int64, error) {
	return one(t, "count "+string(c), value[int64], "UPDATE counter SET value = value + 1 WHERE name = $1 RETURNING value", string(c))
}

// bytesOf keeps an empty value from becoming NULL.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
