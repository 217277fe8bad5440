package guard

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Loopback are the proxies that are believed when nobody says otherwise: those on the portal's own machine.
func Loopback() []netip.Prefix {
	return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
}

// proxies are whose word counts on whom they speak for.
type proxies []netip.Prefix

func (p proxies) trusted(a netip.Addr) bool {
	for _, prefix := range p {
		if prefix.Contains(a) {
			return true
		}
	}
	return false
}

// resolve makes a request's RemoteAddr the address of who asks: the last in X-Forwarded-For that isn't a trusted proxy's. What
// anybody else writes there is their own invention, and stays without effect.
func (p proxies) resolve(r *http.Request) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return
	}
	at := peer.Addr().Unmap()
	if !p.trusted(at) {
		return
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.trusted(at); i-- {
		hop, err := netip.ParseAddr(strings.Trim(strings.TrimSpace(hops[i]), "[]"))
		if err != nil {
			break
		}
		at = hop.Unmap()
	}
	if at != peer.Addr().Unmap() {
		r.RemoteAddr = net.JoinHostPort(at.WithZone("").String(), "0")
	}
}

// Network is who asks, as a key to count by: an IPv6 network of 64 bits is one household's. It is the zero prefix for a
// line that has no address, which all such share. What a trusted proxy said was taken in by Around.
func Network(r *http.Request) netip.Prefix {
	at := Asker(r).WithZone("")
	bits := 32
	if at.Is6() {
		bits = 64
	}
	prefix, _ := at.Prefix(bits)
	return prefix
}

// Asker is the address of who asks; the zero one for a line that has none.
func Asker(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return peer.Addr().Unmap()
}
