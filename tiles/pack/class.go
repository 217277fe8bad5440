package pack

// Class says what a feature is, as far as drawing and reporting care. The numbers are in files: new classes go to the end of
// their group, and a reader passes over classes that it doesn't know.
type Class uint8

// Areas, in the order in which they are drawn.
const (
	ClassNone Class = iota
	Residential
	Industrial
	Commercial
	Farmland
	Farmyard
	Meadow
	Orchard
	Heath
	Scrub
	Forest
	Wetland
	Sand
	Quarry
	Park
	Cemetery
	Campus // schools, kindergartens, hospitals
	Pitch
	PlayArea
	Parking
	Water
	Square // areas to walk on
	Building
)

// Lines.
const (
	Motorway Class = 60 + iota
	Trunk
	Primary
	Secondary
	Tertiary
	Minor  // unclassified
	Street // residential
	LivingStreet
	Service
	Pedestrian
	Track
	Cycleway
	Footway
	Path
	Steps
	Link // ramps of motorways to secondaries
	Construction
	Rail
	Siding
	Tram
	Disused // railways
	River
	Canal
	Stream
	Ditch
	PowerLine
	PowerMinor
	Pipeline
	Fence
	Wall
	Embankment
	DistrictBorder
	CouncilBorder
	Pier
	Dam
)

// Points. Their Rank says how much they matter: 0 most.
const (
	City Class = 130 + iota
	Town
	Village
	Hamlet
	Suburb
	Locality
	HouseNumber // Ref is the number; it stands in its building
	BusStop
	Station
	Lamp
	Playground
	WasteContainer
	WasteBasket
	Recycling
	Hydrant
	Well
	School
	Kindergarten
	Hospital
	Doctor
	Pharmacy
	Shop
	Market
	PostOffice
	PostBox
	TownHall
	CommunityCentre
	Library
	Worship
	Fuel
	Police
	FireStation
	Monument
	Bank
	Food
	Toilets
	ParkingLot
	PowerTower
	Substation
	Milestone // Ref is the distance in kilometres
	Crossing  // of road and rail
	Signals
	Gate
	Bridge
	Peak
	Spring
	Bench
	Tree
	WaterName // names of areas stand in the middle of them; the areas have none. Rank is the zoom from which there is room
	GreenName
	AreaName
)

// Group is what a class's geometry is.
type Group uint8

// The groups.
const (
	GroupPoint Group = iota
	GroupLine
	GroupArea
)

// Group is what the class's geometry is.
func (c Class) Group() Group {
	switch {
	case c >= City:
		return GroupPoint
	case c >= Motorway:
		return GroupLine
	}
	return GroupArea
}

// Road says that the class is a way for people or vehicles.
func (c Class) Road() bool { return c >= Motorway && c <= Construction }

// Settlement says that the class is a place where people live.
func (c Class) Settlement() bool { return c >= City && c <= Suburb }
