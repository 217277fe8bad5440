package osmload

import (
	"errors"

	"priyom/tiles/osmload/osmfile"
)

// Errors of loading. Each says what to do.
var (
	ErrNotOSM    = osmfile.ErrNotOSM
	ErrDamaged   = osmfile.ErrDamaged
	ErrTruncated = osmfile.ErrTruncated
	ErrFeature   = osmfile.ErrFeature
	// ErrUnsorted is returned for a large extract whose nodes aren't in order.
	ErrUnsorted = errors.New("osmload: the extract isn't sorted by id: run \"osmium sort\" over it")
	// ErrNoBoundary names those boundaries that are most alike.
	ErrNoBoundary = errors.New("osmload: no such boundary in the extract")
	// ErrAmbiguous names all boundaries that are called so.
	ErrAmbiguous = errors.New("osmload: several boundaries have this name: choose one by its id")
	// ErrIncomplete is returned for a boundary of which a part is outside of the extract.
	ErrIncomplete = errors.New("osmload: the extract has only a part of the boundary: take a larger extract, or a box")
	// ErrBoundary is returned for a box or an outline that is none.
	ErrBoundary = errors.New("osmload: not a boundary: give a box, or GeoJSON with a Polygon or MultiPolygon")
	// ErrTooLarge is returned for what is no district; a stray node far away can be the reason.
	ErrTooLarge = errors.New("osmload: the extract covers too much: give the boundary of a district")
	// ErrEmpty is returned if there is nothing inside the boundary.
	ErrEmpty = errors.New("osmload: the extract has nothing inside the boundary: check that they are of the same place")
)
