// Package district is a test's own portal as a practice district. It isn't in uitest, so that the tests of most screens
// needn't build a portal.
package district

import (
	"context"
	"net"
	"testing"

	"priyom/app/present"
	"priyom/assets/district"
	"priyom/civic"
	"priyom/portal/portaltest"
)

// Start returns an Env.Demo whose districts end with the test.
func Start(t testing.TB) func(ctx context.Context, home, name string) (present.Demo, error) {
	return func(_ context.Context, home, _ string) (present.Demo, error) {
		return &demo{portaltest.Start(t, home, 0), home}, nil
	}
}

type demo struct {
	*portaltest.Portal
	home string
}

func (d *demo) URL() string  { return d.Server.URL }
func (d *demo) Page() string { return d.Server.URL }
func (d *demo) Dial(ctx context.Context, network, address string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

func (d *demo) Invite(ctx context.Context, place string) (string, error) {
	code, _, err := d.Portal.Invite(ctx, civic.RolePoint, place)
	return code, err
}

func (d *demo) Publish(ctx context.Context, p civic.Petition) error {
	_, err := d.Portal.Publish(ctx, p)
	return err
}

func (d *demo) Map(ctx context.Context) (string, error) {
	path, err := district.Put(d.home)
	if err == nil {
		_, err = d.PutMap(ctx, path)
	}
	return path, err
}

func (d *demo) Close() error { return nil } // with the test
