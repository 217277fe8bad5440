package main

import (
	"fmt"
	"math"
	"net"
	"os/exec"
	"sync"
	"time"
)

// receiver is a satellite receiver in the network, of which a real gpsd reads: phones ask that one. It says where it was put, a metre or
// two off, as receivers do.
type receiver struct {
	mu       sync.Mutex
	lat, lon float64 // degrees
}

// put carries it somewhere.
func (r *receiver) put(lat, lon float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lat, r.lon = lat, lon
}

// receiver starts one, and gpsd with it; the address is gpsd's.
func (t *tour) receiver() (r *receiver, address string, err error) {
	program := "gpsd"
	if _, err := exec.LookPath(program); err != nil {
		program = "/usr/sbin/gpsd"
	}
	r = &receiver{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	t.finally(func() { _ = l.Close() })
	go r.serve(l)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, "", err
	}
	address = free.Addr().String()
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		err = free.Close()
	}
	if err == nil {
		_, err = t.start("gpsd", nil, program, "-N", "-n", "-S", port, "tcp://"+l.Addr().String())
	}
	return r, address, err
}

func (r *receiver) serve(l net.Listener) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer func() { _ = conn.Close() }()
			for n := 0; ; n++ {
				if _, err := fmt.Fprint(conn, r.sentences(n, time.Now().UTC())); err != nil {
					return
				}
				time.Sleep(time.Second)
			}
		}()
	}
}

// sentences are NMEA 0183 for a moment.
func (r *receiver) sentences(n int, at time.Time) string {
	const metre = 1.0 / 111_195
	r.mu.Lock()
	lat, lon := r.lat+metre*math.Sin(float64(n)), r.lon+metre*math.Cos(float64(n)*1.7)
	r.mu.Unlock()
	clock := at.Format("150405") + ".00"
	where := angle(lat, 2) + ",N," + angle(lon, 3) + ",E"
	return sentence("GPRMC,"+clock+",A,"+where+",0.100,0.0,"+at.Format("020106")+",,,A") +
		sentence("GPGGA,"+clock+","+where+",1,10,0.8,120.0,M,15.0,M,,") +
		sentence("GPGSA,A,3,04,05,09,12,24,25,29,31,02,07,,,1.5,0.8,1.2")
}

// angle is degrees and minutes, as NMEA has them.
func angle(degrees float64, digits int) string {
	whole := math.Floor(degrees)
	return fmt.Sprintf("%0*d%08.5f", digits, int(whole), (degrees-whole)*60)
}

// sentence closes a sentence with its checksum.
func sentence(body string) string {
	sum := byte(0)
	for i := range len(body) {
		sum ^= body[i]
	}
	return "$" + body + "*" + fmt.Sprintf("%02X", sum) + "\r\n"
}
