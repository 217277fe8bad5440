package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// TallyChange is how a petition stands, as the portal says.
type TallyChange struct {
	Petition civic.PetitionID
	civic.Tally
}

// Petition is a petition as this device knows it.
type Petition struct {
	civic.Petition
	Tally civic.Tally // as the portal counted, the last time it was heard of; AsOf is zero before
	Here  int         // signatures taken at this device, without those taken back
	Fresh int         // of these, those the portal hasn't got yet
}

// takePetitions keeps what the feed says of petitions. A petition comes before its tally.
func (s *Store) takePetitions(ctx context.Context, tx *sql.Tx, petitions []civic.Petition, tallies []TallyChange) error {
	for _, p := range petitions {
		raw, err := journal.EncodePetition(p)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO petition (id, number, ord, body_box) VALUES (?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET number = excluded.number, ord = excluded.ord, body_box = excluded.body_box`,
			p.ID[:], p.Number, millis(p.PublishedAt), s.vault.Seal(petitionContext(p.ID), raw)); err != nil {
			return err
		}
	}
	for _, t := range tallies {
		if _, err := tx.ExecContext(ctx, "UPDATE petition SET collected = ?, valid = ?, duplicate = ?, as_of = ? WHERE id = ? AND as_of <= ?",
			t.Collected, t.Valid, t.Duplicate, millis(t.AsOf), t.Petition[:], millis(t.AsOf)); err != nil {
			return err
		}
	}
	return nil
}

func petitionContext(id civic.PetitionID) string { return "petition " + id.String() }

const petitionColumns = `petition.id, body_box, collected, valid, duplicate, as_of,
	(SELECT count(*) FROM signature WHERE signature.petition = petition.id AND withdrawn_at = 0),
	(SELECT count(*) FROM signature JOIN entry ON entry.report = signature.id JOIN epoch USING (epoch)
		WHERE signature.petition = petition.id AND withdrawn_at = 0 AND kind = 'petition.signed' AND retold = 0 AND entry.seq > acked_seq)`

func (s *Store) scanPetition(scan func(...any) error) (p Petition, err error) {
	var id, box []byte
	var asOf int64
	if err := scan(&id, &box, &p.Tally.Collected, &p.Tally.Valid, &p.Tally.Duplicate, &asOf, &p.Here, &p.Fresh); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return p, fmt.Errorf("%w: petition", ErrNotFound)
		}
		return p, err
	}
	if len(id) != 16 {
		return p, fmt.Errorf("%w: petition id", ErrDamaged)
	}
	raw, err := s.vault.Open(petitionContext(civic.PetitionID(id)), box)
	if err == nil {
		p.Petition, err = journal.DecodePetition(raw)
	}
	if err != nil {
		return p, fmt.Errorf("%w: petition %s: %w", ErrDamaged, civic.PetitionID(id), err)
	}
	p.Tally.AsOf = fromMillis(asOf)
	return p, nil
}

// Petitions are all that the portal told of, the last published first.
func (s *Store) Petitions(ctx context.Context) ([]Petition, error) {
	all, err := collect(ctx, s.reader, s.scanPetition, "SELECT "+petitionColumns+" FROM petition ORDER BY ord DESC, id DESC")
	return all, dbError("petitions", err)
}

// Petition is one of them; ErrNotFound if the portal told of no such one.
func (s *Store) Petition(ctx context.Context, id civic.PetitionID) (Petition, error) {
	p, err := s.petition(ctx, s.reader, id)
	return p, dbError("petition", err)
}

func (s *Store) petition(ctx context.Context, q querier, id civic.PetitionID) (Petition, error) {
	return s.scanPetition(q.QueryRowContext(ctx, "SELECT "+petitionColumns+" FROM petition WHERE id = ?", id[:]).Scan)
}

// Sheet is a blank sheet for signatures by hand, as it was printed here.
type Sheet struct {
	ID       string
	Petition civic.PetitionID
	Rows     int
	MadeAt   time.Time
	Keyed    int // the last row that was keyed in here; 0 for none
}

// settingSheetSerial is the last sheet's.
const settingSheetSerial = "sheet-serial"

// NewSheet gives a blank sheet its id, which no other sheet ever gets: the device's own code, its count, and as the count may come
// from an older copy of the database, 15 random bits.
func (s *Store) NewSheet(ctx context.Context, petition civic.PetitionID, rows int) (sheet Sheet, err error) {
	err = s.write(ctx, "new sheet", func(tx *sql.Tx) error {
		if _, err := s.petition(ctx, tx, petition); err != nil {
			return err
		}
		code, err := s.numberCode(ctx, tx)
		if err != nil {
			return err
		}
		ord, err := nextCount(ctx, tx, settingSheetSerial)
		if err != nil {
			return err
		}
		b, err := s.random(2)
		if err != nil {
			return err
		}
		sheet = Sheet{ID: fmt.Sprintf("%s-S%02d-%s", code, ord, spoken.EncodeToString(b)[:3]), Petition: petition, Rows: rows, MadeAt: s.now()}
		_, err = tx.ExecContext(ctx, "INSERT INTO sheet (id, petition, ord, lines, made_at) VALUES (?, ?, ?, ?, ?)",
			sheet.ID, petition[:], ord, rows, millis(sheet.MadeAt))
		return err
	})
	return sheet, err
}

// Sheets are a petition's blank sheets that were made here, the last one first.
func (s *Store) Sheets(ctx context.Context, petition civic.PetitionID) ([]Sheet, error) {
	all, err := collect(ctx, s.reader, func(scan func(...any) error) (Sheet, error) {
		sheet := Sheet{Petition: petition}
		var at int64
		err := scan(&sheet.ID, &sheet.Rows, &at, &sheet.Keyed)
		sheet.MadeAt = fromMillis(at)
		return sheet, err
	}, `SELECT id, lines, made_at,
		(SELECT coalesce(max(line), 0) FROM signature WHERE signature.sheet = sheet.id AND withdrawn_at = 0)
		FROM sheet WHERE petition = ? ORDER BY ord DESC`, petition[:])
	return all, dbError("sheets", err)
}

// RowTaken says that a row of a sheet was keyed in here before, and not taken back.
func (s *Store) RowTaken(ctx context.Context, sheet string, row int) (bool, error) {
	var taken bool
	err := s.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM signature WHERE sheet = ? AND line = ? AND withdrawn_at = 0)", sheet, row).Scan(&taken)
	return taken, dbError("row of sheet", err)
}
