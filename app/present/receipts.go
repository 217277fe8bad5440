package present

import (
	"context"
	"errors"

	"priyom/receipt"
	"priyom/store"
)

// ReceiptsState is a receipt being checked.
type ReceiptsState struct {
	Text  string
	Busy  bool
	Tone  Tone   // ToneCalm: nothing was checked
	Told  string // genuine, or not
	Why   string // and why, or what that means
	Facts []Fact // what it says; to be compared with the paper
}

// Receipts checks the QR codes of citizens' receipts, without a network.
type Receipts struct {
	OnChange func()

	p     *Point
	state ReceiptsState
	asked int
}

func newReceipts(p *Point) *Receipts { return &Receipts{p: p, state: ReceiptsState{Tone: ToneCalm}} }

// State is what to show.
func (r *Receipts) State() ReceiptsState { return r.state }

// Check checks a text as a scanner types it.
func (r *Receipts) Check(text string) {
	r.asked++
	r.state = ReceiptsState{Text: text, Tone: ToneCalm}
	if text == "" {
		r.changed()
		return
	}
	asked := r.asked
	r.state.Busy = true
	r.changed()
	r.p.read.do(func(ctx context.Context) func() {
		c, err := r.p.store.CheckReceipt(ctx, text)
		return func() {
			if asked == r.asked {
				r.checked(c, err)
			}
		}
	})
}

func (r *Receipts) checked(c store.Checked, err error) {
	v := r.p.Voice()
	r.state.Busy = false
	reason := receipt.ReasonOf(err)
	switch {
	case reason == receipt.ReasonForm || reason == receipt.ReasonVersion || reason == receipt.ReasonPortal:
		r.state.Tone, r.state.Told, r.state.Why = ToneWarn, v.Say("receipts.unread"), v.Say("receipts.reason."+string(reason))
	case reason != "":
		r.state.Tone, r.state.Told, r.state.Why = ToneAlarm, v.Say("receipts.false"), v.Say("receipts.reason."+string(reason))
	case errors.Is(err, store.ErrNotEnrolled):
		r.state.Tone, r.state.Told, r.state.Why = ToneWarn, v.Say("receipts.unread"), v.Say("receipts.loose")
	case err != nil:
		r.p.env.Log.Error("receipt not checked", "error", err)
		r.state.Tone, r.state.Told, r.state.Why = ToneWarn, v.Say("receipts.unread"), trouble(v, err)
	case c.Changed:
		r.state.Tone, r.state.Told, r.state.Why = ToneAlarm, v.Say("receipts.false"), v.Say("receipts.changed")
	default:
		r.state.Tone, r.state.Told, r.state.Why = ToneGood, v.Say("receipts.genuine"), v.Say("receipts.compare")
		if c.Own {
			r.state.Why = v.Say("receipts.own")
		}
		r.state.Facts = []Fact{
			{Label: v.Say("receipts.number"), Value: c.Number, Copy: true},
			{Label: v.Say("receipts.taken"), Value: v.Moment(c.CapturedAt, r.p.env.Clock())},
			{Label: v.Say("receipts.place"), Value: join(", ", c.Portal, c.Device.Place)},
		}
	}
	r.changed()
}

func (r *Receipts) changed() {
	if r.OnChange != nil {
		r.OnChange()
	}
}
