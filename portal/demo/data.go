package demo

import (
	"embed"
	"encoding/json"
	"fmt"

	"priyom/civic"
)

//go:embed data/*.json
var files embed.FS

// subject is a kind of thing that people report.
type subject struct {
	Category civic.CategorySlug `json:"category"`
	Weight   float64            `json:"weight"` // against the others'
	Months   string             `json:"months"` // a digit for each month of the year, 0 never to 9 often
	Scene    scene              `json:"scene"`
	Texts    []string           `json:"texts"` // {h} is a house's number, {st} a street
}

// in is how often it is reported in a month.
func (s subject) in(month int) float64 { return s.Weight * float64(s.Months[month-1]-'0') }

// settlement is one of the practice district's, and how much is reported there.
type settlement struct {
	Name   string        `json:"name"`
	Lat    civic.Degrees `json:"lat"`
	Lon    civic.Degrees `json:"lon"`
	Radius float64       `json:"radius"` // metres
	Weight float64       `json:"weight"`
}

// post is a device, and where it stands.
type post struct {
	Place      string `json:"place"`
	Name       string `json:"name"`
	Settlement string `json:"settlement"`
	Hours      rhythm `json:"hours"`
	Lag        int    `json:"lag"` // hours since the portal last heard of it
	role       civic.Role
}

// rhythm is how often a device has a line.
type rhythm string

const (
	rhythmOften rhythm = "often"
	rhythmDaily rhythm = "daily" // in the afternoon
	rhythmRare  rhythm = "rare"  // Tuesdays and Fridays
)

type devices struct {
	Points    []post `json:"points"`
	Phones    []post `json:"phones"`
	Inspector post   `json:"inspector"`
}

// people are lists of names to draw from.
type people struct {
	Women            []string `json:"women"`
	Men              []string `json:"men"`
	WomenPatronymics []string `json:"womenPatronymics"`
	MenPatronymics   []string `json:"menPatronymics"`
	Surnames         []string `json:"surnames"` // men's; a woman's has an ending more
	WomensEnding     string   `json:"womensEnding"`
}

// appeal is a petition of the year.
type appeal struct {
	Title       string   `json:"title"`
	Text        string   `json:"text"`
	Days        int      `json:"days"` // since it began
	Window      int      `json:"window"`
	Threshold   int      `json:"threshold"`
	Signatures  int      `json:"signatures"`
	Settlements []string `json:"settlements"`
}

// material is all that stories are made of.
type material struct {
	subjects    []subject
	tails       []string
	people      people
	settlements []settlement
	devices     devices
	appeals     []appeal
	bureaus     []bureau
	offices     []civic.Office
	phrases     phrases
}

func load() (m material, err error) {
	for name, into := range map[string]any{
		"stories": &m.subjects, "tails": &m.tails, "people": &m.people, "settlements": &m.settlements, "devices": &m.devices, "petitions": &m.appeals,
		"departments": &m.bureaus, "words": &m.phrases, "offices": &m.offices,
	} {
		raw, err := files.ReadFile("data/" + name + ".json")
		if err == nil {
			err = json.Unmarshal(raw, into)
		}
		if err != nil {
			return m, fmt.Errorf("demo: %s: %w", name, err)
		}
	}
	for i := range m.devices.Points {
		m.devices.Points[i].role = civic.RolePoint
	}
	for i := range m.devices.Phones {
		m.devices.Phones[i].role, m.devices.Phones[i].Hours = civic.RoleCitizen, rhythmOften
	}
	m.devices.Inspector.role, m.devices.Inspector.Hours = civic.RoleInspector, rhythmOften
	return m, nil
}
