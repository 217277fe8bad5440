//go:build !unix

package render

import "time"

// cpuTime is the time by the clock where there is nothing better.
func cpuTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
