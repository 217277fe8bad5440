package theme

import "image/color"

// Status is the key of a state that something is in; the domain's keys are the same words.
type Status string

// The statuses that have a look.
const (
	StatusDraft       Status = "draft"
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
	StatusRejected    Status = "rejected"
	StatusWithdrawn   Status = "withdrawn"
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
	looks := map[Status]Look{
		StatusDraft: {"pen", grey()}, StatusQueued: {"cloud-upload", grey()},
		StatusNew: {"mail-check", blue()}, StatusDelivered: {"mail-check", blue()},
		StatusModeration: {"eye", blue()}, StatusAssigned: {"user", blue()},
		StatusInWork: {"construction", orange()},
		StatusSolved: {"circle-check", green()}, StatusConfirmed: {"check", green()}, StatusRated: {"star", green()},
		StatusClosed: {"archive", grey()}, StatusWithdrawn: {"minus", grey()}, StatusDuplicate: {"layers", grey()},
		StatusOverdue: {"triangle-alert", red()}, StatusRejected: {"x", red()}, StatusQuarantined: {"shield-alert", red()},
		StatusReturned: {"undo", pink()},
	}
	if look, ok := looks[s]; ok {
		return look
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
	hues := map[Role]color.NRGBA{Accent: blue(), Link: blue(), Danger: red(), Warning: orange(), Success: green()}
	if hue, ok := hues[r]; ok {
		return t.Tile(hue)
	}
	return t.Tile(t.Of(r))
}

// chipTint is the share of a hue in a chip: a dark card swallows more of it.
func (t *Theme) chipTint() float32 {
	if t.variant == Dark {
		return 0.35
	}
	return 0.22
}
