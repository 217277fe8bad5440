package theme

import "image/color"

// Status is the key of a state that something is in; the domain's keys are the same words.
type Status string

// The statuses that have a look.
const (
	StatusDraft       Status = "draft"
	StatusCaptured    Status = "captured"
	StatusQueued      Status = "queued"
	StatusNew         Status = "new"
	StatusDelivered   Status = "delivered"
	StatusModeration  Status = "moderation"
	StatusAssigned    Status = "assigned"
	StatusInWork      Status = "in-work"
	StatusSolved      Status = "solved"
	StatusConfirmed   Status = "confirmed"
	StatusRated       Status = "rated"
	StatusClosed      Status = "closed"
	StatusOverdue     Status = "overdue"
	StatusReturned    Status = "returned"
	StatusRework      Status = "rework"
	StatusArbitration Status = "arbitration"
	StatusAppealed    Status = "appealed"
	StatusRejected    Status = "rejected"
	StatusWithdrawn   Status = "withdrawn"
	StatusMerged      Status = "merged"
	StatusDuplicate   Status = "duplicate"
	StatusQuarantined Status = "quarantined"
)

// Look is how a status is told apart: an icon and a hue. The word is the caller's: a hue alone is never enough.
type Look struct {
	Icon string
	Hue  color.NRGBA
}

// StatusLook returns the look of a status. An unknown one looks neutral, because a newer portal may send it.
func StatusLook(s Status) Look {
	switch s {
	case StatusDraft:
		return Look{"pen", grey()}
	case StatusCaptured:
		return Look{"shield-check", grey()}
	case StatusQueued:
		return Look{"cloud-upload", grey()}
	case StatusNew, StatusDelivered:
		return Look{"mail-check", blue()}
	case StatusModeration:
		return Look{"eye", blue()}
	case StatusAssigned:
		return Look{"user", blue()}
	case StatusInWork:
		return Look{"construction", orange()}
	case StatusSolved:
		return Look{"circle-check", green()}
	case StatusConfirmed:
		return Look{"check", green()}
	case StatusRated:
		return Look{"star", green()}
	case StatusClosed:
		return Look{"archive", grey()}
	case StatusWithdrawn:
		return Look{"minus", grey()}
	case StatusMerged, StatusDuplicate:
		return Look{"layers", grey()}
	case StatusOverdue:
		return Look{"triangle-alert", red()}
	case StatusRejected:
		return Look{"x", red()}
	case StatusQuarantined:
		return Look{"shield-alert", red()}
	case StatusAppealed:
		return Look{"message", pink()}
	case StatusReturned:
		return Look{"undo", pink()}
	case StatusRework:
		return Look{"refresh", pink()}
	case StatusArbitration:
		return Look{"users", pink()}
	}
	return Look{"info", grey()}
}

// Chip returns the ground and the outline of a chip of that hue. Its text is Ink.
func (t *Theme) Chip(hue color.NRGBA) (ground, outline color.NRGBA) {
	return Mix(hue, t.Of(Card), t.chipTint()), Mix(hue, t.Of(Card), 0.6)
}

// Tile returns the ground of an icon's tile of that hue and the colour of the icon on it.
func (t *Theme) Tile(hue color.NRGBA) (ground, icon color.NRGBA) {
	return Mix(hue, t.Of(Card), t.chipTint()/1.6), Mix(hue, t.Of(Ink), 0.55)
}

// RoleTile is Tile for a role: the hue behind it where it has one, as the role itself may be darkened for text.
func (t *Theme) RoleTile(r Role) (ground, icon color.NRGBA) {
	switch r {
	case Accent, Link:
		return t.Tile(blue())
	case Danger:
		return t.Tile(red())
	case Warning:
		return t.Tile(orange())
	case Success:
		return t.Tile(green())
	}
	return t.Tile(t.Of(r))
}

// chipTint is the share of a hue in a chip: a dark card swallows more of it.
func (t *Theme) chipTint() float32 {
	if t.variant.Dark() {
		return 0.35
	}
	return 0.22
}
