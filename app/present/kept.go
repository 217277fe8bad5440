package present

// Kept says that everything a person did so far is on the disk, so that the program may be killed. Within DraftWithin of the last key it
// becomes true by itself; tests that kill ask for it.
func (p *Point) Kept() bool {
	return !p.Intake.dirty && !p.Intake.saving && p.Intake.taking == 0 && !p.Shell.dirty && p.write.rests()
}

// rests says that nothing is under way or waits.
func (l *lane) rests() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.busy && len(l.jobs) == 0
}
