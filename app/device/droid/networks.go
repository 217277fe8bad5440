//go:build android || jvm

package droid

import (
	"context"
	"errors"

	"priyom/app/device/jni"
)

// internet is NetworkCapabilities.NET_CAPABILITY_INTERNET.
const internet = int32(12)

// Networks tells when a network that leads out is there, or another instead, until ctx is done; it returns why it ended. One that goes isn't told:
// whoever uses it notices.
func (p *Phone) Networks(ctx context.Context, told func()) error {
	came := make(chan struct{}, 1)
	number := p.number(func(number int32) { p.lines[number] = came })
	callback, err := p.hearNetworks(number)
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.lines, number)
	}()
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), p.hearNoMore(callback))
		case <-came:
			told()
		}
	}
}

func (p *Phone) hearNetworks(number int32) (callback jni.Object, err error) {
	err = p.do(func(e *jni.Env) error {
		builder := e.New("android/net/NetworkRequest$Builder", "()V")
		e.Object(builder, "addCapability", "(I)Landroid/net/NetworkRequest$Builder;", internet)
		request := e.Object(builder, "build", "()Landroid/net/NetworkRequest;")
		line := e.New("org/priyom/app/Line", "(I)V", number)
		e.Void(connectivity(e), "registerNetworkCallback", "(Landroid/net/NetworkRequest;Landroid/net/ConnectivityManager$NetworkCallback;)V", request, line)
		if e.Err() == nil {
			callback = e.Keep(line)
		}
		return e.Err()
	})
	return callback, err
}

func (p *Phone) hearNoMore(callback jni.Object) error {
	return p.do(func(e *jni.Env) error {
		defer e.Drop(callback)
		e.Void(connectivity(e), "unregisterNetworkCallback", "(Landroid/net/ConnectivityManager$NetworkCallback;)V", callback)
		return e.Err()
	})
}

func connectivity(e *jni.Env) jni.Object {
	return e.Object(e.Context(), "getSystemService", "(Ljava/lang/String;)Ljava/lang/Object;", "connectivity")
}

// available hears of a network, on the system's thread.
func (p *Phone) available(number int32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.lines[number]; c != nil {
		wake(c)
	}
}
