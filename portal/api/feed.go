package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// A cursor is the number of the last change told, and eight bytes that bind it to the portal, to this life of its feed,
// and to whom it was given as what. A cursor that isn't bound so is worthless, and all is told again.
const cursorMAC = 8

// feed fills in what changed for a device after its cursor.
func (a *API) feed(ctx context.Context, device db.Device, cursor string, reply *wire.SyncReply) error {
	return a.DB.Read(ctx, func(tx *db.Tx) error {
		generation, err := tx.Setting(db.SettingFeed)
		if err != nil {
			return err
		}
		end, err := tx.FeedEnd()
		if err != nil {
			return err
		}
		mac, err := a.cursorMAC(device, generation)
		if err != nil {
			return err
		}
		after, ok := readCursor(cursor, mac)
		if !ok || after > end {
			after, reply.Snapshot = 0, cursor != ""
		}
		changes, err := tx.Changes(device.ID, device.Place, after, wire.MaxFeedPage+1)
		if err != nil {
			return err
		}
		if reply.More = len(changes) > wire.MaxFeedPage; reply.More {
			changes = changes[:wire.MaxFeedPage]
		}
		for _, c := range changes {
			after = c.Seq
			if c.Kind == wire.ChangeNear && device.Role == civic.RoleCitizen {
				continue // for staff: nobody has moderated these words yet
			}
			if c.Kind == wire.ChangeSaid {
				if c.Body, err = a.unsealed(tx, c.Body); err != nil {
					return err
				}
			}
			reply.Changes = append(reply.Changes, c.Change)
		}
		reply.Cursor = writeCursor(after, mac)
		return nil
	})
}

// unsealed puts into what an author said the words that lie sealed in its entry, or that they were destroyed. They are in the feed at no time.
func (a *API) unsealed(tx *db.Tx, body []byte) ([]byte, error) {
	var s wire.SaidChange
	if err := journal.Decode(body, &s); err != nil || s.Sealed == 0 {
		return body, err
	}
	e, err := tx.EntryAt(s.Sealed)
	if err != nil {
		return nil, err
	}
	if s.Sealed, s.Erased = 0, e.Erased(); !s.Erased {
		switch e.Kind {
		case journal.KindMessage:
			s.Text = a.Intake.MessageText(&e.Entry)
		case journal.KindAct:
			s.Text = a.Intake.ActComment(&e.Entry)
		}
	}
	return journal.Encode(s)
}

// cursorMAC makes the function that binds a number to a device and its scope.
func (a *API) cursorMAC(device db.Device, generation []byte) (func(after int64) []byte, error) {
	secret, err := a.Keys.Derive("cursor", generation)
	if err != nil {
		return nil, err
	}
	return func(after int64) []byte {
		m := hmac.New(sha256.New, secret)
		m.Write(device.ID[:])
		m.Write(binary.BigEndian.AppendUint64(nil, uint64(after)))
		m.Write([]byte(string(device.Role) + "\n" + device.Place))
		return m.Sum(nil)[:cursorMAC]
	}, nil
}

func writeCursor(after int64, mac func(int64) []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(mac(after), binary.AppendUvarint(nil, uint64(after))...))
}

func readCursor(s string, mac func(int64) []byte) (after int64, ok bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(raw) <= cursorMAC {
		return 0, false
	}
	u, n := binary.Uvarint(raw[cursorMAC:])
	if n != len(raw)-cursorMAC || u > 1<<62 {
		return 0, false
	}
	return int64(u), hmac.Equal(raw[:cursorMAC], mac(int64(u)))
}
