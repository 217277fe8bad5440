package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"priyom/app/device/droid"
	"priyom/app/present"
	"priyom/app/ui/phone"
	"priyom/civic"
)

// adapt makes the environment a phone's: its camera, receiver, microphone, key store, and a folder that no backup takes along. front is to be
// called when the app comes to the front.
func adapt(env *present.Env, window *phone.Phone) (front func(), err error) {
	p, err := droid.Open(droid.Options{
		Run: native, Clock: env.Clock,
		Explain: func(why droid.Need, answer func(bool)) { fyne.Do(func() { window.Explain(string(why), answer) }) },
		Late: func(path string) {
			fyne.Do(func() {
				if point := window.Point(); point != nil { // else it is found when the gate opens
					point.Arrived(path)
				}
			})
		},
	})
	if err != nil {
		return nil, err
	}
	env.Home, env.Secrets.Keyring, env.Line.Name = p.Home(), p, p.Name()
	for _, l := range civic.Langs() {
		if string(l) == p.Lang() {
			env.Locale = l
		}
	}
	env.Positions, env.Camera, env.Recorder, env.OpenURL, env.Press = p, p, p, p.OpenURL, p
	env.Network, env.Notify = p.Networks, p.Telling(env.Notify)
	env.Links = p.Links
	env.Roots, env.Clipboard, env.Documents, env.Lenses = nil, nil, nil, nil // an app sees nobody else's folders
	return p.Foreground, nil
}

// native runs f where Java can be called.
func native(f func(vm, env, ctx uintptr) error) error {
	return driver.RunNative(func(is any) error {
		c := is.(*driver.AndroidContext)
		return f(c.VM, c.Env, c.Ctx)
	})
}
