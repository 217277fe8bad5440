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

// outside begins to hear what the system tells: addresses, and a network that is there again.
func (p *Point) outside() {
	heard := func(f func()) {
		p.env.Post(func() {
			if !p.closed {
				f()
			}
		})
	}
	if p.env.Links != nil {
		p.env.Links(func(address string) { heard(func() { p.Follow(address) }) })
	}
	if p.env.Networks != nil {
		p.env.Networks(func() { heard(p.engine.Kick) })
	}
}
