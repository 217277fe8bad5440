package device

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sentence closes an NMEA sentence with its checksum.
func sentence(body string) string {
	sum := byte(0)
	for i := range len(body) {
		sum ^= body[i]
	}
	return fmt.Sprintf("$%s*%02X\r\n", body, sum)
}

// walkNMEA is a walk to the north-east by Stavcheny, a sentence pair a second.
func walkNMEA(from, n int) (lines []string) {
	for s := from; s < from+n; s++ {
		clock := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC).Add(time.Duration(s) * time.Second)
		lat, lon := fmt.Sprintf("4654.%04d", 1000+7*s%9000), fmt.Sprintf("02845.%04d", 2000+7*s%8000)
		lines = append(lines,
			sentence("GPRMC,"+clock.Format("150405")+".00,A,"+lat+",N,"+lon+",E,2.700,45.0,"+clock.Format("020106")+",,,A"),
			sentence("GPGGA,"+clock.Format("150405")+".00,"+lat+",N,"+lon+",E,1,09,1.2,81.0,M,36.0,M,,"),
			sentence("GPGSA,A,3,04,05,09,12,24,25,29,31,02,,,,2.1,1.2,1.7"),
		)
	}
	return lines
}

func nearWalk(f Fix) bool {
	return math.Abs(f.Lat-46.9035) < 0.01 && math.Abs(f.Lon-28.7563) < 0.02
}

// first are the first n fixes of a watch, and how it ended.
func first(t *testing.T, p Positions, n int) (fixes []Fix) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	err := p.Watch(ctx, func(f Fix) {
		if fixes = append(fixes, f); len(fixes) == n {
			cancel()
		}
	})
	if len(fixes) < n {
		t.Fatalf("%d fixes, %v", len(fixes), err)
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	return fixes[:n]
}

// nothing is an address where nobody listens, and a system bus that isn't there.
func nothing(t *testing.T) string {
	t.Helper()
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "none"))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestPositionsOfARealGPSD(t *testing.T) {
	if testing.Short() {
		t.Skip("starts gpsd")
	}
	program, err := exec.LookPath("gpsd")
	if err != nil {
		if program, err = exec.LookPath("/usr/sbin/gpsd"); err != nil {
			t.Skip("needs gpsd")
		}
	}
	address := nothing(t)
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	receiver, err := net.Listen("tcp", "127.0.0.1:0") // a receiver in the network
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = receiver.Close() })
	go func() {
		for {
			conn, err := receiver.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				for s := 0; ; s++ {
					if _, err := fmt.Fprint(conn, strings.Join(walkNMEA(s, 1), "")); err != nil {
						return
					}
					time.Sleep(100 * time.Millisecond)
				}
			}()
		}
	}()
	var said strings.Builder
	daemon := exec.CommandContext(t.Context(), program, "-N", "-n", "-S", port, "tcp://"+receiver.Addr().String())
	daemon.Stdout, daemon.Stderr = &said, &said
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	until(t, func() bool {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
	for _, f := range first(t, Positions{GPSD: address}, 3) {
		if !nearWalk(f) || f.Accuracy <= 0 || f.Accuracy > 100 || time.Since(f.At) > time.Minute || f.MadeUp {
			t.Errorf("%+v", f)
		}
	}
}

// until waits for something outside.
func until(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
	}
}

// gpsdSaying is a server that says lines to whoever watches, and closes the line then unless it waits.
func gpsdSaying(t *testing.T, waits bool, lines ...string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = fmt.Fprintln(conn, `{"class":"VERSION","release":"3.22","rev":"3.22","proto_major":3,"proto_minor":14}`)
		if asked, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.HasPrefix(asked, `?WATCH={"enable":true`) {
			return
		}
		for _, line := range lines {
			_, _ = fmt.Fprintln(conn, line)
		}
		if waits {
			<-t.Context().Done()
		}
	}()
	return l.Addr().String()
}

