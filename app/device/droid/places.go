//go:build android || jvm

package droid

import (
	"context"
	"errors"
	"fmt"
	"time"

	"priyom/app/device/jni"
	"priyom/app/present"
	"priyom/civic"
)

// recent is how old the system's last position may be to be told at once; the screen says its age.
const recent = 2 * time.Minute

// watch is somebody who wants positions.
type watch struct {
	fixes    chan present.Fix
	switched chan struct{} // a receiver was switched on or off
}

// Watch implements present.Positions with all the receivers that are switched on.
func (p *Phone) Watch(ctx context.Context, told func(present.Fix)) error {
	switch err := p.allowed(ctx, NeedPosition); {
	case errors.Is(err, errRefused):
		return present.ErrPositionDenied
	case err != nil:
		return err
	}
	w := &watch{fixes: make(chan present.Fix, 16), switched: make(chan struct{}, 1)}
	number := p.number(func(number int32) { p.watches[number] = w })
	came, end := p.returns()
	defer end()
	stop, err := p.listen(number, told)
	defer func() {
		p.mu.Lock()
		delete(p.watches, number)
		p.mu.Unlock()
		stop()
	}()
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case fix := <-w.fixes:
			told(fix)
		case <-w.switched:
			if on, err := p.receivers(); err != nil || len(on) == 0 {
				return errors.Join(present.ErrPositionOff, err)
			}
		case <-came:
			if ok, err := p.granted(NeedPosition); err != nil || !ok {
				return errors.Join(present.ErrPositionDenied, err)
			}
		}
	}
}

// receivers are those that are switched on, by the system's names; "passive" only hears what others ask for.
func (p *Phone) receivers() (on []string, err error) {
	err = p.do(func(e *jni.Env) error {
		on = switchedOn(e, manager(e))
		return e.Err()
	})
	return on, err
}

func manager(e *jni.Env) jni.Object {
	return e.Object(e.Context(), "getSystemService", "(Ljava/lang/String;)Ljava/lang/Object;", "location")
}

func switchedOn(e *jni.Env, manager jni.Object) (on []string) {
	for _, name := range []string{"gps", "network"} {
		has := e.Object(manager, "getProvider", "(Ljava/lang/String;)Landroid/location/LocationProvider;", name) != 0
		if has && e.Bool(manager, "isProviderEnabled", "(Ljava/lang/String;)Z", name) {
			on = append(on, name)
		}
	}
	return on
}

// listen asks the receivers, and tells what the system knew last. stop may be called whatever the error.
func (p *Phone) listen(number int32, told func(present.Fix)) (stop func(), err error) {
	var listener jni.Object
	var known []present.Fix
	err = p.do(func(e *jni.Env) error {
		service := manager(e)
		on := switchedOn(e, service)
		if e.Err() == nil && len(on) == 0 {
			return present.ErrPositionOff
		}
		places := e.New("org/priyom/app/Places", "(I)V", number)
		looper := e.StaticObject("android/os/Looper", "getMainLooper", "()Landroid/os/Looper;")
		for _, name := range on {
			last := e.Object(service, "getLastKnownLocation", "(Ljava/lang/String;)Landroid/location/Location;", name)
			if fix, ok := p.fix(e, last); ok && p.opt.Clock().Sub(fix.At) < recent {
				known = append(known, fix)
			}
			e.Void(service, "requestLocationUpdates", "(Ljava/lang/String;JFLandroid/location/LocationListener;Landroid/os/Looper;)V", name, int64(1000), float32(0), places, looper)
		}
		if e.Err() == nil {
			listener = e.Keep(places)
		}
		return e.Err()
	})
	if jni.Is(err, "SecurityException") { // refused between the question and now
		err = fmt.Errorf("%w: %w", present.ErrPositionDenied, err)
	}
	for _, fix := range known {
		told(fix)
	}
	return func() { p.unlisten(listener) }, err
}

// unlisten ends it. An error changes nothing: the watch is over, what still comes is dropped.
func (p *Phone) unlisten(listener jni.Object) {
	if listener == 0 {
		return
	}
	_ = p.do(func(e *jni.Env) error {
		defer e.Drop(listener)
		e.Void(manager(e), "removeUpdates", "(Landroid/location/LocationListener;)V", listener)
		return e.Err()
	})
}

// place hears a position, on the system's thread: it never waits.
func (p *Phone) place(e *jni.Env, number int32, location jni.Object) {
	p.mu.Lock()
	w := p.watches[number]
	p.mu.Unlock()
	fix, ok := p.fix(e, location)
	if w == nil || !ok {
		return
	}
	select {
	case w.fixes <- fix:
	default: // who is sixteen behind isn't helped by a seventeenth
	}
}

// switched hears that a receiver was switched.
func (p *Phone) switched(number int32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if w := p.watches[number]; w != nil {
		wake(w.switched)
	}
}

// fix reads a Location; null is none. Its time is counted from now by the clock that nobody sets, as a receiver's own clock may differ.
func (p *Phone) fix(e *jni.Env, location jni.Object) (f present.Fix, ok bool) {
	if location == 0 || e.Err() != nil {
		return f, false
	}
	now := e.StaticLong("android/os/SystemClock", "elapsedRealtimeNanos", "()J")
	f.At = p.opt.Clock().Add(-time.Duration(now - e.Long(location, "getElapsedRealtimeNanos", "()J")))
	f.Position = civic.Position{
		Lat: civic.Degrees(e.Double(location, "getLatitude", "()D")), Lon: civic.Degrees(e.Double(location, "getLongitude", "()D")),
	}
	if e.Bool(location, "hasAccuracy", "()Z") {
		f.Position.Accuracy = civic.Metres(e.Float(location, "getAccuracy", "()F"))
	}
	if f.Bore = e.Bool(location, "hasBearing", "()Z"); f.Bore {
		f.Bearing = civic.Degrees(e.Float(location, "getBearing", "()F"))
	}
	mock := "isFromMockProvider"
	if p.sdk >= 31 {
		mock = "isMock"
	}
	f.Source = civic.SourceGPS
	if e.Bool(location, mock, "()Z") {
		f.Source = civic.SourceMock
	}
	return f, e.Err() == nil
}
