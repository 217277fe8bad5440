package civic

// What a report may hold, in characters (Unicode code points) unless said otherwise.
const (
	MaxText    = 4000
	MaxName    = 200
	MaxAddress = 300
	MinPhone   = 5
	MaxPhone   = 20
	MaxEmail   = 254 // bytes (RFC 5321, 4.5.3.1.3)
	MaxPhotos  = 10  // pictures
	MaxOrigin  = 64
)
