package store

import (
	"context"
	"database/sql"
	"fmt"

	"priyom/store/journal"
)

// packRow is how an offered map lies in the settings.
type packRow struct {
	SHA256 []byte `cbor:"1,keyasint"`
	Size   int64  `cbor:"2,keyasint"`
	Name   string `cbor:"3,keyasint"`
	DataAt int64  `cbor:"4,keyasint"`
}

// Pack is the map that the portal offers; ErrNotFound if it offers none.
func (s *Store) Pack(ctx context.Context) (p PackOffer, err error) {
	raw, err := getSetting(ctx, s.reader, settingPack)
	if err != nil {
		return p, dbError("pack", err)
	}
	var row packRow
	if err := journal.Decode(raw, &row); err != nil || len(row.SHA256) != len(p.SHA256) {
		return p, fmt.Errorf("%w: offered map", ErrDamaged)
	}
	return PackOffer{SHA256: journal.Hash(row.SHA256), Size: row.Size, Name: row.Name, DataAt: fromMillis(row.DataAt)}, nil
}

func putPack(ctx context.Context, tx *sql.Tx, p PackOffer) error {
	raw, err := journal.Encode(packRow{p.SHA256[:], p.Size, p.Name, millis(p.DataAt)})
	if err != nil {
		return err
	}
	return putSetting(ctx, tx, settingPack, raw)
}
