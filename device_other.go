//go:build !android

package main

import (
	"os"
	"strings"

	"priyom/app/present"
	"priyom/app/ui/phone"
)

// adapt lets the program follow an address that it is started with.
func adapt(env *present.Env, _ *phone.Phone) (front func(), err error) {
	env.Links = func(told func(address string)) {
		for _, a := range os.Args[1:] {
			if strings.HasPrefix(a, "priyom:") || strings.HasPrefix(a, "https:") {
				told(a)
			}
		}
		os.Args = os.Args[:1] // once
	}
	return func() {}, nil
}
