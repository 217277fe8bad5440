package present

// Follow goes where an address leads that was opened in this app: a portal's invitation, as its QR code has it or behind "priyom:", or the way
// back from the portal's page. Nothing is done by it but what a person then agrees to, or began: anybody can make somebody tap a link.
func (p *Point) Follow(address string) { p.Join.Opened(address) }

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
