package places

import "priyom/tiles/pack"

// classNames are the classes of landmarks that people have words for, by their keys in classes.json. Of these also what has no
// name is found; of all others, only what has one.
func classNames() map[string]pack.Class {
	return map[string]pack.Class{
		"Station": pack.Station, "BusStop": pack.BusStop, "Lamp": pack.Lamp, "Playground": pack.Playground,
		"WasteContainer": pack.WasteContainer, "Recycling": pack.Recycling, "Hydrant": pack.Hydrant, "Well": pack.Well,
		"School": pack.School, "Kindergarten": pack.Kindergarten, "Hospital": pack.Hospital, "Doctor": pack.Doctor,
		"Pharmacy": pack.Pharmacy, "Shop": pack.Shop, "Market": pack.Market, "PostOffice": pack.PostOffice, "PostBox": pack.PostBox,
		"TownHall": pack.TownHall, "CommunityCentre": pack.CommunityCentre, "Library": pack.Library, "Worship": pack.Worship,
		"Fuel": pack.Fuel, "Police": pack.Police, "FireStation": pack.FireStation, "Monument": pack.Monument, "Bank": pack.Bank,
		"Food": pack.Food, "Toilets": pack.Toilets, "ParkingLot": pack.ParkingLot, "Substation": pack.Substation,
		"Bridge": pack.Bridge, "Peak": pack.Peak, "Spring": pack.Spring, "Crossing": pack.Crossing, "Cemetery": pack.Cemetery,
		"Park": pack.Park, "Locality": pack.Locality,
	}
}
