package register

import (
	"context"

	"priyom/civic"
	"priyom/tiles/places"
)

// OnMap finds addresses on a map. Only a house that is mapped counts, in the settlement that the row names: a point somewhere
// in a street would look as if somebody knew.
func OnMap(l *places.Places, language civic.Lang) func(ctx context.Context, settlement, address string) (civic.Position, bool) {
	return func(ctx context.Context, settlement, address string) (civic.Position, bool) {
		query := address
		if settlement != "" {
			query = settlement + ", " + address
		}
		found, err := l.Search(ctx, query, places.SearchOptions{Lang: language, Limit: 2})
		if err != nil || len(found) == 0 || found[0].Kind != places.KindHouse || found[0].Approximate != places.Exact {
			return civic.Position{}, false
		}
		first := found[0]
		if settlement != "" && civic.Normalise(first.Settlement) != civic.Normalise(settlement) {
			return civic.Position{}, false
		}
		if settlement == "" && len(found) > 1 && found[1].Kind == places.KindHouse && found[1].Approximate == places.Exact {
			return civic.Position{}, false // there are two of them
		}
		lat, lon := first.Point.Position()
		return civic.Position{Lat: lat, Lon: lon}, true
	}
}
