package engine

import (
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Invitation reads what the QR code on a portal's sheet says: its address and, behind a #, the code; or the link that leads from a browser back
// to the program. Other text is an address alone.
func Invitation(text string) (url, code string) {
	text = strings.TrimSpace(text)
	if url, code, ok := invitationLink(text); ok {
		return url, code
	}
	url, code, _ = strings.Cut(text, "#")
	return url, code
}

// NormalURL makes of what a person typed the portal's root: scheme, host and port, nothing more. Without a scheme it is
// https, but http for this machine and for private addresses, where no certificates are to be had. http for any other host is
// refused: who reads along would see who reports how much and when, and might answer in the portal's place. The error is a *Failure
// with CauseURL or CausePlain.
func NormalURL(typed string) (string, error) {
	text := strings.TrimSpace(typed)
	scheme, rest, explicit := strings.Cut(text, "://")
	if !explicit {
		scheme, rest = "https", text
	}
	u, err := url.Parse("//" + rest)
	if err != nil {
		return "", badURL(err)
	}
	scheme = strings.ToLower(scheme)
	if scheme != "https" && scheme != "http" || u.User != nil || strings.HasSuffix(u.Host, ":") {
		return "", badURL(errors.New("scheme, user or port"))
	}
	host, near, err := normalHost(u.Hostname())
	if err != nil {
		return "", badURL(err)
	}
	switch {
	case near && !explicit:
		scheme = "http"
	case scheme == "http" && !near && !local(host):
		return "", &Failure{Cause: CausePlain, Err: errors.New("http beyond private networks")}
	}
	port := u.Port()
	if port == "" || scheme == "https" && port == "443" || scheme == "http" && port == "80" {
		return scheme + "://" + host, nil
	}
	return scheme + "://" + host + ":" + port, nil
}

// normalHost is a host as it stands in a URL, and whether it is near: this machine, or a private address.
func normalHost(host string) (normal string, near bool, err error) {
	address, err := netip.ParseAddr(host)
	if err != nil {
		if host, err = ascii(host); err != nil {
			return "", false, err
		}
		if address, err = netip.ParseAddr(host); err != nil {
			if host == "" {
				return "", false, errors.New("no host")
			}
			return host, host == "localhost", nil
		}
	}
	near = address.IsLoopback() || address.IsPrivate() || address.IsLinkLocalUnicast()
	switch {
	case address.Zone() != "":
		return "", false, errors.New("zone")
	case address.Is6():
		return "[" + address.String() + "]", near, nil
	}
	return address.String(), near, nil
}

// localEnds are how names end that no public server is found by: RFC 6762, RFC 8375, RFC 6761 and what ICANN keeps for private use.
var localEnds = []string{".local", ".home.arpa", ".localhost", ".internal"}

// local says that a name can only mean a machine of the network at hand: one of those, or a word without a dot.
func local(host string) bool {
	if strings.HasPrefix(host, "[") {
		return false
	}
	return !strings.Contains(host, ".") || slices.ContainsFunc(localEnds, func(end string) bool { return strings.HasSuffix(host, end) })
}

// ascii is a name as DNS knows it. What isn't the same when it is read again was no name.
func ascii(host string) (string, error) {
	if !utf8.ValidString(host) {
		return "", errors.New("no text")
	}
	name, err := idna.Lookup.ToASCII(host)
	if err != nil {
		return "", err
	}
	name = strings.TrimRight(name, ".")
	if again, err := idna.Lookup.ToASCII(name); err != nil || again != name {
		return "", errors.New("no name")
	}
	return name, nil
}

func badURL(err error) error { return &Failure{Cause: CauseURL, Err: err} }
