package present

// Behind says that the program isn't in front any more: what empties a battery ends.
func (p *Point) Behind() {
	p.Where.sleep()
}

// Front says that the program is in front again.
func (p *Point) Front() {
	p.Where.wake()
}
