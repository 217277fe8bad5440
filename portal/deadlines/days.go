package deadlines

import (
	"encoding/json"
	"fmt"
)

// Days is a calendar as data, as civic.ParseCalendar reads it, for who edits it.
type Days struct {
	Slug  string              `json:"slug"`
	Zone  string              `json:"zone"`
	Years [2]int              `json:"years,omitzero"`
	Short int                 `json:"short_minutes,omitempty"`
	Week  map[string][]string `json:"week"`
	Days  []Day               `json:"days"`
}

// Day is a day unlike others of its weekday.
type Day struct {
	Date      string `json:"date"`
	Kind      string `json:"kind"` // holiday, off or work
	Like      string `json:"like,omitempty"`
	Short     bool   `json:"short,omitempty"`
	Suspended bool   `json:"suspended,omitempty"`
	Why       string `json:"why,omitempty"`
}

// ReadDays reads a calendar as data.
func ReadDays(body []byte) (d Days, err error) {
	if err = json.Unmarshal(body, &d); err != nil {
		err = fmt.Errorf("deadlines: calendar: %w", err)
	}
	return d, err
}
