package cabinet

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"priyom/civic"
)

// ConsentVersion names the text that people agree to who send something from a browser.
const ConsentVersion = "web-1"

// fields are what somebody filled in, as they typed it.
type fields struct {
	Stamp      string             `json:"stamp"`
	Text       string             `json:"text,omitempty"`
	Query      string             `json:"query,omitempty"` // what they look for among the kinds of problems
	Theme      string             `json:"theme,omitempty"` // whose kinds they want to see
	Category   civic.CategorySlug `json:"category,omitempty"`
	Address    string             `json:"address,omitempty"`
	Settlement string             `json:"settlement,omitempty"`
	Lat        string             `json:"lat,omitempty"`
	Lon        string             `json:"lon,omitempty"`
	Source     civic.Source       `json:"source,omitempty"`
	Name       string             `json:"name,omitempty"`
	Email      string             `json:"email,omitempty"`
	Phone      string             `json:"phone,omitempty"`
	Consent    bool               `json:"consent,omitempty"`
}

// readFields takes what a form says.
func readFields(f *filled) fields {
	line := func(name string) string { return strings.Join(strings.Fields(f.get(name)), " ") }
	got := fields{
		Stamp: f.get("stamp"), Text: f.get("text"), Query: line("query"), Theme: line("theme"), Category: civic.CategorySlug(line("category")),
		Address: line("address"), Settlement: line("settlement"), Lat: line("lat"), Lon: line("lon"), Source: civic.Source(line("source")),
		Name: line("name"), Email: line("email"), Phone: line("phone"), Consent: f.get("consent") != "",
	}
	if found := f.get("found"); found != "" { // an address that was chosen from the list
		got.choose(found)
	}
	if f.get("act") == "nowhere" {
		got.Lat, got.Lon, got.Source = "", "", civic.SourceNone
	}
	if _, ok := got.position(); !ok {
		got.Lat, got.Lon, got.Source = "", "", civic.SourceNone
	}
	return got
}

// pack and choose are a place that was found, as it stands in a form.
func packPlace(lat, lon civic.Degrees, address, settlement string) string {
	return fmt.Sprintf("%.6f|%.6f|%s|%s", lat, lon, address, settlement)
}

func (f *fields) choose(found string) {
	parts := strings.SplitN(found, "|", 4)
	if len(parts) != 4 {
		return
	}
	f.Lat, f.Lon, f.Source = parts[0], parts[1], civic.SourceAddress
	f.Address, f.Settlement = parts[2], parts[3]
}

// position is where the pin is; ok is false without one.
func (f fields) position() (p civic.Position, ok bool) {
	lat, err := strconv.ParseFloat(f.Lat, 64)
	if err != nil {
		return p, false
	}
	lon, err := strconv.ParseFloat(f.Lon, 64)
	if err != nil || math.Abs(lat) > 90 || math.Abs(lon) > 180 || lat != lat || lon != lon {
		return p, false
	}
	switch f.Source {
	case civic.SourceMap, civic.SourceAddress, civic.SourceGPS, civic.SourcePhoto:
		return civic.Position{Lat: civic.Degrees(lat), Lon: civic.Degrees(lon)}, true
	}
	return p, false
}

// report is what the fields say, as a report.
func (f fields) report(c *civic.Classifier) civic.Report {
	r := civic.Report{
		Category: f.Category, Text: civic.Tidy(f.Text), Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelSelf,
		Place:    civic.Place{Address: f.Address, Settlement: f.Settlement},
		Reporter: civic.Reporter{Name: f.Name, Phone: f.Phone, Email: f.Email, Consent: civic.Consent{Given: f.Consent}},
	}
	if category, ok := c.Category(f.Category); ok && category.Emergency {
		r.Urgency = civic.UrgencyEmergency
	}
	if p, ok := f.position(); ok {
		r.Place.Position, r.Place.Source = p, f.Source
	}
	switch {
	case f.Email != "":
		r.Reporter.Reply = civic.ReplyEmail
	case f.Phone != "":
		r.Reporter.Reply = civic.ReplyPhone
	}
	if f.Name+f.Phone+f.Email == "" {
		r.Reporter = civic.Reporter{} // consent to nothing is none
	} else if f.Consent {
		r.Reporter.Consent.Version = ConsentVersion
	}
	return r
}

func (f fields) encode() ([]byte, error) { return json.Marshal(f) }

func decodeFields(raw []byte) (f fields, err error) {
	err = json.Unmarshal(raw, &f)
	return f, err
}
