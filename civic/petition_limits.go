package civic

// What a petition and its signatures may hold, in characters unless said otherwise.
const (
	MaxPetitionTitle       = 200
	MaxPetitionText        = 10_000
	MaxPetitionSettlements = 100 // settlements
	MaxPetitionDays        = 370 // days from first to last: a year is the longest window known
	MaxThreshold           = 10_000_000
	MaxSheetRow            = 200 // rows of a sheet
	MaxSheetID             = 40
	MaxAge                 = 120 // years
)
