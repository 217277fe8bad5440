package chart

import (
	"fmt"

	"priyom/app/widgets/mapview"
)

// Keep writes down where a map looks, for a page that is built anew; see Resume.
func Keep(c *mapview.Map) string {
	v := c.View()
	return fmt.Sprintf("%d %d %g", v.Centre.X, v.Centre.Y, v.Zoom)
}

// Resume has a map look where it did. It says whether that was written down; what another version wrote isn't.
func Resume(c *mapview.Map, kept string) bool {
	var v mapview.View
	if n, err := fmt.Sscanf(kept, "%d %d %f", &v.Centre.X, &v.Centre.Y, &v.Zoom); n != 3 || err != nil {
		return false
	}
	c.SetView(v)
	return true
}
