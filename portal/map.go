package portal

import (
	"context"

	"priyom/portal/maps"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// PutMap takes a district pack in, offers it to all devices and draws the pages' maps from it. The errors are those of
// packages tiles/pack and portal/maps.
func (p *Portal) PutMap(ctx context.Context, path string) (wire.PackOffer, error) {
	return p.maps.Put(ctx, path)
}

// Map is the pack that is offered; the error wraps maps.ErrNone if there is none.
func (p *Portal) Map(ctx context.Context) (wire.PackOffer, error) { return p.maps.Offer(ctx) }

// openMaps opens the folder with the packs.
func (p *Portal) openMaps(dir string) (err error) {
	p.maps, err = maps.Open(dir, p.db, func(sum journal.Hash, size int64, name string, dataAt int64) wire.PackOffer {
		return wire.NewPackOffer(sum, size, name, dataAt, p.keys.Sign)
	})
	if err == nil {
		p.atlas = maps.NewDrawing(p.maps)
	}
	return err
}
