package assets

import (
	_ "embed"

	"priyom/civic"
)

//go:embed checklist/checklists.json
var checklists []byte

// Checklists parses what inspectors look at on the spot.
func Checklists() (*civic.Checklists, error) { return civic.ParseChecklists(checklists) }
