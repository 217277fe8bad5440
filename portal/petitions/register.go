package petitions

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/keys"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// ErrNone is returned for a petition that isn't there.
var ErrNone = errors.New("petitions: no such petition")

// Register publishes petitions and closes them.
type Register struct {
	db     *db.DB
	keys   keys.Keys
	random io.Reader
	then   []func(*db.Tx, db.Petition) error
}

// NewRegister makes one.
func NewRegister(d *db.DB, k keys.Keys, random io.Reader) *Register {
	return &Register{db: d, keys: k, random: random}
}

// Then adds what follows when a petition is published or closed, in the same transaction; call it before either happens.
func (r *Register) Then(f func(*db.Tx, db.Petition) error) { r.then = append(r.then, f) }

// follow does what follows, and tells all devices.
func (r *Register) follow(tx *db.Tx, p db.Petition) error {
	for _, f := range r.then {
		if err := f(tx, p); err != nil {
			return err
		}
	}
	return r.tell(tx, p)
}

// Publish gives a petition its id, number and time, and tells all devices of it. The error is civic.Problems for one that is not
// fit to be published.
func (r *Register) Publish(ctx context.Context, p civic.Petition) (civic.Petition, error) {
	p.Title, p.Text, p.Version = civic.CanonicalText(p.Title), civic.CanonicalText(p.Text), 1
	if err := p.Validate().Err(); err != nil {
		return p, err
	}
	id, err := uuid.NewRandomFromReader(r.random)
	if err != nil {
		return p, fmt.Errorf("petitions: %w", err)
	}
	err = r.db.Write(ctx, func(tx *db.Tx) error {
		p.ID, p.PublishedAt = at7(id, uint64(tx.Now.UnixMilli())), tx.Now
		if p.Number, err = tx.NextPetitionNumber(tx.Now.Year()); err != nil {
			return err
		}
		if err := tx.AddPetition(p); err != nil {
			return err
		}
		return r.follow(tx, db.Petition{Petition: p})
	})
	return p, err
}

// at7 makes random bits a UUIDv7 of a time.
func at7(id uuid.UUID, millis uint64) civic.PetitionID {
	b := binary.BigEndian.AppendUint64(nil, millis)
	copy(id[:6], b[2:])
	id[6] = id[6]&0x0f | 0x70
	return civic.PetitionID(id)
}

// Close ends a petition: what arrives from now on counts no more. ErrNone if there is none.
func (r *Register) Close(ctx context.Context, id civic.PetitionID, by Actor) error {
	return r.db.Write(ctx, func(tx *db.Tx) error {
		p, err := tx.Petition(id)
		if errors.Is(err, db.ErrNotFound) {
			return ErrNone
		}
		if err != nil {
			return err
		}
		return r.close(tx, p, by)
	})
}

// Actor is who does something; the zero account with RoleSystem is the portal itself.
type Actor struct {
	Account db.Account
	Role    civic.Role
}

// AuditClose is that a petition was closed, by somebody or because its time was over.
const AuditClose db.AuditAct = "petition-closed"

// close ends a petition with its outcome, once.
func (r *Register) close(tx *db.Tx, p db.Petition, by Actor) error {
	outcome := db.OutcomeShort
	if p.Tally.Valid >= p.Threshold.Needed() {
		outcome = db.OutcomeReached
	}
	changed, err := tx.ClosePetition(p.ID, outcome)
	if err != nil || !changed {
		return err
	}
	if p, err = tx.Petition(p.ID); err != nil {
		return err
	}
	if err := announce(tx, p.ID, Ended); err != nil {
		return err
	}
	detail := fmt.Sprintf("%s, %d of %d", outcome, p.Final, p.Threshold.Needed())
	if err := tx.AddAudit(db.Audit{Actor: by.Account, Role: by.Role, Act: AuditClose, Object: p.Number, Detail: detail}); err != nil {
		return err
	}
	return r.follow(tx, p)
}

// tell tells all devices of a petition as it now is, and then how it stands: a tally never comes before its petition.
func (r *Register) tell(tx *db.Tx, p db.Petition) error {
	change, err := wire.NewPetitionChange(p.Petition, r.keys.Sign)
	if err != nil {
		return err
	}
	body, err := journal.Encode(change)
	if err != nil {
		return fmt.Errorf("petitions: %w", err)
	}
	if err := tx.ReplaceChange(db.Scope{}, p.ID[:], wire.Change{Kind: wire.ChangePetition, Body: body}); err != nil {
		return err
	}
	return tellTally(tx, p)
}

// Find finds a petition by its id or its number; ErrNone if there is none.
func (r *Register) Find(ctx context.Context, name string) (p db.Petition, err error) {
	err = r.db.Read(ctx, func(tx *db.Tx) error {
		if id, bad := civic.ParsePetitionID(name); bad == nil {
			p, err = tx.Petition(id)
		} else {
			p, err = tx.PetitionByNumber(name)
		}
		if errors.Is(err, db.ErrNotFound) {
			return ErrNone
		}
		return err
	})
	return p, err
}

// All lists the petitions, the last published first.
func (r *Register) All(ctx context.Context) (all []db.Petition, err error) {
	err = r.db.Read(ctx, func(tx *db.Tx) error {
		all, err = tx.Petitions()
		return err
	})
	return all, err
}
