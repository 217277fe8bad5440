package picture

import (
	"priyom/portal/blobs"
	"priyom/portal/maps"
	"priyom/portal/web/kit"
)

// Pictures serves them.
type Pictures struct {
	Kit   *kit.Kit
	Blobs *blobs.Store
	Map   *maps.Drawing
}

// Routes are those that belong to no other area. The district's map shows nothing that isn't public.
func (p *Pictures) Routes() []kit.Route {
	return []kit.Route{{Pattern: "GET /tiles/{z}/{x}/{y}", Access: kit.Everybody, Handler: p.tile}}
}
