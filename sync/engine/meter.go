package engine

import (
	"sync"
	"time"
)

// meter counts the bytes on all connections.
type meter struct {
	mu      sync.Mutex
	total   int64
	buckets [meterSpan]int64 // of the last seconds
	last    int64            // the second of the newest bucket
	start   time.Time
}

// meterSpan is over how many seconds the speed is taken.
const meterSpan = 5

func newMeter() *meter { return &meter{start: time.Now()} }

func (m *meter) add(n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	m.total += int64(n)
	m.buckets[m.last%meterSpan] += int64(n)
}

// advance empties the buckets of the seconds that have passed, by the monotonic clock.
func (m *meter) advance() {
	now := int64(time.Since(m.start) / time.Second)
	for s := max(m.last+1, now-meterSpan+1); s <= now; s++ {
		m.buckets[s%meterSpan] = 0
	}
	m.last = now
}

// bytes is how many there were since the start.
func (m *meter) bytes() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.total
}

// speed is in bytes per second, over the last seconds.
func (m *meter) speed() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance()
	var sum int64
	for _, b := range m.buckets {
		sum += b
	}
	return sum / min(meterSpan, m.last+1)
}
