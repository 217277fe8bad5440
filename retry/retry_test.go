package retry_test

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"priyom/retry"
)

func TestAfter(t *testing.T) {
	for _, c := range []struct {
		value, date string
		want        time.Duration
	}{
		{"", "", 0},
		{"120", "", 2 * time.Minute},
		{"0", "", 0},
		{"-5", "", 0},
		{"soon", "", 0},
		{"999999999", "", time.Hour},
		{"99999999999999999999", "", 0},
		{"Tue, 24 Nov 2026 10:00:30 GMT", "Tue, 24 Nov 2026 10:00:00 GMT", 30 * time.Second},
		{"Fri, 24 Nov 1995 10:00:30 GMT", "Fri, 24 Nov 1995 10:00:00 GMT", 30 * time.Second}, // its clock, not ours
		{"Tue, 24 Nov 2026 09:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 GMT", 0},
		{"Tue, 24 Nov 2099 10:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 GMT", time.Hour},
		{"Tue, 24 Nov 2026 10:00:30 GMT", "", 0},
	} {
		h := http.Header{}
		h.Set("Retry-After", c.value)
		h.Set("Date", c.date)
		if got := retry.After(h, time.Hour); got != c.want {
			t.Errorf("%q at %q: %v, want %v", c.value, c.date, got, c.want)
		}
	}
}

func TestPart(t *testing.T) {
	for _, c := range []struct {
		chance string
		want   time.Duration
	}{{"", 0}, {"\x00\x00\x00\x00\x00\x00\x00\x00", 0}, {"\x80\x00\x00\x00\x00\x00\x00\x00", 30 * time.Second}} {
		if got := retry.Part(bytes.NewReader([]byte(c.chance)), time.Minute); got != c.want {
			t.Errorf("%q: %v, want %v", c.chance, got, c.want)
		}
	}
	if got := retry.Part(bytes.NewReader(bytes.Repeat([]byte{0xFF}, 8)), time.Minute); got < 59*time.Second || got >= time.Minute {
		t.Errorf("most: %v", got)
	}
}
