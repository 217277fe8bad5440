package civic

// What a report may hold, in characters (Unicode code points) unless said otherwise.
const (
	MaxText    = 4000
	MaxName    = 200
	MaxAddress = 300
	MinPhone   = 5
	MaxPhone   = 20
	MaxPhotos  = 10 // pictures
	MaxOrigin  = 64
)
