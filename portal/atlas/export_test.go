package atlas

// Occupy makes somebody do what takes long, until they are released.
func Occupy(a *Atlas) (release func()) {
	a.busy <- struct{}{}
	return func() { <-a.busy }
}
