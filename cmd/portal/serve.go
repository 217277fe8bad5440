package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"priyom/portal"
	"priyom/portal/cert"
	"priyom/portal/guard"
)

// patience is how long requests may go on after the server was told to stop. Photos are resumed anyway.
const patience = 10 * time.Second

// serving is what serve was asked for.
type serving struct {
	listen, name, url string
	cert, key         string
	own, renew        bool
	proxies           []string
	networks          []string
	android           []string
	metrics           string // file
	log               string
}

func (o *office) serveCommand() *cobra.Command {
	var s serving
	c := &cobra.Command{
		Use: "serve", Short: "answer devices and show what came in", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return o.serve(c.Context(), s) },
	}
	f := c.Flags()
	f.StringVar(&s.listen, "listen", "127.0.0.1:8377", "address and port; port 0 takes any")
	f.StringVar(&s.name, "name", "", "the district's name, for people; kept until another is given")
	f.StringVar(&s.url, "url", "", "the address people use, such as https://portal.example; otherwise the one that is listened on")
	f.StringVar(&s.cert, "tls-cert", "", "certificate, PEM")
	f.StringVar(&s.key, "tls-key", "", "its key, PEM")
	f.BoolVar(&s.renew, "new-setup-link", false, "make all earlier setup links worthless")
	f.StringSliceVar(&s.proxies, "proxy", nil, "addresses or networks of proxies that are believed whom they speak for; those on this machine if none is given")
	f.StringVar(&s.metrics, "metrics-token-file", "", "a file with the token that opens /metrics to other machines")
	f.StringVar(&s.log, "log", "text", "how the log is written: text or json")
	f.BoolVar(&s.own, "tls-own", false, "use the certificate that tls init made")
	f.StringSliceVar(&s.networks, "webhook-networks", nil, "networks of your own in which webhooks may be called, such as 10.1.0.0/16; by default none is")
	f.StringSliceVar(&s.android, "android-key", nil, "SHA-256 of the certificate that the Android app was signed with, so that links to this portal may open in it")
	c.MarkFlagsRequiredTogether("tls-cert", "tls-key")
	c.MarkFlagsMutuallyExclusive("tls-own", "tls-cert")
	return c
}

func (o *office) log() *slog.Logger { return slog.New(slog.NewTextHandler(o.err, nil)) }

func (o *office) logAs(how string) (*slog.Logger, error) {
	switch how {
	case "text":
		return o.log(), nil
	case "json":
		return slog.New(slog.NewJSONHandler(o.err, nil)), nil
	}
	return nil, fmt.Errorf("--log %s: it is text or json", how)
}

// androidKeys are the fingerprints as Android compares them.
func (s serving) androidKeys() (keys []string, err error) {
	for _, text := range s.android {
		key, err := portal.Fingerprint(text)
		if err != nil {
			return nil, fmt.Errorf("--android-key %s: the certificate's SHA-256, as apksigner verify --print-certs says it", text)
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// guard is whom to believe: without proxies those on this machine.
func (s serving) guard() (c guard.Config, err error) {
	for _, text := range s.proxies {
		prefix, err := netip.ParsePrefix(text)
		if addr, single := netip.ParseAddr(text); single == nil {
			prefix, err = addr.Prefix(addr.BitLen())
		}
		if err != nil {
			return c, fmt.Errorf("--proxy %s: an address such as 10.1.2.3 or a network such as 10.1.0.0/16", text)
		}
		c.Proxies = append(c.Proxies, prefix)
	}
	return c, nil
}

func (o *office) serve(ctx context.Context, s serving) (err error) {
	if o.home == "" {
		return errNoHome
	}
	log, err := o.logAs(s.log)
	if err != nil {
		return err
	}
	if s.own {
		s.cert, s.key = filepath.Join(o.home, tlsFolder, cert.Server), filepath.Join(o.home, tlsFolder, cert.ServerKey)
	}
	networks, err := prefixes(s.networks)
	if err != nil {
		return err
	}
	around, err := s.guard()
	if err != nil {
		return err
	}
	keys, err := s.androidKeys()
	if err != nil {
		return err
	}
	token, err := firstLine(s.metrics)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return err
	}
	base := s.base(listener.Addr())
	p, err := portal.Open(o.home, portal.Options{
		Name: s.name, Storage: o.storage, Log: log, URL: base, Guard: around, Metrics: token, HookNetworks: networks, AndroidKeys: keys,
	})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if err := o.greet(ctx, p, s, listener.Addr(), base, log); err != nil {
		return errors.Join(err, listener.Close())
	}
	p.Work()
	server := portal.Server(p.Handler(), log)
	if s.cert != "" {
		watched, err := cert.Watch(s.cert, s.key, log)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		server.TLSConfig = watched.Config()
	}
	return serveUntil(ctx, server, listener)
}

func (s serving) scheme() string {
	if s.cert != "" {
		return "https"
	}
	return "http"
}

// base is the address people use.
func (s serving) base(at net.Addr) string {
	if s.url != "" {
		return strings.TrimRight(s.url, "/")
	}
	host := at.String()
	addr, ok := at.(*net.TCPAddr)
	if name, err := os.Hostname(); ok && err == nil && addr.IP.IsUnspecified() {
		host = net.JoinHostPort(name, fmt.Sprint(addr.Port))
	}
	return s.scheme() + "://" + host
}

// greet tells where the portal is. The first line is for programs, too.
func (o *office) greet(ctx context.Context, p *portal.Portal, s serving, at net.Addr, base string, log *slog.Logger) error {
	fmt.Fprintf(o.out, "listening on %s://%s\n", s.scheme(), at)
	if addr, ok := at.(*net.TCPAddr); ok && !addr.IP.IsLoopback() && s.cert == "" {
		log.Warn("reports and their authors' devices can be watched on the way: give --tls-cert and --tls-key, or put a proxy with TLS before it")
	}
	if s.renew {
		if err := p.RenewSetupLink(ctx); err != nil {
			return err
		}
	}
	link, err := p.SetupLink(ctx, base)
	switch {
	case err != nil:
		return err
	case link != "":
		fmt.Fprintf(o.out, "setup link %s\n", link)
	default:
		fmt.Fprintf(o.out, "staff sign in at %s/staff/login\n", base)
	}
	return nil
}

// serveUntil serves until ctx ends, and then lets requests end for a while.
func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	ended := make(chan error, 1)
	go func() {
		if server.TLSConfig != nil {
			ended <- server.ServeTLS(listener, "", "") // TLSConfig has the certificate
		} else {
			ended <- server.Serve(listener)
		}
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		return server.Close() // lines that are still open are cut; what came over them is kept
	}
	return nil
}

// prefixes reads networks as people write them.
func prefixes(list []string) (all []netip.Prefix, err error) {
	for _, text := range list {
		n, err := netip.ParsePrefix(strings.TrimSpace(text))
		if err != nil {
			return nil, fmt.Errorf("--webhook-networks: %q is no network, such as 10.1.0.0/16", text)
		}
		all = append(all, n)
	}
	return all, nil
}
