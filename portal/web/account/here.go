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

// peer is who asks: the guard before the pages has put in whom a trusted proxy speaks for. The zero address if it can't be told.
func peer(r *http.Request) netip.Addr {
	p, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return p.Addr().Unmap()
}
