package present

import (
	"strings"

	"priyom/lang"
	"priyom/sync/engine"
)

// Follow goes where an address leads that was opened in this app: a portal's invitation, as its QR code has it, or behind "priyom:".
// Nothing is done by it but what a person then agrees to: anybody can make somebody tap a link.
func (p *Point) Follow(address string) {
	url, code := engine.Invitation(strings.TrimPrefix(address, "priyom:"))
	if url == "" || p.Enroll.state.Busy {
		return
	}
	if p.enrolled {
		p.notice(ToneWarn, p.Voice().With("follow.enrolled", lang.Args{"Portal": p.enrolment.URL}))
		return
	}
	p.Enroll.state.URL, p.Enroll.state.Code, p.Enroll.state.Problem = url, code, ""
	p.Go(PageEnroll)
	p.Enroll.changed()
}

// outside begins to hear of addresses that are opened in this app.
func (p *Point) outside() {
	if p.env.Links == nil {
		return
	}
	p.env.Links(func(address string) {
		p.env.Post(func() {
			if !p.closed {
				p.Follow(address)
			}
		})
	})
}
