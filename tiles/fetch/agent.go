package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// ErrAgent is a program without a name or a way to reach who runs it.
var ErrAgent = errors.New("fetch: the program must say who it is")

// Agent is how we introduce ourselves to a server: the policies ask for a name of one's own and a contact.
type Agent struct {
	Name    string // "Priyom"
	Version string // "1.4"; may be empty
	Contact string // an https or mailto URL
}

// header is the User-Agent, as in RFC 9110 section 10.1.5.
func (a Agent) header() (string, error) {
	u, err := url.Parse(a.Contact)
	if err != nil || u.Scheme == "https" && u.Host == "" || u.Scheme == "mailto" && !strings.Contains(u.Opaque, "@") || u.Scheme != "https" && u.Scheme != "mailto" {
		return "", fmt.Errorf("%w: contact %.80q", ErrAgent, a.Contact)
	}
	if !token(a.Name) || a.Version != "" && !token(a.Version) || strings.ContainsAny(a.Contact, "()\\") || !visible(a.Contact) {
		return "", fmt.Errorf("%w: %.80q %.80q", ErrAgent, a.Name, a.Version)
	}
	if a.Version == "" {
		return a.Name + " (+" + a.Contact + ")", nil
	}
	return a.Name + "/" + a.Version + " (+" + a.Contact + ")", nil
}

func token(s string) bool {
	return s != "" && visible(s) && !strings.ContainsAny(s, "\"(),/:;<=>?@[\\]{}")
}

func visible(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}
