package fetch

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"priyom/tiles"
)

// ErrTemplate is an address that tiles can't be asked for.
var ErrTemplate = errors.New("fetch: not a tile address")

const maxTemplate = 2000

// Template is where a server has its tiles: an http or https URL with {z}, {x} and {y} in its path or query.
type Template struct {
	text string
	host string
}

// ParseTemplate checks an address; the error wraps ErrTemplate and doesn't repeat the address, which may have a key in it.
func ParseTemplate(s string) (Template, error) {
	wrong := func(why string) (Template, error) { return Template{}, fmt.Errorf("%w: %s", ErrTemplate, why) }
	if len(s) > maxTemplate {
		return wrong("too long")
	}
	for _, name := range []string{"{z}", "{x}", "{y}"} {
		if !strings.Contains(s, name) {
			return wrong("without " + name)
		}
	}
	filled := fill(s, tiles.Coord{Z: 1, X: 1, Y: 1})
	u, err := url.Parse(filled)
	other, otherErr := url.Parse(fill(s, tiles.Coord{}))
	switch {
	case err != nil || otherErr != nil:
		return wrong("not a URL")
	case u.Scheme != "http" && u.Scheme != "https":
		return wrong("neither http nor https")
	case u.Hostname() == "" || u.Host != other.Host:
		return wrong("without a host of its own")
	case u.User != nil:
		return wrong("with a password")
	case u.Fragment != "" || strings.Contains(filled, "#"):
		return wrong("with a fragment")
	case strings.ContainsAny(filled, "{}"):
		return wrong("with an unknown {name}")
	}
	return Template{s, strings.ToLower(u.Hostname())}, nil
}

// URL is where one tile is.
func (t Template) URL(c tiles.Coord) string { return fill(t.text, c) }

// Host is the server's name, in lower case and without a port.
func (t Template) Host() string { return t.host }

// id tells servers apart in the cache without writing keys down.
func (t Template) id() int64 {
	sum := sha256.Sum256([]byte(t.text))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

func fill(s string, c tiles.Coord) string {
	n := func(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
	return strings.NewReplacer("{z}", n(uint32(c.Z)), "{x}", n(c.X), "{y}", n(c.Y)).Replace(s)
}
