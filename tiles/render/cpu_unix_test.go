//go:build unix

package render

import (
	"syscall"
	"time"
)

// cpuTime is what this process has had of the processors: on a machine that does other things too, the time by the clock says
// little.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
