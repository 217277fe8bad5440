package demo

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

//go:embed data/names.json
var namesJSON []byte

// name is what something is called in three languages; empty is no name.
type name struct {
	RU string `json:"ru"`
	UK string `json:"uk"`
	EN string `json:"en"`
}

// tags are the name's, as OSM has them here: "name" is the Russian one.
func (n name) tags() []Tag {
	return kv("name", n.RU, "name:ru", n.RU, "name:uk", n.UK, "name:en", n.EN)
}

// fill puts other names where a pattern has "{}".
func (n name) fill(other name) name {
	return name{strings.Replace(n.RU, "{}", other.RU, 1), strings.Replace(n.UK, "{}", other.UK, 1), strings.Replace(n.EN, "{}", other.EN, 1)}
}

// number puts a number where a pattern has "{n}".
func (n name) number(i int) name {
	s := strconv.Itoa(i)
	return name{strings.Replace(n.RU, "{n}", s, 1), strings.Replace(n.UK, "{n}", s, 1), strings.Replace(n.EN, "{n}", s, 1)}
}

// placeName is a village's: its gender (m, f, n or p for plurals) chooses the form of a qualifier such as "upper".
type placeName struct {
	name
	Gender string `json:"g"`
}

// streetName has a short form too, as addresses write it.
type streetName struct {
	name
	Short string `json:"short"`
}

// facility is a public building and its grounds: where it may be (letters of kinds: t town, v village, h hamlet), from how many
// houses on, how many a town has,
// its measures in metres (none: a point), tags and possible names.
type facility struct {
	Kinds    string     `json:"kinds"`
	Min      int        `json:"min"`
	Copies   int        `json:"copies"`
	Width    float64    `json:"w"`
	Depth    float64    `json:"d"`
	Setback  float64    `json:"setback"`
	Building string     `json:"building"`
	Levels   string     `json:"levels"`
	Tags     [][]string `json:"tags"`
	Grounds  [][]string `json:"grounds"`
	Names    []name     `json:"names"`
}

// names is data/names.json.
type names struct {
	District struct {
		District    name   `json:"district"`
		Town        name   `json:"town"`
		Towns       []name `json:"towns"`
		Council     name   `json:"council"`
		TownCouncil name   `json:"townCouncil"`
	} `json:"district"`
	Places     []placeName       `json:"places"`
	Qualifiers []map[string]name `json:"qualifiers"`
	Streets    []streetName      `json:"streets"`
	Main       []streetName      `json:"main"`
	Lanes      []streetName      `json:"lanes"`
	Square     streetName        `json:"square"`
	Rivers     []name            `json:"rivers"`
	Streams    []name            `json:"streams"`
	Ponds      []name            `json:"ponds"`
	Forests    []name            `json:"forests"`
	Stops      []name            `json:"stops"`
	Turn       name              `json:"turn"`
	Station    name              `json:"station"`
	Railway    name              `json:"railway"`
	Cemetery   name              `json:"cemetery"`
	Farm       name              `json:"farm"`
	Works      name              `json:"works"`
	Refs       map[string]string `json:"refs"`
	City       []string          `json:"city"`
	Letters    []string          `json:"letters"`
	Corpus     string            `json:"corpus"`
	Facilities []facility        `json:"facilities"`
}

func loadNames() (*names, error) {
	n := &names{}
	if err := json.Unmarshal(namesJSON, n); err != nil {
		return nil, fmt.Errorf("demo: names: %w", err)
	}
	return n, nil
}

// village is the name of the i-th village, different for every i: plain ones, then with qualifiers, then with numbers too.
func (n *names) village(i int) name {
	base := n.Places[i%len(n.Places)]
	round := i / len(n.Places)
	called := base.name
	if round == 0 {
		return called
	}
	if q := round % (len(n.Qualifiers) + 1); q > 0 {
		form := n.Qualifiers[q-1][base.Gender]
		called = name{form.RU + " " + called.RU, form.UK + " " + called.UK, form.EN + " " + called.EN}
	}
	if again := round / (len(n.Qualifiers) + 1); again > 0 {
		s := fmt.Sprintf("-%d", again+2)
		called = name{called.RU + s, called.UK + s, called.EN + s}
	}
	return called
}
