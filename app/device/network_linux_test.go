//go:build linux && !android

package device

import (
	"context"
	"errors"
	"os/exec"
	"testing"
)

// An address that comes on the loopback is told of, the real kernel's way.
func TestNetworkChanges(t *testing.T) {
	ip, err := exec.LookPath("ip")
	if err != nil {
		t.Skip("needs ip")
	}
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan struct{}, 1), make(chan error, 1)
	go func() {
		ended <- NetworkChanges(ctx, func() {
			select {
			case told <- struct{}{}:
			default:
			}
		})
	}()
	const address = "127.77.66.55/32"
	add := func() error { return exec.Command(ip, "address", "add", address, "dev", "lo").Run() }
	remove := func() { _ = exec.Command(ip, "address", "del", address, "dev", "lo").Run() }
	if err := add(); err != nil {
		t.Skip("needs the right to change addresses: ", err)
	}
	t.Cleanup(remove)
	until(t, func() bool { // the socket may have been opened after the first one
		select {
		case <-told:
			return true
		case err := <-ended:
			t.Fatal(err)
		default:
			remove()
			_ = add()
		}
		return false
	})
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
