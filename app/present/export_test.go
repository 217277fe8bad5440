package present

import "priyom/civic"

// Forget is what locking the screen does to the form.
func Forget(in *Intake) civic.ReportID { return in.forget() }
