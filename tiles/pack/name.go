package pack

import "fmt"

// named is a class and what it is called in styles and tests.
type named struct {
	class Class
	names []string // of it and of those that follow it
}

func allNamed() [3]named {
	return [3]named{
		{ClassNone, []string{
			"None", "Residential", "Industrial", "Commercial", "Farmland", "Farmyard", "Meadow", "Orchard", "Heath", "Scrub", "Forest", "Wetland",
			"Sand", "Quarry", "Park", "Cemetery", "Campus", "Pitch", "PlayArea", "Parking", "Water", "Square", "Building",
		}},
		{Motorway, []string{
			"Motorway", "Trunk", "Primary", "Secondary", "Tertiary", "Minor", "Street", "LivingStreet", "Service", "Pedestrian", "Track",
			"Cycleway", "Footway", "Path", "Steps", "Link", "Construction", "Rail", "Siding", "Tram", "Disused", "River", "Canal", "Stream",
			"Ditch", "PowerLine", "PowerMinor", "Pipeline", "Fence", "Wall", "Embankment", "DistrictBorder", "CouncilBorder", "Pier", "Dam",
		}},
		{City, []string{
			"City", "Town", "Village", "Hamlet", "Suburb", "Locality", "HouseNumber", "BusStop", "Station", "Lamp", "Playground",
			"WasteContainer", "WasteBasket", "Recycling", "Hydrant", "Well", "School", "Kindergarten", "Hospital", "Doctor", "Pharmacy",
			"Shop", "Market", "PostOffice", "PostBox", "TownHall", "CommunityCentre", "Library", "Worship", "Fuel", "Police", "FireStation",
			"Monument", "Bank", "Food", "Toilets", "ParkingLot", "PowerTower", "Substation", "Milestone", "Crossing", "Signals", "Gate",
			"Bridge", "Peak", "Spring", "Bench", "Tree", "WaterName", "GreenName", "AreaName",
		}},
	}
}

// String is the class's name in this package; "Class(n)" for one that isn't known here.
func (c Class) String() string {
	for _, run := range allNamed() {
		if i := int(c) - int(run.class); i >= 0 && i < len(run.names) {
			return run.names[i]
		}
	}
	return fmt.Sprintf("Class(%d)", uint8(c))
}

// Classes are all that are known, by their names.
func Classes() map[string]Class {
	all := map[string]Class{}
	for _, run := range allNamed() {
		for i, name := range run.names {
			all[name] = run.class + Class(i)
		}
	}
	delete(all, ClassNone.String())
	return all
}