func TestGPSDLines(t *testing.T) {
	nothing(t)
	address := gpsdSaying(t, true,
		`{"class":"DEVICES","devices":[{"class":"DEVICE","path":"/dev/ttyUSB0"}]}`,
		`{"class":"TPV","device":"/dev/ttyUSB0","mode":1}`,
		`{"class":"SKY","hdop":1.2}`, `$GPGGA,nonsense`, `{"class":"TPV","mode":3,"lat":46.9,`,
		`{"class":"TPV","mode":3,"lat":46.9,"lon":28.7,"eph":7.5,"track":12.5,"speed":1.4}`,
		`{"class":"TPV","mode":2,"lat":46.9,"lon":28.7,"epx":3,"epy":4,"track":12.5,"speed":0.1,"status":8}`)
	fixes := first(t, Positions{GPSD: address}, 2)
	if f := fixes[0]; f.Lat != 46.9 || f.Lon != 28.7 || f.Accuracy != 7.5 || !f.Bore || f.Bearing != 12.5 || f.MadeUp {
		t.Errorf("%+v", f)
	}
	if f := fixes[1]; f.Accuracy != 5 || f.Bore || !f.MadeUp {
		t.Errorf("%+v", f)
	}
}

func TestNothingMeasures(t *testing.T) {
	for name, address := range map[string]string{
		"no gpsd":      nothing(t),
		"no receivers": gpsdSaying(t, true, `{"class":"DEVICES","devices":[]}`),
		"an error":     gpsdSaying(t, true, `{"class":"ERROR","message":"Unrecognized request"}`),
		"it ended":     gpsdSaying(t, false),
		"endless line": gpsdSaying(t, true, strings.Repeat("x", 2*gpsdLine)),
	} {
		err := Positions{GPSD: address}.Watch(t.Context(), func(f Fix) { t.Errorf("%s: %+v", name, f) })
		if !errors.Is(err, ErrPositionOff) || errors.Is(err, ErrPositionDenied) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReplay(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	gpx := `<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
		<trkpt lat="46.9" lon="28.75"><time>2026-11-24T12:00:00Z</time><hdop>1.6</hdop></trkpt>
		<trkpt lat="46.9001" lon="28.75"><time>2026-11-24T12:00:00.05Z</time></trkpt></trkseg></trk></gpx>`
	fixes := first(t, Positions{File: write("walk.gpx", gpx)}, 2)
	if fixes[0].Accuracy != 8 || fixes[1].Lat != 46.9001 || !fixes[0].MadeUp || time.Since(fixes[0].At) > time.Minute {
		t.Errorf("%+v", fixes)
	}
	fixes = first(t, Positions{File: write("walk.nmea", strings.Join(walkNMEA(0, 2), ""))}, 2)
	if !nearWalk(fixes[0]) || fixes[0].Accuracy != 6 || !fixes[1].Bore || fixes[1].Bearing != 45 || fixes[1].At.Sub(fixes[0].At) < 500*time.Millisecond {
		t.Errorf("%+v", fixes)
	}
	for name, path := range map[string]string{
		"no file": filepath.Join(dir, "none"), "a folder": dir, "neither": write("x.txt", "hello"), "empty": write("0", ""),
		"half a GPX": write("half.gpx", gpx[:200]), "no points": write("none.gpx", "<gpx></gpx>"),
	} {
		if err := (Positions{File: path}).Watch(t.Context(), nil); !errors.Is(err, ErrPositionOff) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTrackOverMidnightAndFromRMCAlone(t *testing.T) {
	gga := func(clock, quality string) string {
		return sentence("GNGGA," + clock + ",4654.1000,N,02845.2000,E," + quality + ",09,1.2,81.0,M,36.0,M,,")
	}
	track, err := parseTrack([]byte(gga("235959", "1") + "$GPGGA,broken*00\r\n" + gga("235959.5", "0") + gga("000001", "1")))
	if err != nil || len(track) != 2 || track[1].At.Sub(track[0].At) != 2*time.Second {
		t.Errorf("%+v, %v", track, err)
	}
	track, err = parseTrack([]byte(sentence("GPRMC,120000,V,,,,,,,241126,,,N") + sentence("GPRMC,120001,A,4654.1000,N,02845.2000,E,0.1,45.0,241126,,,A")))
	if err != nil || len(track) != 1 || !nearWalk(track[0]) || track[0].Bore {
		t.Errorf("%+v, %v", track, err)
	}
}

func FuzzTrack(f *testing.F) {
	f.Add([]byte(strings.Join(walkNMEA(0, 2), "")))
	f.Add([]byte(`<gpx><trk><trkseg><trkpt lat="46.9" lon="28.75"><time>2026-11-24T12:00:00Z</time></trkpt></trkseg></trk></gpx>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		track, err := parseTrack(raw)
		if (err == nil) != (len(track) > 0) {
			t.Errorf("%d positions, %v", len(track), err)
		}
		for _, fix := range track {
			if fix.Accuracy < 0 {
				t.Errorf("%+v", fix)
			}
		}
	})
}
