package present

import (
	"encoding/json"

	"priyom/civic"
)

// ownFile is what is unfinished of a signature on somebody's own device. It lies in the vault while the form is open.
type ownFile struct {
	Number     string `json:"number"`
	Name       string `json:"name,omitempty"`
	Address    string `json:"address,omitempty"`
	Settlement string `json:"settlement,omitempty"`
	Birth      string `json:"birth,omitempty"`
	Consent    bool   `json:"consent,omitempty"`
	Terms      string `json:"terms,omitempty"` // to which text
	Drawing    []byte `json:"drawing,omitempty"`
}

// KeepOwn is what somebody has begun to fill in; "" if nothing is to be kept.
func (s *Petitions) KeepOwn() string {
	p, ok := s.current()
	if !ok || s.way(p) != OwnOpen {
		return ""
	}
	d := s.draft
	raw, err := json.Marshal(ownFile{p.Number, d.Name, d.Address, d.Settlement, d.Birth, d.Consent, SigningVersion(), d.Drawing.Bytes()})
	if err != nil {
		return "" // a struct of strings
	}
	return string(raw)
}

// ResumeOwn brings it back, once the petition is there.
func (s *Petitions) ResumeOwn(kept string) {
	var f ownFile
	if json.Unmarshal([]byte(kept), &f) != nil {
		return
	}
	s.kept = &f
	s.resume()
}

// resume fills in what was kept for the chosen petition, once. What was drawn under another text is gone.
func (s *Petitions) resume() {
	p, ok := s.current()
	if !ok || s.kept == nil || s.kept.Number != p.Number {
		return
	}
	f, d := s.kept, &s.draft
	s.kept = nil
	d.Name, d.Address, d.Settlement, d.Birth, d.Consent = f.Name, f.Address, f.Settlement, f.Birth, f.Consent && f.Terms == SigningVersion()
	if drawing, err := civic.ParseDrawing(f.Drawing); err == nil && drawing.Text == p.Hash() {
		d.Drawing = drawing
	}
}
