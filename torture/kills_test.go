package torture

import (
	"os"
	"strconv"
	"testing"
)

// kills is how often processes are killed: PRIYOM_KILLS, else few enough for a quick run of all tests.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("PRIYOM_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 10
	}
	return 50
}

// cuts is how often the plug is pulled.
func cuts() int { return max(5, kills()/10) }
