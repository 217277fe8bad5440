//go:build linux && !android

package device

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

// systemBus is a real bus of the test's own, on which anybody may own any name.
func systemBus(t *testing.T) *dbus.Conn {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a bus")
	}
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("needs dbus-daemon")
	}
	dir := t.TempDir()
	address := "unix:path=" + filepath.Join(dir, "bus")
	config := fmt.Sprintf(`<busconfig><type>system</type><listen>%s</listen><auth>EXTERNAL</auth><policy context="default">
		<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`, address)
	if err := os.WriteFile(filepath.Join(dir, "bus.conf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	daemon := exec.CommandContext(t.Context(), "dbus-daemon", "--nofork", "--nopidfile", "--config-file="+filepath.Join(dir, "bus.conf"))
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
	var bus *dbus.Conn
	until(t, func() (up bool) {
		var err error
		bus, err = dbus.ConnectSystemBus()
		return err == nil
	})
	t.Cleanup(func() { _ = bus.Close() })
	return bus
}

// geoclue stands for GeoClue on the bus: one client, locations as a test says them.
type geoclue struct {
	bus    *dbus.Conn
	denies bool

	mu      sync.Mutex
	calls   []string
	asked   *prop.Properties
	started chan struct{}
}

const geoClient = dbus.ObjectPath("/org/freedesktop/GeoClue2/Client/1")

func (g *geoclue) note(call string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.calls = append(g.calls, call)
}

// CreateClient is org.freedesktop.GeoClue2.Manager's.
func (g *geoclue) CreateClient() (dbus.ObjectPath, *dbus.Error) {
	g.note("create")
	return geoClient, nil
}

// DeleteClient is org.freedesktop.GeoClue2.Manager's.
func (g *geoclue) DeleteClient(path dbus.ObjectPath) *dbus.Error {
	g.note("delete " + string(path))
	return nil
}

// Start is org.freedesktop.GeoClue2.Client's.
func (g *geoclue) Start() *dbus.Error {
	g.note("start")
	if g.denies {
		return dbus.NewError("org.freedesktop.DBus.Error.AccessDenied", []any{"Geolocation disabled for this application"})
	}
	close(g.started)
	return nil
}

func (g *geoclue) said() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.calls)
}

// newGeoclue puts the stand-in on the bus.
func newGeoclue(t *testing.T, denies bool) *geoclue {
	t.Helper()
	g := &geoclue{bus: systemBus(t), denies: denies, started: make(chan struct{})}
	var err error
	g.asked, err = prop.Export(g.bus, geoClient, prop.Map{geoName + ".Client": {
		"DesktopId": {Value: "", Writable: true}, "RequestedAccuracyLevel": {Value: uint32(0), Writable: true}, "DistanceThreshold": {Value: uint32(7), Writable: true},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for path, methods := range map[dbus.ObjectPath]string{geoManager: ".Manager", geoClient: ".Client"} {
		if err := g.bus.Export(g, path, geoName+methods); err != nil {
			t.Fatal(err)
		}
	}
	if reply, err := g.bus.RequestName(geoName, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
	return g
}

// tell publishes a location and says so.
func (g *geoclue) tell(t *testing.T, n int, location map[string]*prop.Prop) {
	t.Helper()
	path := dbus.ObjectPath(fmt.Sprintf("/org/freedesktop/GeoClue2/Client/1/Location/%d", n))
	if _, err := prop.Export(g.bus, path, prop.Map{geoName + ".Location": location}); err != nil {
		t.Error(err)
	}
	if err := g.bus.Emit(geoClient, geoName+".Client.LocationUpdated", dbus.ObjectPath("/"), path); err != nil {
		t.Error(err)
	}
}

func TestPositionsOfGeoClue(t *testing.T) {
	g := newGeoclue(t, false)
	go func() {
		<-g.started
		g.tell(t, 0, map[string]*prop.Prop{"Latitude": {Value: 46.9}, "Longitude": {Value: 28.7}, "Accuracy": {Value: 12.0}, "Heading": {Value: -1.0}, "Speed": {Value: -1.0}})
		g.tell(t, 1, map[string]*prop.Prop{"Latitude": {Value: 46.91}, "Longitude": {Value: 28.71}, "Accuracy": {Value: 5.0}, "Heading": {Value: 90.0}, "Speed": {Value: 1.2}})
	}()
	fixes := first(t, Positions{GPSD: "127.0.0.1:1"}, 2)
	if f := fixes[0]; f.Lat != 46.9 || f.Lon != 28.7 || f.Accuracy != 12 || f.Bore || time.Since(f.At) > time.Minute {
		t.Errorf("%+v", f)
	}
	if f := fixes[1]; f.Lat != 46.91 || f.Accuracy != 5 || !f.Bore || f.Bearing != 90 {
		t.Errorf("%+v", f)
	}
	if id, level := g.asked.GetMust(geoName+".Client", "DesktopId"), g.asked.GetMust(geoName+".Client", "RequestedAccuracyLevel"); id != geoDesktop || level != geoExact {
		t.Errorf("asked as %v for %v", id, level)
	}
	until(t, func() bool { return slices.Contains(g.said(), "delete "+string(geoClient)) }) // the receivers may rest
}

func TestGeoClueDenies(t *testing.T) {
	g := newGeoclue(t, true)
	err := Positions{GPSD: "127.0.0.1:1"}.Watch(t.Context(), func(Fix) { t.Error("a position") })
	if !errors.Is(err, ErrPositionDenied) {
		t.Error(err)
	}
	if calls := g.said(); !slices.Contains(calls, "delete "+string(geoClient)) {
		t.Error(calls)
	}
}

func TestNoGeoClue(t *testing.T) {
	systemBus(t)
	if err := (Positions{GPSD: "127.0.0.1:1"}).Watch(t.Context(), nil); !errors.Is(err, ErrPositionOff) || errors.Is(err, ErrPositionDenied) {
		t.Errorf("without a GeoClue: %v", err)
	}
}

func TestGeoClueGoesAway(t *testing.T) {
	g := newGeoclue(t, false)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	go func() {
		<-g.started
		_ = g.bus.Close()
	}()
	if err := (Positions{GPSD: "127.0.0.1:1"}).Watch(ctx, nil); !errors.Is(err, ErrPositionOff) {
		t.Error(err)
	}
}
