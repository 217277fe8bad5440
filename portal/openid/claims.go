package openid

import (
	"encoding/json"
	"fmt"
	"strings"
)

// said is what the portal reads of what a provider says.
type said struct {
	Email    string `json:"email"`
	Verified yes    `json:"email_verified"`
	Name     string `json:"name"`
	Given    string `json:"given_name"`
	Family   string `json:"family_name"`
}

// yes is true only for a clear yes: some providers write it as a text.
type yes bool

// UnmarshalJSON implements json.Unmarshaler.
func (y *yes) UnmarshalJSON(raw []byte) error {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return err
	}
	*y = v == true || v == "true"
	return nil
}

// read reads claims.
func read(from interface{ Claims(v any) error }) (s said, err error) {
	if err := from.Claims(&s); err != nil {
		return s, fmt.Errorf("%w: claims: %w", ErrRefused, err)
	}
	return s, nil
}

// or fills what is empty. An address comes with the word on whether it is proved.
func (s said) or(more said) said {
	if s.Email == "" {
		s.Email, s.Verified = more.Email, more.Verified
	}
	if s.name() == "" {
		s.Name, s.Given, s.Family = more.Name, more.Given, more.Family
	}
	return s
}

func (s said) name() string {
	if s.Name != "" {
		return s.Name
	}
	return strings.TrimSpace(s.Given + " " + s.Family)
}
