//go:build !android

package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"

	"priyom/app/present"
	"priyom/assets/district"
	"priyom/civic"
	"priyom/portal"
)

// demoAddress is where the practice district's page is, unless something else is there.
const demoAddress = "127.0.0.1:8378"

// demoURL is what the practice district's devices call it; Dial finds it wherever it listens this time.
const demoURL = "http://127.0.0.1:8378"

// demoDistrict is a whole portal inside the app, for trying things out.
type demoDistrict struct {
	home     string
	portal   *portal.Portal
	server   *http.Server
	listener net.Listener
	ended    chan error
}

// startDemo starts the practice district's portal in a folder.
func startDemo(_ context.Context, home, name string) (present.Demo, error) {
	log := slog.New(slog.DiscardHandler)
	p, err := portal.Open(home, portal.Options{Name: name, Log: log})
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", demoAddress)
	if err != nil {
		if listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return nil, errors.Join(err, p.Close())
		}
	}
	d := &demoDistrict{home: home, portal: p, server: portal.Server(p.Handler(), log), listener: listener, ended: make(chan error, 1)}
	go func() { d.ended <- d.server.Serve(listener) }()
	return d, nil
}

// URL implements present.Demo.
func (d *demoDistrict) URL() string { return demoURL }

// Page implements present.Demo.
func (d *demoDistrict) Page() string { return "http://" + d.listener.Addr().String() }

// Dial implements present.Demo.
func (d *demoDistrict) Dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, d.listener.Addr().String())
}

// Invite implements present.Demo.
func (d *demoDistrict) Invite(ctx context.Context, place string) (string, error) {
	code, _, err := d.portal.Invite(ctx, civic.RolePoint, place)
	return code, err
}

// Publish implements present.Demo.
func (d *demoDistrict) Publish(ctx context.Context, p civic.Petition) error {
	_, err := d.portal.Publish(ctx, p)
	return err
}

// Map implements present.Demo. The portal offers the map to its devices and draws its pages' maps from it.
func (d *demoDistrict) Map(ctx context.Context) (string, error) {
	path, err := district.Put(filepath.Join(d.home, "map"))
	if err == nil {
		_, err = d.portal.PutMap(ctx, path)
	}
	return path, err
}

// Close implements present.Demo.
func (d *demoDistrict) Close() error {
	err := d.server.Close()
	if ended := <-d.ended; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	return errors.Join(err, d.portal.Close())
}
