package main

import (
	"context"

	"priyom/app/present"
)

// startDemo is none: a whole portal would make the package twice as large, and a phone has a district to go to.
var startDemo func(ctx context.Context, home, name string) (present.Demo, error)
