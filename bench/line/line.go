package line

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Spec says how bad a line is. The zero value is as good as this machine.
type Spec struct {
	Rate  int           // bytes per second in each direction, IP headers included; 0 is no limit
	Delay time.Duration // one way
	Loss  float64       // of packets, each by its own chance, in each direction
	Queue int           // bytes that wait for the line before packets are dropped; 0 is 48 kB
	Up    time.Duration // how long the line lasts before it breaks; 0 is for ever
	Down  time.Duration // how long it stays away. After that nobody on the way knows the old connections: they are reset
}

const defaultQueue = 48 << 10

// Near and Far are the two ends' addresses.
const (
	Near = "10.77.0.1"
	Far  = "10.77.0.2"
)

// Traffic is what one direction carried.
type Traffic struct {
	Bytes   int64 // of IP packets that were put on the line, the lost ones included
	Lost    int64 // packets, by chance or because the line was away
	Dropped int64 // packets for which there was no room
}

// Line is a line. Programs and sockets of its two spaces talk over it.
type Line struct {
	Client, Server *Space
	spec           atomic.Pointer[Spec]
	since          atomic.Int64 // when the spec was set
	up, down       direction
	flows          flows
	wait           sync.WaitGroup
}

// New makes a line as good as this machine. The seed makes its losses the same each time, as far as the traffic is.
func New(seed uint64) (l *Line, err error) {
	l = &Line{}
	l.Set(Spec{})
	if l.Client, err = newSpace(Near, Far); err != nil {
		return nil, err
	}
	if l.Server, err = newSpace(Far, Near); err != nil {
		return nil, errors.Join(err, l.Client.close())
	}
	l.up = direction{line: l, from: l.Client.tun, to: l.Server.tun, chance: rand.New(rand.NewPCG(seed, 1)), queue: make(chan packet, 1024)}
	l.down = direction{line: l, from: l.Server.tun, to: l.Client.tun, chance: rand.New(rand.NewPCG(seed, 2)), queue: make(chan packet, 1024)}
	for _, d := range []*direction{&l.up, &l.down} {
		l.wait.Go(d.take)
		l.wait.Go(d.give)
	}
	return l, nil
}

// Set makes the line like this from now on. Its time of Up begins now.
func (l *Line) Set(s Spec) {
	if s.Queue == 0 {
		s.Queue = defaultQueue
	}
	l.spec.Store(&s)
	l.since.Store(time.Now().UnixNano())
}

// Carried tells what went from the client to the server and back since the start.
func (l *Line) Carried() (up, down Traffic) { return l.up.traffic(), l.down.traffic() }

// Close ends the line; what runs in its spaces must have ended.
func (l *Line) Close() error {
	err := errors.Join(l.Client.close(), l.Server.close())
	l.wait.Wait()
	return err
}

// life counts the lives of a line that breaks; away says that it is between two of them.
func (l *Line) life(s *Spec, now time.Time) (n int64, away bool) {
	if s.Up == 0 {
		return 0, false
	}
	since := now.UnixNano() - l.since.Load()
	period := int64(s.Up + s.Down)
	return since / period, since%period > int64(s.Up)
}

type packet struct {
	data []byte
	due  time.Time
}

// direction carries packets one way.
type direction struct {
	line     *Line
	from, to *os.File
	chance   *rand.Rand
	queue    chan packet
	free     time.Time // when everything that waits will have been put on the line

	bytes, lost, dropped atomic.Int64
}

func (d *direction) traffic() Traffic {
	return Traffic{d.bytes.Load(), d.lost.Load(), d.dropped.Load()}
}

// take reads packets and decides their fate.
func (d *direction) take() {
	defer close(d.queue)
	buf := make([]byte, 64<<10)
	for {
		n, err := d.from.Read(buf)
		if err != nil {
			return // closed
		}
		now, spec := time.Now(), d.line.spec.Load()
		life, away := d.line.life(spec, now)
		if reset := d.line.flows.stray(buf[:n], life); reset != nil && !away {
			_, _ = d.from.Write(reset) // back to who sent it; a lost one comes again with the next packet
			continue
		}
		waiting := 0
		if spec.Rate > 0 && d.free.After(now) {
			waiting = int(d.free.Sub(now).Seconds() * float64(spec.Rate))
		}
		if waiting+n > spec.Queue {
			d.dropped.Add(1)
			continue
		}
		d.free = latest(d.free, now)
		if spec.Rate > 0 {
			d.free = d.free.Add(time.Duration(float64(n) / float64(spec.Rate) * float64(time.Second)))
		}
		d.bytes.Add(int64(n))
		if away || d.chance.Float64() < spec.Loss {
			d.lost.Add(1) // it took its time on the line all the same
			continue
		}
		select {
		case d.queue <- packet{append([]byte(nil), buf[:n]...), d.free.Add(spec.Delay)}:
		default:
			d.dropped.Add(1)
		}
	}
}

// give hands packets over when their time has come, in their order.
func (d *direction) give() {
	for p := range d.queue {
		time.Sleep(time.Until(p.due))
		_, _ = d.to.Write(p.data) // the other end may be closed
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// String is the spec in words.
func (s Spec) String() string {
	text := fmt.Sprintf("%d kB/s, %v there and back, %.0f %% of packets lost", s.Rate/1000, 2*s.Delay, 100*s.Loss)
	if s.Up > 0 {
		text += fmt.Sprintf("; after %v away for %v, connections forgotten", s.Up, s.Down)
	}
	return text
}
