//go:build linux && !android

package device

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/godbus/dbus/v5"
)

// What GeoClue is called on the system's bus (https://www.freedesktop.org/software/geoclue/docs/).
const (
	geoName    = "org.freedesktop.GeoClue2"
	geoManager = dbus.ObjectPath("/org/freedesktop/GeoClue2/Manager")
	geoExact   = uint32(8) // GCLUE_ACCURACY_LEVEL_EXACT
	geoDesktop = "org.priyom.app"
)

// geoAnswers is how long GeoClue may take to answer; somebody may be asked first whether we may.
const geoAnswers = time.Minute

// watchSystem reads positions from GeoClue.
func watchSystem(ctx context.Context, told func(Fix)) error {
	bus, err := dbus.ConnectSystemBus() // it outlives ctx: GeoClue is told that nobody listens any more
	if err != nil {
		return fmt.Errorf("%w: no system bus: %w", ErrPositionOff, err)
	}
	defer func() { _ = bus.Close() }()
	client, err := geoStart(ctx, bus)
	if err != nil {
		return geoTrouble(err)
	}
	defer geoStop(bus, client.Path())
	heard := make(chan *dbus.Signal, 16)
	bus.Signal(heard)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchObjectPath(client.Path()), dbus.WithMatchInterface(geoName + ".Client"), dbus.WithMatchMember("LocationUpdated")},
		{dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, geoName)},
	} {
		if err := bus.AddMatchSignalContext(ctx, match...); err != nil {
			return geoTrouble(err)
		}
	}
	if err := call(ctx, client, geoName+".Client.Start").Err; err != nil {
		return geoTrouble(err)
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case signal, open := <-heard:
			switch {
			case !open:
				return fmt.Errorf("%w: the system bus ended", ErrPositionOff)
			case signal.Name == "org.freedesktop.DBus.NameOwnerChanged":
				return fmt.Errorf("%w: GeoClue ended", ErrPositionOff)
			case signal.Name == geoName+".Client.LocationUpdated" && len(signal.Body) == 2:
				if path, ok := signal.Body[1].(dbus.ObjectPath); ok && path != "/" {
					f, err := geoFix(ctx, bus, path)
					if err != nil {
						return geoTrouble(err)
					}
					told(f)
				}
			}
		}
	}
}

// geoStart gets a client that wants to know exactly.
func geoStart(ctx context.Context, bus *dbus.Conn) (dbus.BusObject, error) {
	var path dbus.ObjectPath
	if err := call(ctx, bus.Object(geoName, geoManager), geoName+".Manager.CreateClient").Store(&path); err != nil {
		return nil, err
	}
	client := bus.Object(geoName, path)
	for property, value := range map[string]any{"DesktopId": geoDesktop, "RequestedAccuracyLevel": geoExact, "DistanceThreshold": uint32(0)} {
		err := call(ctx, client, "org.freedesktop.DBus.Properties.Set", geoName+".Client", property, dbus.MakeVariant(value)).Err
		if err != nil {
			return nil, err
		}
	}
	return client, nil
}

// geoStop tells GeoClue that nobody listens any more: it lets the receivers rest.
func geoStop(bus *dbus.Conn, client dbus.ObjectPath) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	<-bus.Object(geoName, geoManager).GoWithContext(ctx, geoName+".Manager.DeleteClient", 0, make(chan *dbus.Call, 1), client).Done
}

// geoFix reads a location.
func geoFix(ctx context.Context, bus *dbus.Conn, path dbus.ObjectPath) (Fix, error) {
	var all map[string]dbus.Variant
	if err := call(ctx, bus.Object(geoName, path), "org.freedesktop.DBus.Properties.GetAll", geoName+".Location").Store(&all); err != nil {
		return Fix{}, err
	}
	number := func(property string, otherwise float64) float64 {
		if n, ok := all[property].Value().(float64); ok && !math.IsNaN(n) {
			return n
		}
		return otherwise
	}
	f := Fix{At: time.Now(), Lat: number("Latitude", math.NaN()), Lon: number("Longitude", math.NaN()), Accuracy: max(0, number("Accuracy", 0))}
	if heading := number("Heading", -1); heading >= 0 && number("Speed", -1) >= leastSpeed {
		f.Bearing, f.Bore = heading, true
	}
	return f, nil
}

func call(ctx context.Context, o dbus.BusObject, method string, args ...any) *dbus.Call {
	ctx, cancel := context.WithTimeout(ctx, geoAnswers)
	defer cancel()
	return o.CallWithContext(ctx, method, 0, args...)
}

// geoTrouble tells a refusal from a GeoClue that isn't there.
func geoTrouble(err error) error {
	var said dbus.Error
	if errors.As(err, &said) && said.Name == "org.freedesktop.DBus.Error.AccessDenied" {
		return fmt.Errorf("%w: %w", ErrPositionDenied, err)
	}
	return fmt.Errorf("%w: GeoClue: %w", ErrPositionOff, err)
}
