package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Feed is one page of what changed at the portal.
type Feed struct {
	Statuses  []StatusChange
	Near      []civic.Digest // reports of the district, this device's own among them
	Portal    *PortalChange
	Pack      *PackOffer
	Routing   []byte // JSON; see civic.ParseRouting
	Offices   []byte // JSON; see civic.ParseOffices
	Answers   []civic.Answer
	Messages  []civic.Message // the office's
	Petitions []civic.Petition
	Tallies   []TallyChange
	Elsewhere []Elsewhere       // reports of this device's account that it didn't take
	Account   *AccountChange    // whose it is
	Photos    []civic.ToldPhoto // of reports, at the portal
	Words     []civic.ToldWords // that their author said elsewhere
	Unknown   []UnknownChange   // kept for a later version of the program
	Cursor    string

	Tasks      []civic.Task // an inspector's
	Judgements []civic.Judgement

	Certificate *journal.Certificate // of this device; the caller has checked whose it is
}

// StatusChange is a report's new status, as the portal says.
type StatusChange struct {
	Report civic.ReportID
	Status civic.Status
	At     time.Time
	Note   string
	Reason civic.Reason // of a refusal
}

// event is the step as a report's history has it.
func (c StatusChange) event() Event { return Event{c.Status, c.At, c.Note, c.Reason} }

// PortalChange renews what enrolment said of the portal.
type PortalChange struct {
	Name     string
	SealKeys []journal.SealKey
}

// PackOffer is a map of the district that the portal holds.
type PackOffer struct {
	SHA256 journal.Hash
	Size   int64 // bytes
	Name   string
	DataAt time.Time // when the map's data is from; zero if unknown
}

// UnknownChange is a change that this version doesn't understand.
type UnknownChange struct {
	Kind string
	Body []byte
}

// Cursor is where the portal's feed was left; "" at the beginning.
func (s *Store) Cursor(ctx context.Context) (string, error) {
	cursor, err := getSetting(ctx, s.reader, settingCursor)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return string(cursor), dbError("cursor", err)
}

// TakeFeed applies one page and moves the cursor, in one transaction. A page that comes twice changes nothing.
func (s *Store) TakeFeed(ctx context.Context, f Feed) error {
	if err := s.takeFeed(ctx, f); err != nil || len(f.Tasks) == 0 && f.Account == nil {
		return err
	}
	return s.removePurged(ctx) // of tasks that were forgotten, and of an account that isn't this device's any more
}

func (s *Store) takeFeed(ctx context.Context, f Feed) error {
	return s.write(ctx, "feed", func(tx *sql.Tx) error {
		before, err := getSetting(ctx, tx, settingCursor)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err == nil && string(before) == f.Cursor {
			return nil
		}
		news, err := s.newHerald(ctx, tx, len(before) == 0)
		if err != nil {
			return err
		}
		if f.Account != nil {
			if err := s.takeAccount(ctx, tx, *f.Account); err != nil {
				return err
			}
			if news, err = s.newHerald(ctx, tx, len(before) == 0); err != nil {
				return err
			}
		}
		for _, e := range f.Elsewhere {
			if err := s.takeElsewhere(ctx, tx, e); err != nil {
				return err
			}
		}
		for _, p := range f.Photos {
			if err := s.takeToldPhoto(ctx, tx, p); err != nil {
				return err
			}
		}
		for _, w := range f.Words {
			if err := s.takeToldWords(ctx, tx, w); err != nil {
				return err
			}
		}
		for _, c := range f.Statuses {
			if err := s.takeStatus(ctx, tx, c, news); err != nil {
				return err
			}
		}
		for _, d := range f.Near {
			if err := s.takeNear(ctx, tx, d); err != nil {
				return err
			}
		}
		if f.Portal != nil && len(f.Portal.SealKeys) > 0 {
			e, err := s.enrolment(ctx, tx)
			if err != nil {
				return err
			}
			e.PortalName, e.SealKeys = f.Portal.Name, f.Portal.SealKeys
			if err := s.putEnrolment(ctx, tx, e); err != nil {
				return err
			}
		}
		if f.Certificate != nil {
			if err := s.takeCertificate(ctx, tx, *f.Certificate); err != nil {
				return err
			}
		}
		if f.Routing != nil {
			if err := putSetting(ctx, tx, settingRouting, f.Routing); err != nil {
				return err
			}
		}
		if f.Offices != nil {
			if err := putSetting(ctx, tx, settingOffices, f.Offices); err != nil {
				return err
			}
		}
		if f.Pack != nil {
			if err := putPack(ctx, tx, *f.Pack); err != nil {
				return err
			}
		}
		for _, a := range f.Answers {
			fresh, err := s.takeAnswer(ctx, tx, a)
			if err != nil {
				return err
			}
			if fresh {
				if err := news.tell(ctx, News{Report: a.Report, Kind: NewsAnswer, At: a.At}); err != nil {
					return err
				}
			}
		}
		for _, m := range f.Messages {
			fresh, err := s.takeMessage(ctx, tx, m)
			if err != nil {
				return err
			}
			if fresh {
				if err := news.tell(ctx, News{Report: m.Report, Kind: NewsMessage, At: m.At}); err != nil {
					return err
				}
			}
		}
		for _, t := range f.Tasks {
			if err := s.takeTask(ctx, tx, t); err != nil {
				return err
			}
		}
		for _, j := range f.Judgements {
			if err := s.takeJudgement(ctx, tx, j); err != nil {
				return err
			}
		}
		if err := s.takePetitions(ctx, tx, f.Petitions, f.Tallies); err != nil {
			return err
		}
		for _, u := range f.Unknown {
			if _, err := tx.ExecContext(ctx, "INSERT INTO unknown_change (kind, body_box) VALUES (?, ?)", u.Kind,
				s.vault.Seal("change "+u.Kind, u.Body)); err != nil {
				return err
			}
		}
		return putSetting(ctx, tx, settingCursor, []byte(f.Cursor))
	})
}

// takeStatus notes a step of a report, whoever took it.
func (s *Store) takeStatus(ctx context.Context, tx *sql.Tx, c StatusChange, news *herald) error {
	own, err := s.isHere(ctx, tx, c.Report)
	if err != nil {
		return err
	}
	var fresh bool
	if own {
		before, err := s.status(ctx, tx, c.Report)
		if err != nil {
			return err
		}
		fresh = before != c.Status
		if err := s.setStatus(ctx, tx, c.Report, c.event()); err != nil {
			return err
		}
	} else if fresh, err = s.stepElsewhere(ctx, tx, c); err != nil {
		return err
	}
	if !fresh {
		return nil
	}
	return news.tell(ctx, News{Report: c.Report, Kind: NewsStatus, Status: c.Status, At: c.At})
}
