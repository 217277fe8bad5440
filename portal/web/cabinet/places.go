package cabinet

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"priyom/civic"
	"priyom/portal/maps"
	"priyom/tiles/places"
)

// placeJSON is a place as a script reads it.
type placeJSON struct {
	Label      string        `json:"label"`
	Address    string        `json:"address"`
	Settlement string        `json:"settlement"`
	Lat        civic.Degrees `json:"lat"`
	Lon        civic.Degrees `json:"lon"`
	Kind       string        `json:"kind"`
}

// places answers ?q= with places of that name, and ?lat=&lon= with what is there.
func (p *Cabinet) places(rw http.ResponseWriter, r *http.Request) {
	if p.limits.spend(r, limitSearch) {
		http.Error(rw, http.StatusText(http.StatusTooManyRequests), http.StatusTooManyRequests)
		return
	}
	guide, err := p.Map.Places(r.Context())
	if errors.Is(err, maps.ErrNone) {
		answer(rw, []placeJSON{})
		return
	}
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	lang := p.Kit.Language(r)
	var found []places.Place
	if lat, lon, ok := latLon(r); ok {
		s := sheet{}
		if err := p.name(r.Context(), &s, guide, civic.Position{Lat: lat, Lon: lon}, lang); err != nil {
			p.Kit.Fail(rw, r, err)
			return
		}
		answer(rw, []placeJSON{{Address: s.Address, Settlement: s.Settlement, Lat: lat, Lon: lon, Label: s.Address}})
		return
	}
	found, err = guide.Search(r.Context(), clip(r.URL.Query().Get("q")), places.SearchOptions{Lang: lang, Limit: maxFound})
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	list := []placeJSON{}
	for _, f := range found {
		lat, lon := f.Point.Position()
		list = append(list, placeJSON{f.Label, f.Address, f.Settlement, lat, lon, f.Kind.String()})
	}
	answer(rw, list)
}

func answer(rw http.ResponseWriter, v any) {
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("Cache-Control", "private, max-age=300")
	_ = json.NewEncoder(rw).Encode(v) // whoever went away doesn't miss it
}

func latLon(r *http.Request) (lat, lon civic.Degrees, ok bool) {
	a, err := strconv.ParseFloat(r.URL.Query().Get("lat"), 64)
	b, err2 := strconv.ParseFloat(r.URL.Query().Get("lon"), 64)
	ok = err == nil && err2 == nil && a >= -85 && a <= 85 && b >= -180 && b <= 180
	return civic.Degrees(a), civic.Degrees(b), ok
}

// spot draws the map around a pin, for who has no script to move it with.
func (p *Cabinet) spot(rw http.ResponseWriter, r *http.Request) {
	lat, lon, ok := latLon(r)
	if !ok || p.limits.spend(r, limitSearch) {
		p.Kit.Missing(rw, r)
		return
	}
	p.Pictures.Still(rw, r, civic.Place{Source: civic.SourceMap, Position: civic.Position{Lat: lat, Lon: lon}})
}

// draftPhoto shows a picture of the draft to the browser that has its key.
func (p *Cabinet) draftPhoto(rw http.ResponseWriter, r *http.Request) {
	id, err := civic.ParsePhotoID(r.PathValue("id"))
	t, ok := token(r)
	if err != nil || !ok {
		p.Kit.Missing(rw, r)
		return
	}
	photo, err := p.Drafts.Photo(r.Context(), t, id)
	if err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	rw.Header().Set("Content-Type", "image/jpeg")
	rw.Header().Set("Cache-Control", "private, max-age=3600")
	_, _ = rw.Write(photo.PreviewBytes) // whoever went away doesn't miss it
}
