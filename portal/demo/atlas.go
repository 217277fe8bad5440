package demo

import (
	"context"
	"errors"

	"priyom/assets/district"
	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

// atlas knows the practice district's addresses.
type atlas struct {
	path   string // of its pack
	pack   *pack.Pack
	places *places.Places
}

// openAtlas unpacks the practice district into a folder.
func openAtlas(dir string) (*atlas, error) {
	path, err := district.Put(dir)
	if err != nil {
		return nil, err
	}
	p, err := pack.Open(path)
	if err != nil {
		return nil, err
	}
	l, err := places.Open(p)
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return &atlas{path, p, l}, nil
}

func (a *atlas) close() error { return a.pack.Close() }

// beside is the address that is nearest to a point, a point on the street before it, and how far away that is.
func (a *atlas) beside(ctx context.Context, at civic.Position, d dice) (_ civic.Place, far civic.Metres, _ error) {
	near, err := a.places.Near(ctx, tiles.Project(at.Lat, at.Lon), civic.LangRU)
	if err != nil {
		return civic.Place{}, 0, err
	}
	place := civic.Place{Source: civic.SourceMap, Position: at}
	if near.Settlement != nil {
		place.Settlement = near.Settlement.Name
	}
	if far = houseRow; near.Address != nil {
		far = near.Address.Distance
		place.Address, place.Settlement = near.Address.Address, near.Address.Settlement
		place.Position.Lat, place.Position.Lon = near.Address.Point.Position()
		place.Position = d.beside(place.Position, 22)
	}
	if d.chance(0.3) {
		place.Source, place.Position.Accuracy = civic.SourceGPS, civic.Metres(4+d.IntN(20))
	}
	return place, far, nil
}
