package present

import "priyom/civic"

// Forget is what locking the screen does to the form.
func Forget(in *Intake) civic.ReportID { return in.forget() }

// HasIndex says that what was decrypted to be searched is in memory.
func (p *Point) HasIndex() bool { return p.store.Warmed() }
