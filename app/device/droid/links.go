//go:build android || jvm

package droid

import "priyom/app/device/jni"

// Links tells addresses that were opened in this app, those first that came before. The last who asked hears them.
func (p *Phone) Links(told func(address string)) {
	p.mu.Lock()
	p.links = told
	waiting := p.unheard
	p.unheard = nil
	p.mu.Unlock()
	for _, address := range waiting {
		told(address)
	}
}

// link hears of one.
func (p *Phone) link(address string) {
	p.mu.Lock()
	told := p.links
	if told == nil {
		p.unheard = append(p.unheard, address)
	}
	p.mu.Unlock()
	if told != nil {
		told(address)
	}
}

// opened is the address that the app was started with; "" if it was started otherwise, or is back from the list of recent programs.
func (p *Phone) opened() (address string, err error) {
	err = p.do(func(e *jni.Env) error {
		intent := e.Object(e.Context(), "getIntent", "()Landroid/content/Intent;")
		if intent == 0 || e.Err() != nil {
			return e.Err()
		}
		if e.Int(intent, "getFlags", "()I")&fromHistory == 0 {
			address = e.String(intent, "getDataString", "()Ljava/lang/String;")
		}
		return e.Err()
	})
	return address, err
}

// first makes a list of what may not be there. An address that couldn't be read is none: the person taps it again.
func first(address string, err error) []string {
	if err != nil || address == "" {
		return nil
	}
	return []string{address}
}

// Line tells when a network comes and goes, until the process ends. The last who asked hears it.
func (p *Phone) Line(told func(on bool)) error {
	p.mu.Lock()
	first := p.line == nil
	p.line = told
	p.mu.Unlock()
	if !first {
		return nil
	}
	return p.do(func(e *jni.Env) error {
		builder := e.New("android/net/NetworkRequest$Builder", "()V")
		e.Object(builder, "addCapability", "(I)Landroid/net/NetworkRequest$Builder;", int32(12)) // NET_CAPABILITY_INTERNET
		request := e.Object(builder, "build", "()Landroid/net/NetworkRequest;")
		service := e.Object(e.Context(), "getSystemService", "(Ljava/lang/String;)Ljava/lang/Object;", "connectivity")
		callback := e.New("org/priyom/app/Line", "()V")
		e.Void(service, "registerNetworkCallback", "(Landroid/net/NetworkRequest;Landroid/net/ConnectivityManager$NetworkCallback;)V", request, callback)
		return e.Err()
	})
}

func (p *Phone) lineIs(on bool) {
	p.mu.Lock()
	told := p.line
	p.mu.Unlock()
	if told != nil {
		told(on)
	}
}
