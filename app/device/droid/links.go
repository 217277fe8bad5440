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
