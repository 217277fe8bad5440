package line

import (
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

func newLine(t *testing.T) *Line {
	t.Helper()
	l, err := New(1)
	if errors.Is(err, ErrHere) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// pair is one connection over the line.
func pair(t *testing.T, l *Line) (client, server net.Conn) {
	t.Helper()
	listener, err := l.Server.Listen(Far + ":7000")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	if err := l.Client.Do(func() (err error) {
		client, err = net.Dial("tcp4", Far+":7000")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if server, err = listener.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = client.Close()
		_ = server.Close()
	})
	return client, server
}

// 30 kB at 20 kB/s can't be there in less than a second and a half, and a byte takes its way there and back.
func TestLineIsSlow(t *testing.T) {
	l := newLine(t)
	client, server := pair(t, l)
	l.Set(Spec{Rate: 20_000, Delay: 100 * time.Millisecond})
	go func() {
		_, _ = io.CopyN(io.Discard, server, 30_000)
		_, _ = server.Write([]byte("."))
	}()
	start := time.Now()
	if _, err := client.Write(make([]byte, 30_000)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(client, make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took < 1700*time.Millisecond {
		t.Errorf("%v is too fast", took)
	}
	if up, _ := l.Carried(); up.Bytes < 30_000 || up.Bytes > 60_000 {
		t.Errorf("carried %+v", up)
	}
}

func TestEverythingIsLost(t *testing.T) {
	l := newLine(t)
	client, server := pair(t, l)
	l.Set(Spec{Loss: 1})
	if _, err := client.Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := server.SetReadDeadline(time.Now().Add(300 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if _, err := server.Read(make([]byte, 1)); err == nil {
		t.Error("it got through")
	}
}

// A connection that was there before the line broke is reset after it, at both ends; a new one works.
func TestConnectionsAreForgotten(t *testing.T) {
	l := newLine(t)
	client, server := pair(t, l)
	l.Set(Spec{Up: 200 * time.Millisecond, Down: 200 * time.Millisecond})
	time.Sleep(450 * time.Millisecond)
	for name, c := range map[string]net.Conn{"client": client, "server": server} {
		_, _ = c.Write([]byte("x"))
		if err := c.SetReadDeadline(time.Now().Add(2 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Read(make([]byte, 1)); err == nil || errors.Is(err, io.EOF) || isTimeout(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	l.Set(Spec{})
	pair(t, l)
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}
