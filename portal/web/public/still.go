package public

import (
	"net/http"
	"strconv"

	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/tiles"
)

// The still map of the district, in pixels of the page.
const (
	stillWidth  = 840
	stillHeight = 600
)

// view is the part of the map that is shown first: where nearly all reports are, or all of the district as long as there is none.
func (p *Public) view(r *http.Request) (tiles.Box, bool) {
	if box, ok := p.Atlas.Bounds(); ok {
		const margin = 1 << 16 // half a kilometre or so
		return box.Grow(margin), true
	}
	return p.Pictures.Bounds(r)
}

// fit is the deepest zoom at which a box fits into the still map, and the middle of it.
func fit(box tiles.Box) (tiles.Point, tiles.Zoom) {
	z := tiles.Zoom(16)
	for ; z > 3; z-- {
		pixel := tiles.WorldSize >> z / 256
		if (box.MaxX-box.MinX)/pixel <= stillWidth && (box.MaxY-box.MinY)/pixel <= stillHeight {
			break
		}
	}
	return tiles.Point{X: (box.MinX + box.MaxX) / 2, Y: (box.MinY + box.MaxY) / 2}, z
}

// inSight is the part of the world on the still map.
func inSight(at tiles.Point, z tiles.Zoom) (tiles.Box, tiles.World) {
	pixel := tiles.WorldSize >> z / 256
	w, h := pixel*stillWidth/2, pixel*stillHeight/2
	return tiles.Box{MinX: at.X - w, MinY: at.Y - h, MaxX: at.X + w, MaxY: at.Y + h}, pixel
}

// areas are the clusters of the still map as links: without a script, a click on one leads to its reports.
func (p *Public) areas(f *filter, box tiles.Box, w words) (areas []area, err error) {
	at, z := fit(box)
	sight, pixel := inSight(at, z)
	q := f.Filter
	q.Box = &sight
	clusters, err := p.Atlas.Clusters(q, z, p.Kit.DB.Now())
	if err != nil {
		return nil, err
	}
	for _, c := range clusters {
		place := tiles.Project(c.Lat, c.Lon)
		x, y := int((place.X-sight.MinX)/pixel), int((place.Y-sight.MinY)/pixel)
		if x < 0 || y < 0 || x > stillWidth || y > stillHeight {
			continue
		}
		most := atlas.GroupNew
		for _, g := range atlas.Groups() {
			if c.Groups[g] > c.Groups[most] {
				most = g
			}
		}
		of := *f
		of.Box = &c.Cell
		areas = append(areas, area{x, y, y + 5, 15 + len(strconv.Itoa(c.Count))*3, c.Count, most.String(), of.href(listPath), w.t("map.area", "N", c.Count)})
	}
	return areas, nil
}

// still draws the district's map, for pages that run no script.
func (p *Public) still(rw http.ResponseWriter, r *http.Request) {
	if err := p.Atlas.Load(r.Context()); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	box, ok := p.view(r)
	if !ok {
		p.Kit.Missing(rw, r)
		return
	}
	at, z := fit(box)
	p.Pictures.District(rw, r, at, z, stillWidth, stillHeight)
}

// reportMap draws the map around a published report.
func (p *Public) reportMap(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParseReportID(r.PathValue("id"))
	if err != nil {
		p.Kit.Missing(rw, r)
		return
	}
	var place civic.Place
	if err := p.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		c, err := tx.PublicCase(id)
		place = c.Place
		return err
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.Pictures.Still(rw, r, place)
}
