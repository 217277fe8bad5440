package account

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// forwarding are the headers by which a proxy says that it speaks for somebody else.
var forwarding = []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Via"}

// here says that a request comes from the portal's own machine and from nobody behind a proxy. The name it was asked for
// must be this machine's too: a foreign page can make its own name lead here (DNS rebinding).
func here(r *http.Request) bool {
	if !peer(r).IsLoopback() {
		return false
	}
	for _, name := range forwarding {
		if r.Header.Get(name) != "" {
			return false
		}
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.IsLoopback() || strings.EqualFold(host, "localhost")
}

// peer is the other end of the line; the zero address if it can't be told.
func peer(r *http.Request) netip.Addr {
	p, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return p.Addr().Unmap()
}

// address is who asks, for counting tries. A proxy on the portal's own machine is believed in who it speaks for: the last address that
// it added itself.
func address(r *http.Request) netip.Addr {
	at := peer(r)
	if !at.IsLoopback() {
		return at
	}
	said := r.Header.Values("X-Forwarded-For")
	if len(said) == 0 {
		return at
	}
	all := strings.Split(said[len(said)-1], ",")
	if a, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1])); err == nil {
		return a.Unmap()
	}
	return at
}
