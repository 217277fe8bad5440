package public

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/tiles"
)

// points answers the map: the clusters of a box at a zoom, each a list of its place, its reports by groups, and its cell.
//
//	{"clusters": [[47.08, 28.87, [3,1,0,9,0], 28.86, 47.07, 28.88, 47.09]]}
func (p *Public) points(rw http.ResponseWriter, r *http.Request) {
	f := p.filter(r)
	zoom, err := strconv.ParseUint(r.URL.Query().Get("zoom"), 10, 8)
	if err != nil || zoom > uint64(tiles.MaxZoom) || f.Box == nil {
		problem(rw, http.StatusBadRequest, "bbox=west,south,east,north in degrees and zoom=0…22 are needed")
		return
	}
	f.Before = 0
	if err := p.Atlas.Load(r.Context()); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	now := p.Kit.DB.Now()
	// What is late changes with the clock alone.
	tag := fmt.Sprintf(`"%d-%d-%s-%d"`, p.Atlas.End(), now.Unix()/300, strconv.FormatUint(hash(f.values().Encode()), 36), zoom)
	h := rw.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "public, max-age=15")
	if r.Header.Get("If-None-Match") == tag {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	found, err := p.Atlas.Clusters(f.Filter, tiles.Zoom(zoom), now)
	if errors.Is(err, atlas.ErrLarge) {
		h.Del("ETag")
		problem(rw, http.StatusBadRequest, "bbox is too large for this zoom")
		return
	}
	list := make([][]any, 0, len(found))
	for _, c := range found {
		north, west := tiles.Point{X: c.Cell.MinX, Y: c.Cell.MinY}.Position()
		south, east := tiles.Point{X: c.Cell.MaxX, Y: c.Cell.MaxY}.Position()
		list = append(list, []any{round(c.Lat), round(c.Lon), c.Groups, round(west), round(south), round(east), round(north)})
	}
	body, err := json.Marshal(map[string]any{"clusters": list})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	h.Set("Content-Type", "application/json")
	_, _ = rw.Write(body) // whoever went away doesn't miss it
}

// round keeps what the deepest zoom shows.
func round[D ~float64](d D) json.Number {
	return json.Number(strconv.FormatFloat(float64(d), 'f', 7, 64))
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// problem says to a program what is wrong with its request.
func problem(rw http.ResponseWriter, status int, detail string) {
	rw.Header().Set("Content-Type", "application/problem+json")
	rw.Header().Set("Cache-Control", "no-store")
	rw.WriteHeader(status)
	_ = json.NewEncoder(rw).Encode(map[string]any{"status": status, "title": http.StatusText(status), "detail": detail})
}

// mostCards is how many reports of one place are shown at once.
const mostCards = 10

type cardsData struct {
	Cards  []card
	More   int    // that aren't shown
	All    string // address of all of them
	Framed bool
}

// cards are the reports of a place of the map, as the map shows them above it.
func (p *Public) cards(rw http.ResponseWriter, r *http.Request) {
	f, w := p.filter(r), p.words(p.Kit.Language(r))
	if f.Box == nil {
		problem(rw, http.StatusBadRequest, "bbox=west,south,east,north in degrees is needed")
		return
	}
	data := cardsData{All: f.href(listPath), Framed: r.URL.Query().Has("framed")}
	if err := p.Atlas.Read(r.Context(), func(tx *db.Tx) error {
		cases, err := tx.PublicCases(p.Atlas.Page(f.Filter, 0, mostCards, tx.Now))
		if err != nil {
			return err
		}
		if data.Cards, err = p.cardsOf(tx, cases, w); err != nil {
			return err
		}
		counts := p.Atlas.Count(f.Filter, tx.Now)
		for _, g := range atlas.Groups() {
			if len(f.Groups) == 0 || f.has(g) {
				data.More += counts[g]
			}
		}
		data.More = max(0, data.More-len(data.Cards))
		return nil
	}); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	p.pages.Part(rw, r, "cards", "main", data)
}
